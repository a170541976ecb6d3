/** From what Substack says of a post to the article that is stored. */
import { load } from 'cheerio/slim';
import { ExtractionEmptyError, UnsupportedContentError } from '../../errors.ts';
import type { Access } from '../../extraction/article.ts';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { bodyMarkdown } from './body.ts';
import { originalImage } from './images.ts';
import { appLink, isHub, postLink } from './links.ts';
import type { StatedPost, SubstackPost } from './post.ts';
import { withRecordings } from './recordings.ts';

/** The words of whole posts come to 99 to 120 % of Substack's own count [measured on 12 captures]; those of previews do not come near it. */
const WHOLE_TEXT = 0.85;

export interface ArticleSource extends StatedPost {
  /** The page, or the API's answer, that the post was found in. */
  readonly from: URL;
  /** The page shows a paywall below the text. */
  readonly paywalled: boolean;
}

/**
 * @throws UnsupportedContentError for episodes and threads without a text of their own
 * @throws ExtractionEmptyError when title or text are missing
 */
export function toArticle({ post, publication, from, paywalled }: ArticleSource): ArticleHarvest {
  const link = canonicalLink(post, publication?.base_url, from);
  if (post.title === undefined) throw missing('the title of the post', link);
  const body = post.bodyHtml === undefined ? '' : bodyMarkdown(post.bodyHtml, link);
  const text = body === '' ? teaserOf(post, link) : body;
  if (text === '') throw withoutText(post, link);
  const markdown = withRecordings(text, post, link);
  const access: Access = body === '' || paywalled || isCut(post, body) ? 'preview' : 'full';
  const { title, subtitle, bylines, publishedAt, modifiedAt, tags, coverImage } = post;
  const image = coverImage === undefined ? undefined : originalImage(coverImage);
  return {
    kind: 'article',
    sourceId: post.id === undefined ? `url:${link.href}` : `substack:${post.id}`,
    link,
    title,
    markdown,
    tags,
    access,
    ...(subtitle !== undefined && { subtitle }),
    ...(bylines.length > 0 && { byline: bylines }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(publication?.language !== undefined && { language: publication.language }),
    ...(image !== undefined && URL.canParse(image) && { image }),
  };
}

/**
 * The link that a reader would share. Substack's own `canonical_url` is now and then the address in the reading app
 * (`substack.com/home/post/p-<id>`), under which the same post would be stored twice.
 *
 * @param from an address on the publication's host, for posts that name none; on substack.com itself there is no better
 *   one than the reading app's
 */
export function canonicalLink(
  { id, slug, canonicalUrl }: Pick<SubstackPost, 'id' | 'slug' | 'canonicalUrl'>,
  baseUrl: string | undefined,
  from: URL,
): URL {
  const stated = URL.parse(canonicalUrl ?? '');
  if (stated !== null && isPublicationPost(stated, slug)) return postLink(stated.host, slug);
  const home = URL.parse(baseUrl ?? '') ?? from;
  return isHub(home.hostname) && id !== undefined ? appLink(id) : postLink(home.host, slug);
}

function isPublicationPost({ protocol, pathname, hostname }: URL, slug: string): boolean {
  return (
    protocol.startsWith('http') && !isHub(hostname) && pathname === `/p/${encodeURIComponent(slug)}`
  );
}

function teaserOf({ truncatedText }: SubstackPost, link: URL): string {
  if (truncatedText === undefined) return '';
  const $ = load('<p></p>');
  return toMarkdown($('p').text(truncatedText).toArray(), { baseUrl: link });
}

function isCut({ audience, wordCount }: SubstackPost, markdown: string): boolean {
  if (audience === 'everyone') return false;
  const shown = markdown.match(/\S+/g)?.length ?? 0;
  return wordCount === undefined || shown < wordCount * WHOLE_TEXT;
}

function withoutText({ type }: SubstackPost, link: URL): Error {
  if (type === 'newsletter') return missing('the text of the post (body_html)', link);
  return new UnsupportedContentError(`The post is a ${type} without a text of its own`, {
    link,
    hint: 'goldpan keeps what is written; give a post that has a text, or a transcript.',
  });
}

/** The refusal of a page that is not what was asked for. */
export function missing(mark: string, link: URL): ExtractionEmptyError {
  return new ExtractionEmptyError(`${mark} is missing from the page of Substack`, { link });
}
