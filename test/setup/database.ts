/** One database server for all test files, in a folder of its own: production's embedded server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbeddedServer } from '../../src/documents/embedded/index.ts';

/** What is downloaded and installed stays here, so that the second run of the tests starts at once. */
const TOOLS = resolve(import.meta.dirname, '../../.data');

export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goldpan-tests-'));
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  // Never the database that a developer's MONGODB_URI names.
  const config = { MONGODB_URI: undefined, DATA_DIR: dataDir };
  const server = await startEmbeddedServer({ toolsDir: TOOLS, say }, config);
  say(`Test database: ${server.engine} (${server.reason})`);
  // The workers inherit it, and so does what they start.
  process.env.MONGODB_URI = server.uri;
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
