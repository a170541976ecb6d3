/** Who is compared, each with its settings: what a person gets who follows its README. */
import { blockText } from './block-text.ts';

export interface Found {
  readonly text: string;
  readonly title: string;
  /** Names, with commas between them. */
  readonly author: string;
  readonly date: string;
  /** What sort of page it takes it for, where it says so. */
  readonly kind?: string;
}

export interface Contestant {
  /** What is measured. */
  readonly extract: (html: string, url: string) => unknown;
  /** What is scored; the time this takes is ours, not the contestant's. */
  readonly found: () => Found;
}

/** Loads the contestant alone: a process that measures one holds no other. */
export const CONTESTANTS: Readonly<Record<string, () => Promise<Contestant>>> = {
  goldpan: async () => {
    const { extractArticle } = await import('../../src/extraction/index.ts');
    return contestant(
      (html, url) => extractArticle(html, { url }),
      ({ text, title, author, publishedAt, kind }) => ({
        text,
        title,
        author: author?.join(', ') ?? '',
        date: publishedAt?.toISOString() ?? '',
        kind,
      }),
    );
  },

  '@mozilla/readability': async () => {
    const { Readability } = await import('@mozilla/readability');
    const { parseHTML } = await import('linkedom');
    return contestant(
      (html) => new Readability(parseHTML(html).document).parse(),
      (article) => ({
        text: blockText(article?.content ?? ''),
        title: article?.title ?? '',
        author: article?.byline ?? '',
        date: article?.publishedTime ?? '',
      }),
    );
  },

  defuddle: async () => {
    const { DefuddleClass } = await import('defuddle/node');
    const { parseHTML } = await import('linkedom');
    return contestant(
      (html, url) => {
        const { document } = parseHTML(html);
        // What defuddle asks of a document beyond what linkedom has, as its own adapter does it.
        Object.assign(document, { styleSheets: [], URL: url });
        return new DefuddleClass(document, { url }).parse();
      },
      ({ content, title, author, published }) => ({
        text: blockText(content),
        title,
        author,
        date: published,
      }),
    );
  },
};

function contestant<Result>(
  extract: (html: string, url: string) => Result,
  read: (result: Result) => Found,
): Contestant {
  let last: Result;
  return {
    extract: (html, url) => {
      last = extract(html, url);
    },
    found: () => read(last),
  };
}
