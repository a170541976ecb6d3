/** A page of Medium becomes the article that it holds. */
import type { CheerioAPI } from 'cheerio/slim';
import { ExtractionEmptyError, UnsupportedContentError, UpstreamError } from '../../errors.ts';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { parseHtml, topNodes } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { readApolloState } from './apollo.ts';
import { type Block, bodyHtml, textLength } from './blocks.ts';
import { splitHead } from './head.ts';
import { sharedLink } from './links.ts';
import { pageBlocks } from './page-body.ts';
import { namesPost, type PageFacts, readPageFacts } from './page-facts.ts';
import { readStatePost } from './state-post.ts';
import { readEmbeddedPost, type StoredPost } from './stored-post.ts';

/** The state is preferred while it holds nearly all of what the markup shows: white space is counted differently. */
const NEARLY_ALL = 0.97;

/** A post before its blocks become Markdown: embeds in them may still become the code that they show. */
export interface Post {
  readonly facts: Omit<ArticleHarvest, 'markdown'>;
  readonly body: readonly Block[];
  readonly baseUrl: URL;
}

/**
 * Reads the post of a page, from its state where that is complete, else from its markup.
 *
 * @throws UnsupportedContentError when the answer is no HTML
 * @throws UpstreamError when the page breaks off before its end
 * @throws ExtractionEmptyError when the page does not name the post as its own, or holds no title of it
 * @example
 * const article = toArticle(readPost(await fetch.page(link), '0123456789ab'));
 */
export function readPost(page: FetchedPage, postId: string): Post {
  assertWholePage(page);
  const $ = parseHtml(page.text);
  const state = readApolloState(page.text);
  const stored = (state && readStatePost(state, postId)) ?? readEmbeddedPost(page.text, postId);
  // Without a body in it, the record may be that of a post which is only recommended here.
  if ((stored === undefined || stored.blocks.length === 0) && !namesPost($, postId)) {
    throw new ExtractionEmptyError(`The page does not name the post ${postId} as its own`, {
      link: page.url,
    });
  }
  const facts = readPageFacts($, postId);
  const { title = titleOf(stored, facts), subtitle, body } = headed($, stored, facts);
  if (title === undefined) {
    throw new ExtractionEmptyError(`No title of the post ${postId} was found in its page`, {
      link: page.url,
    });
  }
  const language = stored?.language ?? facts.language;
  const image = facts.image ?? stored?.image;
  return {
    facts: {
      kind: 'article',
      sourceId: `medium:${postId}`,
      link: sharedLink(stored?.link ?? facts.link ?? page.url),
      title,
      ...(subtitle !== undefined && { subtitle }),
      ...bylineOf(stored, facts),
      ...datesOf(stored, facts),
      tags: stored && stored.tags.length > 0 ? stored.tags : facts.tags,
      access: isPreview(stored, facts) ? 'preview' : 'full',
      ...(language !== undefined && { language }),
      ...(image !== undefined && { image }),
    },
    body,
    baseUrl: page.url,
  };
}

/** @throws ExtractionEmptyError when there is no text in it */
export function toArticle({ facts, body, baseUrl }: Post): ArticleHarvest {
  const markdown = toMarkdown(topNodes(parseHtml(bodyHtml(body))), { baseUrl });
  if (markdown === '') {
    throw new ExtractionEmptyError(`No text was found in the page of ${facts.sourceId}`, {
      link: baseUrl,
    });
  }
  return { ...facts, markdown };
}

/** Medium always closes its pages; the fetcher cannot see that a proxy or a full disk of somebody cut one. */
function assertWholePage(page: FetchedPage): void {
  if (!['', 'text/html', 'application/xhtml+xml'].includes(page.mediaType)) {
    throw new UnsupportedContentError(`Medium answered with ${page.mediaType}, not with a page`, {
      link: page.url,
    });
  }
  if (!/<\/html>\s*$/i.test(page.text.slice(-1_000))) {
    throw new UpstreamError('The page breaks off before its end: </html> is missing', {
      link: page.url,
    });
  }
}

function headed($: CheerioAPI, stored: StoredPost | undefined, facts: PageFacts) {
  const shown = pageBlocks($);
  const kept = stored?.blocks ?? [];
  const complete = kept.length > 0 && textLength(kept) >= textLength(shown) * NEARLY_ALL;
  const blocks: readonly Block[] = complete ? kept : shown;
  return splitHead(blocks, titleOf(stored, facts));
}

function titleOf(stored: StoredPost | undefined, facts: PageFacts): string | undefined {
  return stored?.title ?? facts.title;
}

function bylineOf(stored: StoredPost | undefined, facts: PageFacts) {
  const byline = stored?.author === undefined ? facts.byline : [stored.author];
  return byline.length > 0 ? { byline } : {};
}

function datesOf(stored: StoredPost | undefined, facts: PageFacts) {
  const publishedAt = stored?.firstPublishedAt ?? facts.publishedAt;
  const changedAt = stored?.latestPublishedAt ?? facts.modifiedAt;
  // Within the same minute it is the first publication, noted twice.
  const isChange =
    changedAt !== undefined && changedAt.getTime() - (publishedAt?.getTime() ?? 0) >= 60_000;
  return {
    ...(publishedAt !== undefined && { publishedAt }),
    ...(isChange && { modifiedAt: changedAt }),
  };
}

/** The state knows what this reader was given; without it the page's own words to non-members decide. */
function isPreview(stored: StoredPost | undefined, facts: PageFacts): boolean {
  return stored !== undefined && stored.blocks.length > 0 ? stored.previewOnly : facts.membersOnly;
}
