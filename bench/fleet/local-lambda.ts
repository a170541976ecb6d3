/**
 * The local Lambda as a process of its own, so that what the function logs can be counted. Started by `measure.ts`, which
 * gives the settings of the function as JSON.
 */
import { startEndpoint } from '../../src/local/endpoint.ts';
import { BUNDLE } from '../../src/local/serve.ts';

const env = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>; // Written by measure.ts.
const endpoint = await startEndpoint({
  port: 0,
  slots: 1,
  timeoutMs: 300_000,
  folder: BUNDLE,
  env,
});
process.send?.({ url: endpoint.url });
process.once('disconnect', () => void endpoint.close().then(() => process.exit(0)));
