/** A post read from the page as it is shown: for pages whose state is missing, and whose host answers no API call. */
import type { CheerioAPI } from 'cheerio/slim';
import { dateOf, jsonLdNodes, namesOf, nodesOfType, textOf } from '../../extraction/json-ld.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { readSubstackLink } from './links.ts';
import type { SubstackPost } from './post.ts';

/** The post on the page, or what is missing, in words for a message. */
export type ShownPost = { readonly post: SubstackPost } | { readonly missing: string };

/**
 * Reads title, byline, date and body off the page. The page must be there to its end: half a text is worse than none.
 *
 * @param $ the page, parsed
 */
export function shownPost($: CheerioAPI, page: FetchedPage): ShownPost {
  const article = $('article.post').first();
  const body = article.find('.available-content .body.markup').first();
  if (body.length === 0) return { missing: 'article.post .available-content .body.markup' };
  if (!/<\/html>\s*$/i.test(page.text)) return { missing: 'the end of the page (</html>)' };
  const address = addressOf($);
  const slug = address === undefined ? undefined : slugOf(address);
  if (slug === undefined) return { missing: 'link[rel=canonical] of a post' };

  const node = nodesOfType(jsonLdNodes($), 'NewsArticle', 'Article', 'BlogPosting')[0];
  const header = article.find('.post-header').first();
  const named = namesOf(node?.author);
  const post: SubstackPost = {
    id: shownId($),
    slug,
    type: 'newsletter',
    title: textOf(header.find('h1.post-title').text()) ?? textOf(node?.headline),
    subtitle: textOf(header.find('.subtitle').first().text()),
    canonicalUrl: address,
    publishedAt:
      dateOf(header.find('time[datetime]').attr('datetime')) ??
      dateOf(node?.datePublished) ??
      shownDay(header.text()),
    modifiedAt: dateOf(node?.dateModified),
    audience: isPaywalled($) ? 'only_paid' : 'everyone',
    wordCount: undefined,
    bodyHtml: $.html(body.contents()),
    truncatedText: undefined,
    bylines: named.length > 0 ? named : namesOf($('meta[name="author"]').attr('content')),
    tags: [],
    coverImage: textOf($('meta[property="og:image"]').attr('content')),
    podcastUrl: textOf(article.find('audio[src], audio source[src]').first().attr('src')),
    videoUploadId: undefined,
  };
  return { post };
}

/** Does the page ask its reader to pay before the text ends? (In a dialog it asks who may comment: that is another thing.) */
export function isPaywalled($: CheerioAPI): boolean {
  return (
    $('article.post .paywall, [role="region"][aria-label="Paywall"]').not('.modal-paywall').length >
    0
  );
}

function addressOf($: CheerioAPI): string | undefined {
  const named = [
    $('link[rel="canonical"]').attr('href'),
    $('meta[property="og:url"]').attr('content'),
  ];
  return named.find((address) => address !== undefined && slugOf(address) !== undefined);
}

function slugOf(address: string): string | undefined {
  const read = URL.canParse(address) ? readSubstackLink(new URL(address)) : undefined;
  return read?.kind === 'post' && 'slug' in read.post ? read.post.slug : undefined;
}

/** Only the preview picture, the links beside the headings and the pictures' own pages carry the post's number. */
function shownId($: CheerioAPI): number | undefined {
  const preview = $('meta[name="twitter:image"],meta[property="og:image"]')
    .map((_, meta) => $(meta).attr('content') ?? '')
    .toArray()
    .map((address) => /post_preview(?:%2F|\/)(\d{1,15})(?:%2F|\/)/i.exec(address)?.[1]);
  const heading = $('a.header-anchor-widget-button').first().attr('href') ?? '';
  const id = preview.find(Boolean) ?? /\/i\/(\d{1,15})\//.exec(heading)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** "Dec 04, 2025" below the author's name: the day, in UTC. */
function shownDay(header: string): Date | undefined {
  const [, month, day, year] = /([A-Z][a-z]{2}) (\d{1,2}), (\d{4})/.exec(header) ?? [];
  const date = new Date(`${day} ${month} ${year} 00:00:00 UTC`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
