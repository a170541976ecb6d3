/** What a post's page says about the post outside of its state: metas, JSON-LD, links, and what a reader sees. */
import type { CheerioAPI } from 'cheerio/slim';
import {
  dateOf,
  type JsonLdNode,
  jsonLdNodes,
  listOf,
  namesOf,
  textOf,
} from '../../extraction/json-ld.ts';
import { imageIdOf, imageLink } from './images.ts';
import { readMediumLink } from './links.ts';
import { ownTexts } from './own-texts.ts';
import { visibleDate } from './visible-date.ts';

export interface PageFacts {
  readonly title?: string | undefined;
  readonly byline: readonly string[];
  readonly publishedAt?: Date | undefined;
  readonly modifiedAt?: Date | undefined;
  readonly tags: readonly string[];
  readonly image?: string | undefined;
  readonly language?: string | undefined;
  readonly link?: URL | undefined;
  /** The page asks its reader to become a member. */
  readonly membersOnly: boolean;
}

const TAG_LINK = /\/(?:tagged|tag)\/[^/?]+(?:\?source=post_page.*)?$/;

/** What Medium says, in an element of its own, to readers who are shown the beginning only. */
const MEMBERS_ONLY =
  /^(?:Member-only story|Create an account to read the full story\.?|The author made this story available to Medium members only\.?)$/i;

/**
 * Does the page name this post as its own? Links to other posts do not count, else every list of posts would pass.
 *
 * @example
 * namesPost(load(page.text), '0123456789ab');
 */
export function namesPost($: CheerioAPI, postId: string): boolean {
  const metas = metasOf($);
  const identified = postNode($, postId) !== undefined || metas.get('parsely-post-id') === postId;
  const apps = ['al:android:url', 'al:ios:url', 'twitter:app:url:iphone'];
  const inApp = apps.some((name) => metas.get(name)?.replace(/^medium:\/+p\//, '') === postId);
  return identified || inApp || ownLinks($, metas).some((link) => isPost(link, postId));
}

/**
 * The facts, each from the best place that has it.
 *
 * `article:published_time` is the date of the *latest* publication (on 6 of 7 measured pages two days to ten years late):
 * it counts as the first only where the date that the page shows agrees, and then for its exact time.
 */
export function readPageFacts($: CheerioAPI, postId: string): PageFacts {
  const node = postNode($, postId);
  const metas = metasOf($);
  const latest = dateOf(metas.get('article:published_time'));
  const authors = namesOf(node?.author);
  const author = metas.get('author');
  const image = metas.get('og:image') ?? textOf(listOf(node?.image));
  return {
    title: metas.get('og:title') ?? metas.get('title') ?? textOf(node?.headline),
    byline: authors.length > 0 ? authors : author === undefined ? [] : [author],
    publishedAt: dateOf(node?.datePublished) ?? visibleDate($, latest) ?? latest,
    modifiedAt: latest ?? dateOf(node?.dateModified),
    tags: tagsOf($, node),
    image: image && sized(image),
    // The page's own `lang` is the language of the menus.
    language: textOf(node?.inLanguage) ?? $('article[lang]').attr('lang'),
    link: ownLinks($, metas).find((link) => isPost(link, postId)),
    membersOnly: ownTexts($, 'html').some((text) => MEMBERS_ONLY.test(text)),
  };
}

function postNode($: CheerioAPI, postId: string): JsonLdNode | undefined {
  return jsonLdNodes($).find((node) => {
    if (textOf(node.identifier) === postId) return true;
    const link = textOf(node.url) ?? textOf(node.mainEntityOfPage);
    return link !== undefined && URL.canParse(link) && isPost(new URL(link), postId);
  });
}

function ownLinks($: CheerioAPI, metas: Metas): URL[] {
  const links = [
    metas.get('al:web:url'),
    metas.get('og:url'),
    $('link[rel="canonical"]').attr('href'),
  ];
  return links.flatMap((link) => (link !== undefined && URL.canParse(link) ? new URL(link) : []));
}

function isPost(link: URL, postId: string): boolean {
  const read = readMediumLink(link);
  return read.kind === 'post' && read.postId === postId;
}

/** By property and by name, the first of each. */
type Metas = ReadonlyMap<string, string | undefined>;

/** The content of each `<meta>`; in a few captures it is called `value`. One search of a page that may be huge. */
function metasOf($: CheerioAPI): Metas {
  const metas = new Map<string, string | undefined>();
  for (const { attribs } of $('meta').toArray()) {
    const content = (attribs.content ?? attribs.value)?.trim() || undefined;
    for (const key of [attribs.property, attribs.name]) {
      if (key !== undefined && !metas.has(key)) metas.set(key, content);
    }
  }
  return metas;
}

function tagsOf($: CheerioAPI, node: JsonLdNode | undefined): string[] {
  const keywords = listOf(node?.keywords).flatMap((keyword) => textOf(keyword) ?? []);
  const tags = keywords.flatMap((keyword) => /^Tag:(.+)$/.exec(keyword)?.[1] ?? []);
  if (tags.length > 0) return tags;
  // In the page's order: links above the article belong to the menus of its publication.
  const found = $('article, a[href*="/tagged/"], a[href*="/tag/"]').toArray();
  const shown = found
    .slice(found.findIndex(({ name }) => name === 'article') + 1)
    .filter(({ attribs }) => TAG_LINK.test(attribs.href ?? ''));
  const names = shown.map((link) => $(link).text().replaceAll(/\s+/g, ' ').trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function sized(image: string): string {
  const imageId = imageIdOf(image);
  return imageId === undefined ? image : imageLink(imageId);
}
