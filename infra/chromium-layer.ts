/** Chromium and playwright-core, in a layer: 80 MB that change once a month, beside code that changes every day. */
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** @param folder what scripts/layer.ts made: nodejs/node_modules */
export function chromiumLayer(
  scope: Construct,
  { folder }: { readonly folder: string },
): LayerVersion {
  return new LayerVersion(scope, 'Chromium', {
    description: 'playwright-core and @sparticuz/chromium',
    code: Code.fromAsset(folder),
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.X86_64],
  });
}
