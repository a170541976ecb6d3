/** The CDK app: `cdk synth` and `cdk deploy` start here (cdk.json). */
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { GoldpanStack } from './stack.ts';

const bundle = fileURLToPath(new URL('../dist', import.meta.url));

const app = new App();
new GoldpanStack(app, 'Goldpan', { bundle });
