/** What the demo left in the database, in a form that can be written down and compared. */
import { ArticleDocument } from '../src/documents/article.ts';
import { CrawlDocument } from '../src/documents/crawl.ts';
import { PostDocument } from '../src/documents/post.ts';
import { RepositoryDocument } from '../src/documents/repository.ts';

export interface DemoResult {
  /** Link → how it ended: 'crawled' (stored, or unchanged in a second run), 'followed', or the reason of its failure. */
  readonly links: Readonly<Record<string, string>>;
  /** Source id → what was stored under it. */
  readonly documents: Readonly<Record<string, DemoDocument>>;
}

export interface DemoDocument {
  readonly collection: string;
  readonly platform: string;
  readonly link: string;
  readonly title: string;
  readonly published: string;
  readonly access: string;
  /** Characters of all `content` values. */
  readonly characters: number;
  /** First characters of the SHA-256 of the content. */
  readonly contentHash: string;
}

/** Reads it from the open database. */
export async function readResult(): Promise<DemoResult & { readonly showcase: string }> {
  const links: Record<string, string> = {};
  for await (const { link, state, reason } of CrawlDocument.bulkFind()) {
    links[link] = reason ?? (state === 'followed' ? 'followed' : 'crawled');
  }
  const documents: Record<string, DemoDocument> = {};
  for (const model of [ArticleDocument, PostDocument, RepositoryDocument] as const) {
    for await (const document of model.bulkFind()) {
      const values = Object.values<string>(document.content);
      documents[document.sourceId] = {
        collection: model.collection,
        platform: document.platform,
        link: document.link,
        title: titleOf(document),
        published: document.publishedAt?.toISOString() ?? '',
        access: document.access,
        characters: values.reduce((sum, value) => sum + value.length, 0),
        contentHash: document.contentHash.slice(0, 12),
      };
    }
  }
  const showcase =
    Object.values(documents).find(({ collection }) => collection === 'articles')?.link ?? '<link>';
  return { links, documents, showcase };
}

function titleOf(document: object): string {
  if ('content' in document && typeof document.content === 'object' && document.content !== null) {
    if ('Title' in document.content) return String(document.content.Title);
  }
  return 'name' in document ? String(document.name) : '';
}
