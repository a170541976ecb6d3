/** `goldpan extract <file> --url <address>`: the article of a page that is at hand. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import Table from 'cli-table3';
import { ExtractionEmptyError, InvalidEventError } from '../../errors.ts';

import { type Article, extractArticle } from '../../extraction/index.ts';
import { factLines, markdownView } from '../document-view.ts';
import { plural, shorten } from '../terminal.ts';

export interface ExtractOptions {
  /** The page's address: links are resolved against it. */
  readonly url: string;
  /** The whole article as one JSON object. */
  readonly json?: true;
  /** Which rule gave each field, in place of the text. */
  readonly explain?: true;
}

/**
 * @param file a path, or `-` for standard input
 * @returns the exit code
 * @throws InvalidEventError when the file cannot be read or the address is no web address
 * @throws ExtractionEmptyError when there is no text to print
 */
export async function extract(
  file: string,
  { url, json, explain }: ExtractOptions,
): Promise<number> {
  const address = webAddress(url);
  const article = extractArticle(await readPage(file), { url: address.href });
  if (json) console.log(JSON.stringify(article));
  else if (explain) console.log([...head(article), '', explanation(article)].join('\n'));
  else console.log([...head(article), '', body(article, address)].join('\n'));
  return 0;
}

function webAddress(given: string): URL {
  const url = URL.parse(given);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new InvalidEventError(`--url takes a web address, and "${given}" is none`, {
    hint: 'Give the whole address of the page, such as https://mara.example/notes/seven-cosines.',
  });
}

/** Bytes, since which charset they are in is said in the page. */
async function readPage(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new InvalidEventError(`Cannot read ${file}`, {
      hint: 'Give the path of an HTML file, or - to read standard input.',
      cause: error,
    });
  }
}

function head(article: Article): string[] {
  return factLines(article.title || '(no title)', [
    ['', article.subtitle],
    ['author', article.author?.join(', ')],
    ['site', article.siteName],
    ['published', article.publishedAt],
    ['modified', article.modifiedAt],
    ['language', article.language],
    ['tags', article.tags.join(', ')],
    [
      'access',
      article.access === 'preview' ? 'preview: the page shows only the beginning' : undefined,
    ],
    ['kind', `${article.kind}, ${plural(article.wordCount, 'word')}`],
  ]);
}

function body({ markdown }: Article, link: URL): string {
  if (markdown !== '') return markdownView(markdown);
  throw new ExtractionEmptyError('No text was found in the page', {
    link,
    hint: '--explain shows what was found, and by which rule.',
  });
}

const WIDEST_VALUE = 48;

function explanation(article: Article): string {
  const values = new Map(Object.entries(article));
  const table = new Table({
    head: ['field', 'value', 'rule'],
    style: { head: [], border: [] },
  });
  for (const [field, rule] of Object.entries(article.trace)) {
    table.push([field, shorten(shown(values.get(field)), WIDEST_VALUE), rule]);
  }
  return table.toString();
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return (Array.isArray(value) ? value.join(', ') : String(value)).replaceAll(/\s+/g, ' ');
}
