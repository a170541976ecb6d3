/**
 * One contestant over a corpus, in a process of its own: CPU and memory are then its, whoever ran before. Writes what it
 * found, a page a line, and prints what that took as JSON.
 *
 * Usage: node bench/extraction/measure.ts CONTESTANT CORPUS OUT [SAMPLE]
 */
import { execFile } from 'node:child_process';
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONTESTANTS, type Found } from './contestants.ts';
import { readCorpus } from './corpus.ts';
import { PYTHON_CONTESTANTS, pythonOfContestants } from './python-contestants.ts';

interface Run {
  /** Mean over pages, in milliseconds; the collection of garbage is in it. */
  readonly cpuMs: number;
  /** With a heap of any size, in which V8 leaves a lot lying about. */
  readonly peakMB: number;
  /** Pages it threw on. */
  readonly failed: number;
}

export interface Costs extends Run {
  /** In a heap of `SMALL_HEAP_MB`: what it cannot do without. Python has no such heap. */
  readonly peakMBInSmallHeap?: number | 'out of memory';
}

export interface Measured extends Costs {
  readonly found: ReadonlyMap<string, Found>;
}

/** The compiler of V8 is at work in the first pages; a service that runs for hours does not notice. */
const WARM_UP_PAGES = 30;

export const SMALL_HEAP_MB = 128;

const SMALL_HEAP = ['--max-semi-space-size=4', `--max-old-space-size=${SMALL_HEAP_MB}`] as const;

const NOTHING: Found = { text: '', title: '', author: '', date: '' };

/**
 * Runs a contestant over a corpus in a new process, and once more in one with a small heap.
 *
 * @throws Error when the process fails, for example when the contestant is not installed
 */
export async function measure(
  contestant: string,
  corpus: string,
  sample?: number,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'goldpan-bench-'));
  try {
    const out = join(folder, 'found.jsonl');
    const costs = PYTHON_CONTESTANTS.includes(contestant)
      ? await inPython(contestant, corpus, out, sample)
      : await inNode(contestant, corpus, out, sample);
    const found = new Map<string, Found>();
    for (const line of readFileSync(out, 'utf8').trimEnd().split('\n')) {
      const [id, page] = JSON.parse(line) as [string, Found];
      found.set(id, page);
    }
    return { ...costs, found };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inPython(name: string, corpus: string, out: string, sample?: number): Promise<Run> {
  const pages = `${out}.pages`;
  const rows = readCorpus(corpus, sample).map(({ id, url, file }) => ({ id, url, file }));
  writeFileSync(pages, rows.map((row) => JSON.stringify(row)).join('\n'));
  const script = join(import.meta.dirname, 'measure.py');
  return run(await pythonOfContestants(), [script, name, pages, out, String(WARM_UP_PAGES)]);
}

async function inNode(name: string, corpus: string, out: string, sample?: number): Promise<Costs> {
  const words = [import.meta.filename, name, corpus, out];
  if (sample !== undefined) words.push(String(sample));
  const costs = await run(process.execPath, words);
  return { ...costs, peakMBInSmallHeap: await peakInSmallHeap(words) };
}

async function run(command: string, words: readonly string[]): Promise<Run> {
  const { stdout } = await promisify(execFile)(command, words);
  return JSON.parse(stdout) as Run;
}

async function peakInSmallHeap(words: readonly string[]): Promise<number | 'out of memory'> {
  try {
    return (await run(process.execPath, [...SMALL_HEAP, ...words])).peakMB;
  } catch (error) {
    // V8 ends the process and says why before its stack.
    if (
      error instanceof Error &&
      /JavaScript heap out of memory/.test(String(Reflect.get(error, 'stderr')))
    ) {
      return 'out of memory';
    }
    throw error;
  }
}

async function measureHere(
  name: string,
  corpus: string,
  out: string,
  sample?: string,
): Promise<void> {
  const contestant = await CONTESTANTS[name]?.();
  if (contestant === undefined) throw new Error(`No contestant is called ${name}`);
  // What contestants log about strange pages is none of our output.
  for (const level of ['log', 'info', 'warn', 'error'] as const) console[level] = () => undefined;

  const pages = readCorpus(corpus, sample === undefined ? undefined : Number(sample));
  for (const { html, url } of pages.slice(0, WARM_UP_PAGES))
    attempt(contestant.extract, html(), url);
  const file = openSync(out, 'w');
  let cpuMs = 0;
  let failed = 0;
  for (const { id, url, html } of pages) {
    const text = html();
    const before = process.cpuUsage();
    const succeeded = attempt(contestant.extract, text, url);
    const { user, system } = process.cpuUsage(before);
    cpuMs += (user + system) / 1_000;
    if (!succeeded) failed += 1;
    writeSync(file, `${JSON.stringify([id, succeeded ? contestant.found() : NOTHING])}\n`);
  }
  const peakMB = process.resourceUsage().maxRSS / 1_024;
  const took: Run = { cpuMs: cpuMs / pages.length, peakMB, failed };
  process.stdout.write(JSON.stringify(took));
}

/** A page that a contestant throws on counts as one it found nothing on; how many they were is told. */
function attempt(
  extract: (html: string, url: string) => unknown,
  html: string,
  url: string,
): boolean {
  try {
    extract(html, url);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const [name = '', corpus = '', out = '', sample] = process.argv.slice(2);
  await measureHere(name, corpus, out, sample);
}
