/** `cdk synth` and `cdk deploy` start here (cdk.json); they see to it that the app is synthesised. */
import { fileURLToPath } from 'node:url';
import { fleetApp } from './fleet-app.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

fleetApp({ bundle: folder('dist'), layer: folder('dist-layer') });
