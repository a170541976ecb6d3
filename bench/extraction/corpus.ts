/** A folder of pages with what must come out of them: `manifest.jsonl`, `gt/ID.json` and the pages, gzipped or not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const manifestRow = z.object({
  id: z.string(),
  html: z.string(),
  gt: z.string(),
  url: z.string().nullish(),
  page_type: z.string().nullish(),
});

const value = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

const expectation = z.object({
  text: value,
  title: value,
  author: z
    .union([z.string(), z.array(z.string()).transform((names) => names.join(' '))])
    .nullish()
    .transform((given) => given ?? ''),
  date: value,
});

/** What people found on the page; '' where they found nothing. */
export type Expectation = z.output<typeof expectation>;

export interface CorpusPage {
  readonly id: string;
  readonly url: string;
  /** 'article' where the corpus has only articles. */
  readonly type: string;
  readonly expected: () => Expectation;
  /** Where the page lies, gzipped or not. */
  readonly file: string;
  readonly html: () => string;
}

/** For pages whose address nobody kept: extractors want one. */
const UNKNOWN = 'https://unknown.example/page';

/**
 * The pages of a corpus, in the order of its manifest.
 *
 * @param sample take only so many of them, spread evenly
 * @example
 * for (const { url, html, expected } of readCorpus('../shared/corpora/wcxb-dev')) score(extract(html(), url), expected());
 */
export function readCorpus(folder: string, sample?: number): CorpusPage[] {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n');
  const step = Math.max(1, lines.length / (sample ?? lines.length));
  const chosen = lines.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return chosen.map((line) => {
    const row = manifestRow.parse(JSON.parse(line));
    return {
      id: row.id,
      url: row.url || UNKNOWN,
      type: row.page_type ?? 'article',
      expected: () => expectation.parse(JSON.parse(readFileSync(join(folder, row.gt), 'utf8'))),
      file: join(folder, row.html),
      html: () => pageText(readFileSync(join(folder, row.html))),
    };
  });
}

function pageText(bytes: Buffer): string {
  const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzipped ? gunzipSync(bytes) : bytes).toString('utf8');
}
