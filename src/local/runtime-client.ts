/** How AWS's runtime client for Node.js is started on a laptop. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from 'aws-lambda-ric/package.json' with { type: 'json' };

const require = createRequire(import.meta.url);

/**
 * The command line of a function process: `aws-lambda-ric`, as published, with its native part replaced.
 *
 * @param handler file and export within the working directory: `index.handler`
 * @returns the arguments for `process.execPath`
 * @example
 * spawn(process.execPath, runtimeClientArguments('index.handler'), { cwd: 'dist', env });
 */
export function runtimeClientArguments(handler: string): string[] {
  const folder = dirname(require.resolve('aws-lambda-ric/package.json'));
  return [
    '--import',
    fileURLToPath(new URL('runtime-hook.ts', import.meta.url)),
    join(folder, manifest.bin['aws-lambda-ric']),
    handler,
  ];
}
