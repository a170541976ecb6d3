/** The one contract of every crawler: a link goes in, what it holds comes out. */

import type { CrawlError } from '../errors.ts';
import { UnsupportedContentError } from '../errors.ts';
import type { Access } from '../extraction/article.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { FetchedPage } from '../fetching/page.ts';
import type { Log } from '../log.ts';

/**
 * Turns one link into what it holds. Knows one platform; knows neither database nor queue.
 *
 * `extract` yields what it finds as it finds it and throws a `CrawlError` when it cannot; what was yielded before the
 * error is kept. A page that the crawler does not recognise yields nothing and throws `ExtractionEmptyError`.
 *
 * A source may be left at any of its links. Where more of them than the limit would not be followed, its next request
 * throws something that is no `CrawlError`: let that through, as all that you do not know. So documents come before links.
 */
export interface Crawler {
  /** 'medium', 'substack', 'linkedin', 'github'; the custom-article crawler uses the host of the link instead. */
  readonly platform: string;
  /** By marks in the page: is this custom domain one of ours? */
  recognises?(page: FetchedPage): boolean;
  /** Its host has failed: may what the link led to still be found elsewhere? A custom domain can be given up. */
  outlives?(link: URL, error: CrawlError): boolean;
  /** Every URL form of one thing to one form, without a request. The dispatcher calls it on links of its domain. */
  canonicalLink?(link: URL): URL;
  extract(link: URL, context: CrawlContext): AsyncIterable<Harvest>;
}

export interface CrawlContext {
  readonly fetch: Fetcher;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Full name of the person whose writing is wanted: a source that names its authors leaves out what others wrote. */
  readonly author?: string;
  /**
   * Only in a refresh, and only where the crawl before this one went well: a source may then stop to list where everything
   * is older. One that lists all of it does no harm: what is known is not asked for again.
   */
  readonly previous?: PreviousCrawl;
}

/** What the ledger says of a link that was crawled before. */
export interface PreviousCrawl {
  readonly attemptedAt: Date;
  /** Links that it led to. */
  readonly found: number;
}

interface Written {
  /** Where it was written, if that is not what its crawler is called after: archives hold what sites have published. */
  readonly platform?: 'medium' | 'substack' | 'linkedin';
  /**
   * The platform's own identity: `medium:<post id>`, `substack:<post id>`, `linkedin:<activity id>`,
   * `github:<repository id>`, else `url:<canonical link>`. Equal for every URL form of one thing.
   */
  readonly sourceId: string;
  /** The canonical link, as a reader would share it. */
  readonly link: URL;
  /** The names that the page itself gives as its authors, in its order. */
  readonly byline?: readonly string[];
  /** First publication. */
  readonly publishedAt?: Date;
  /** Last change, where the platform tells. */
  readonly modifiedAt?: Date;
  readonly tags: readonly string[];
  readonly access: Access;
}

export interface ArticleHarvest extends Written {
  readonly kind: 'article';
  readonly title: string;
  readonly subtitle?: string;
  /** The body as Markdown (CommonMark + GFM), without title and subtitle. */
  readonly markdown: string;
  /** BCP 47, as the page says it. */
  readonly language?: string;
  /** Absolute link of the lead image. */
  readonly image?: string;
}

export interface PostHarvest extends Written {
  readonly kind: 'post';
  /** Plain text with its real line breaks. */
  readonly text: string;
  /** Absolute link of the first image. */
  readonly image?: string;
  /** What hangs below the text and is no part of it. */
  readonly attachments?: readonly Attachment[];
}

export interface Attachment {
  /** `post`: what was reshared with own words; `page`: the card of a web page, an event, a job. */
  readonly kind: 'document' | 'video' | 'page' | 'post';
  readonly link: URL;
  /** As shown; of a post, the name of its author. */
  readonly title?: string;
}

export interface RepositoryHarvest extends Written {
  readonly kind: 'repository';
  /** The repository's name, without its owner. */
  readonly name: string;
  /** Path within the repository → text of the file, byte for byte. */
  readonly files: Readonly<Record<string, string>>;
  /** 1-based: a repository above 12 MB of text comes in several parts, all yielded one after the other. */
  readonly part: number;
  readonly parts: number;
  /** Reason → how many files were left out for it ('binary', 'vendored', 'generated', 'too_large', 'symlink', …). */
  readonly skipped: Readonly<Record<string, number>>;
}

/** A link that this page leads to, by the same person, to be crawled in turn. */
export interface LinkHarvest {
  readonly kind: 'link';
  readonly link: URL;
  /** As the source knows it, for `goldpan discover`. */
  readonly title?: string;
  readonly publishedAt?: Date;
  readonly changedAt?: Date;
}

export type DocumentHarvest = ArticleHarvest | PostHarvest | RepositoryHarvest;
export type Harvest = DocumentHarvest | LinkHarvest;

/**
 * The page was read well, and nothing on it was written by the person: a post that passes on somebody else's, or a picture
 * without a word. The crawl of such a link is no failure: it is followed, and nothing is stored.
 */
export class NothingWrittenError extends UnsupportedContentError {}
