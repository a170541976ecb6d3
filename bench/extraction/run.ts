/**
 * goldpan's extractor beside the best of JavaScript, Python and Rust, over a folder of pages whose content is known. Each runs in a process
 * of its own, over the same pages in the same order. Prints quality and costs side by side, and draws the picture of
 * docs/extraction.md unless only a sample is taken.
 *
 * `--write-figures` also writes what the gate (test/extraction/gate.test.ts) holds future changes to, and the table of
 * docs/extraction.md.
 *
 * Usage: node bench/extraction/run.ts [CORPUS] [--sample N] [--write-figures]
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSection } from '../document.ts';
import { CONTESTANTS } from './contestants.ts';
import { readCorpus } from './corpus.ts';
import { type Figures, figuresOf } from './figures.ts';
import { measure } from './measure.ts';
import { picture } from './picture.ts';
import { PYTHON_CONTESTANTS } from './python-contestants.ts';
import { markdownTable, type Result, textTable } from './table.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FIGURES = resolve(import.meta.dirname, 'figures.json');
const PICTURE = resolve(ROOT, 'docs/extraction-bench.svg');
const GUIDE = resolve(ROOT, 'docs/extraction.md');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, 'write-figures': { type: 'boolean' } },
});
const corpus = resolve(positionals[0] ?? resolve(ROOT, '../shared/corpora/wcxb-dev'));
const sample = values.sample === undefined ? undefined : Number(values.sample);
if (sample !== undefined && !(sample >= 1)) throw new Error('--sample takes a number of pages');
if (sample !== undefined && values['write-figures']) {
  throw new Error('Figures are those of all pages: leave --sample out');
}

const pages = readCorpus(corpus, sample);
const results: Result[] = [];
for (const name of [...Object.keys(CONTESTANTS), ...PYTHON_CONTESTANTS]) {
  const { found, ...costs } = await measure(name, corpus, sample);
  results.push({ name, costs, figures: figuresOf(pages, found) });
}

const caption = `${basename(corpus)}, ${pages.length.toLocaleString('en')} pages, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;
console.log(`${caption}\n\n${textTable(results)}`);
if (sample === undefined) writeFileSync(PICTURE, picture(results, caption));
if (values['write-figures']) {
  writeFileSync(FIGURES, `${JSON.stringify(shortened(results[0]?.figures ?? {}), undefined, 2)}\n`);
  writeSection(GUIDE, 'figures', `${caption}.\n\n${markdownTable(results)}`);
}

/** Four places: the gate looks at the third. */
function shortened(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]),
  );
}
