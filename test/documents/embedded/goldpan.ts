/**
 * A goldpan that does nothing but use the embedded server: prints a line of JSON once it is connected, and leaves when
 * its input ends. Arguments: data folder, tools folder.
 */
import { startEmbeddedServer } from '../../../src/documents/embedded/index.ts';

const [dataDir = '', toolsDir = ''] = process.argv.slice(2);
const config = { MONGODB_URI: undefined, DATA_DIR: dataDir };
const { uri, pid, engine, stop } = await startEmbeddedServer({ toolsDir }, config);
process.stdout.write(`${JSON.stringify({ uri, pid, engine })}\n`);
for await (const _ of process.stdin);
await stop();
