/**
 * How long a cold start spends on importing: the Lambda bundle against the MongoDB driver alone, bundled the same way.
 * Both are imported in turn, each in a fresh process, with and without Node's compile cache; medians and their ratio.
 *
 * Usage: node scripts/build.ts && node bench/import-time.ts [runs]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundling } from '../scripts/bundling.ts';

const run = promisify(execFile);
const runs = Number(process.argv[2] ?? 15);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'import-time-'));

try {
  await build({
    ...bundling,
    stdin: { contents: "export * from 'mongodb';", resolveDir: root, sourcefile: 'index.js' },
    outdir: join(folder, 'mongodb'),
  });
  const subjects = {
    mongodb: join(folder, 'mongodb', 'stdin.mjs'),
    goldpan: join(root, 'dist', 'index.mjs'),
  };
  for (const cache of [undefined, join(folder, 'cache')]) {
    const times = { mongodb: [] as number[], goldpan: [] as number[] };
    // One round that is not counted fills the caches of the disk and of Node.
    for (let round = -1; round < runs; round += 1) {
      for (const name of ['mongodb', 'goldpan'] as const) {
        const took = await importTime(subjects[name], cache);
        if (round >= 0) times[name].push(took);
      }
    }
    const mongodb = median(times.mongodb);
    const goldpan = median(times.goldpan);
    console.log(
      `${cache === undefined ? 'plain        ' : 'compile cache'}  mongodb ${mongodb.toFixed(0)} ms  ` +
        `goldpan ${goldpan.toFixed(0)} ms  ratio ${(goldpan / mongodb).toFixed(2)}  (median of ${runs})`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function importTime(file: string, compileCache: string | undefined): Promise<number> {
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(String(performance.now() - start)); process.exit();`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }) },
  });
  return Number(stdout);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
