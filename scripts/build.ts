/**
 * Bundles the Lambda: src/handlers/crawl.ts → dist/index.mjs and the chunks that it loads lazily. Prints the sizes and
 * refuses a bundle that has grown beyond its limit or has pulled in what belongs elsewhere.
 *
 * Usage: node scripts/build.ts
 */
import { rename, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { lambdaBundle } from './bundling.ts';

const LIMIT = 2 * 1024 * 1024;
const WORTH_A_LINE = 50_000;
/** Only on laptops (the embedded database), or only with a browser. */
const FORBIDDEN = [
  'mongodb-memory-server-core',
  'playwright-core',
  '@sparticuz/chromium',
  'commander',
];

const root = fileURLToPath(new URL('..', import.meta.url));
// Beside the old one, and put in its place when it is whole: a deployment may be reading that.
const fresh = `dist-${process.pid}`;
const { metafile } = await build({ ...lambdaBundle, outdir: fresh, metafile: true });
await rm(`${root}dist`, { recursive: true, force: true });
await rename(`${root}${fresh}`, `${root}dist`);

const code = Object.entries(metafile.outputs).filter(([path]) => path.endsWith('.mjs'));
const eager = loadedAtStart(metafile, `${fresh}/index.mjs`);
const large = code.filter(([, { bytes }]) => bytes >= WORTH_A_LINE);
for (const [path, { bytes }] of large.sort(([, a], [, b]) => b.bytes - a.bytes)) {
  console.log(`${kB(bytes)}  ${basename(path)}${eager.has(path) ? '' : '  (loaded when needed)'}`);
}
const total = code.reduce((sum, [, { bytes }]) => sum + bytes, 0);
const atStart = code.reduce((sum, [path, { bytes }]) => sum + (eager.has(path) ? bytes : 0), 0);
console.log(
  `${kB(total)}  in all ${code.length} files, ${kB(atStart).trim()} of it loaded at start`,
);

const strangers = FORBIDDEN.filter((name) =>
  Object.keys(metafile.inputs).some((path) => path.includes(`node_modules/${name}/`)),
);
const missing = [...eager].flatMap((path) =>
  (metafile.outputs[path]?.imports ?? [])
    .filter(({ external, kind }) => external && kind === 'import-statement')
    .map((imported) => imported.path)
    .filter((name) => !isBuiltin(name)),
);
if (strangers.length > 0) fail(`does not belong in the Lambda: ${strangers.join(', ')}`);
if (missing.length > 0) fail(`loaded at start, but not in the bundle: ${missing.join(', ')}`);
if (total > LIMIT) fail(`the bundle is larger than ${kB(LIMIT).trim()}`);

/** The entry and every chunk that it imports statically. */
function loadedAtStart({ outputs }: Metafile, entry: string): Set<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement') visit(next);
    }
  };
  visit(entry);
  return seen;
}

function kB(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`.padStart(9);
}

function fail(message: string): void {
  console.error(`build: ${message}`);
  process.exitCode = 1;
}
