/**
 * Makes the layer of the Lambda: dist-layer/nodejs/node_modules with playwright-core, @sparticuz/chromium and what they need
 * at run time, copied from node_modules. Prints the sizes and refuses more than Lambda unpacks.
 *
 * Usage: node scripts/layer.ts   (after scripts/build.ts: the limit is for layer and function together)
 */
import { existsSync } from 'node:fs';
import { chmod, cp, glob, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LIMIT = 250 * 1024 * 1024;
const PACKAGES = ['@sparticuz/chromium', 'playwright-core'];
/** For compilers and readers; nothing loads them. */
const NOT_FOR_MACHINES = /\.(?:d\.[cm]?ts|[cm]?ts|map|md)$/;

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'node_modules');
const target = join(root, 'dist-layer');
// Beside it until it is complete: a deployment may be reading the old one.
const fresh = await mkdtemp(`${target}-`);
const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

const packages = new Set<string>();
for (const name of PACKAGES) await collect(name, root);

let layer = 0;
for (const folder of [...packages].sort()) {
  const to = join(fresh, 'nodejs/node_modules', relative(source, folder));
  await cp(folder, to, {
    recursive: true,
    // Packages inside of this one are collected by themselves, if they are needed.
    filter: (path) =>
      !NOT_FOR_MACHINES.test(path) && !relative(folder, path).startsWith('node_modules'),
  });
  const size = await sizeOf(to);
  layer += size;
  console.log(`${MB(size)}  ${relative(source, folder)}`);
}
// mkdtemp is for one's own eyes only; Lambda reads as somebody else.
await chmod(fresh, 0o755);
await rm(target, { recursive: true, force: true });
await rename(fresh, target);

const code = await sizeOf(join(root, 'dist'));
console.log(`${MB(layer + code)}  unpacked with the function, of ${MB(LIMIT).trim()} at most`);
if (layer + code > LIMIT) {
  console.error(`layer: Lambda unpacks at most ${MB(LIMIT).trim()}`);
  process.exitCode = 1;
}

/** A package and, in turn, those that it depends on. Optional ones are not needed: those here are for other runtimes. */
async function collect(name: string, from: string): Promise<void> {
  const folder = find(name, from);
  if (packages.has(folder)) return;
  packages.add(folder);
  const json: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(manifest.parse(json).dependencies)) {
    await collect(dependency, folder);
  }
}

/** Where Node would find it, from a folder upwards. */
function find(name: string, from: string): string {
  for (let folder = from; folder.startsWith(join(root, '')); folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
  }
  const found = join(source, name);
  if (existsSync(found)) return found;
  throw new Error(`${name} is not installed: run make setup`);
}

async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for await (const path of glob('**', { cwd: folder })) {
    const entry = await stat(join(folder, path));
    if (entry.isFile()) size += entry.size;
  }
  return size;
}

function MB(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`.padStart(9);
}
