/**
 * The demo: the main job, offline. Starts the replica sites, ingests the demo author's links from them with the real
 * command line, and compares what lies in the database with what is written down in demo/expected.json.
 *
 * Usage: make demo
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { openDatabase } from '../src/cli/open-database.ts';
import { allSites } from '../test/sites/index.ts';
import { startReplicaSites } from '../test/sites/replica.ts';
import { type DemoResult, readResult } from './result.ts';

/** Kept apart from the documents of your own. */
const DATABASE = process.env.DEMO_DATABASE ?? 'demo';
const LINKS = 'demo/links.json';
const EXPECTED = 'demo/expected.json';

process.env.MONGODB_DATABASE = DATABASE;

console.log(
  'Demo: everything that Mara Lindqvist has written, from replica sites on this machine. Nothing leaves it; and since\nnobody is disturbed, PACE=0 switches off the second of rest that real hosts get between two requests.\n',
);
// Set up first: what the embedded server needs to install does not come from the replica sites.
await using _database = await openDatabase({ announce: false });
const sites = await startReplicaSites(allSites);
try {
  await goldpan(['ingest', LINKS], {
    ...process.env,
    HTTPS_PROXY: sites.proxyUrl,
    HTTP_PROXY: sites.proxyUrl,
    NODE_EXTRA_CA_CERTS: sites.caPath,
    PACE: '0',
  });
} finally {
  await sites.close();
}

const expected = JSON.parse(await readFile(EXPECTED, 'utf8')) as DemoResult;
const result = await readResult();
const differences = [
  ...compare('links', expected.links, result.links),
  ...compare('documents', expected.documents, result.documents),
];

if (differences.length > 0) {
  console.log(
    `\nNot as written down in ${EXPECTED} (an older demo may have left documents: delete the database "${DATABASE}"):\n${differences.join('\n')}`,
  );
  process.exitCode = 1;
} else {
  const links = Object.keys(result.links).length;
  const documents = Object.keys(result.documents).length;
  console.log(`
The two failures belong to the demo: all ${links} links and ${documents} documents are as written down in ${EXPECTED}.
Look at them:
  MONGODB_DATABASE=${DATABASE} npx goldpan status
  MONGODB_DATABASE=${DATABASE} npx goldpan show ${result.showcase}
Run it again: everything is there already, so all of it comes out unchanged.`);
}

async function goldpan(words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...words], { stdio: 'inherit', env });
  const [code, signal] = await once(child, 'exit');
  // 1 is right: two of the links must fail.
  if (code !== 1)
    throw new Error(
      `goldpan ${words.join(' ')} ended with ${signal ?? `exit code ${code}`}, not 1`,
    );
}

function compare(
  what: string,
  expected: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...keys]
    .filter((key) => !isDeepStrictEqual(expected[key], found[key]))
    .map(
      (key) =>
        `  ${what}: ${key}\n    expected ${JSON.stringify(expected[key])}\n    found    ${JSON.stringify(found[key])}`,
    );
}
