/** A row of Shares.csv: `Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility`. */
import { dateOf } from '../../extraction/json-ld.ts';
import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import type { Attachment, PostHarvest } from '../crawler.ts';
import { postIdIn, postLink } from '../linkedin/links.ts';
import { hashtagsIn, tidyWords } from '../linkedin/post-words.ts';
import { withoutRedirect } from '../linkedin/redirects.ts';
import { percentDecoded } from '../percent-decoded.ts';
import type { Row } from './read-entry.ts';

export type Share =
  | {
      readonly post: PostHarvest;
      /** Posts in groups have no page that guests are shown. */
      readonly isPublic: boolean;
    }
  | { readonly skip: 'reposts without words' | 'rows without a link' };

/**
 * The post in a row. Its link names the share or ugcPost, never the activity under which the site numbers posts: the
 * `sourceId` is made of what there is, until the page tells.
 *
 * @example
 * readShare({ sharelink: 'https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7410358496900100001', … });
 */
export function readShare(row: Row): Share {
  const text = tidyWords(unquoted(row.sharecommentary ?? ''));
  if (text === '') return { skip: 'reposts without words' };
  const id = postIdIn(row.sharelink ?? '');
  const link = id === undefined ? groupPost(row.sharelink ?? '') : postLink(id);
  if (link === undefined) return { skip: 'rows without a link' };
  const publishedAt = dateOf(row.date?.trim());
  const image = pictureOf(row.mediaurl?.trim() ?? '');
  const shared = attachmentOf(row.sharedurl?.trim() ?? '');
  return {
    isPublic: id !== undefined,
    post: {
      kind: 'post',
      platform: 'linkedin',
      sourceId: id?.kind === 'activity' ? `linkedin:${id.id}` : `linkedin:${urnOf(link)}`,
      link,
      text,
      tags: hashtagsIn(text),
      access: 'full',
      ...(publishedAt !== undefined && { publishedAt }),
      ...(image !== undefined && { image }),
      ...(shared !== undefined && { attachments: [shared] }),
    },
  };
}

/**
 * LinkedIn quotes each line of a text once more: after the CSV is read, lines still end and begin with a quote. Where not
 * all of them do, the quotes are the author's.
 *
 * @example
 * unquoted('ebb"\n""\n"flood'); // 'ebb\n\nflood'
 */
export function unquoted(text: string): string {
  const breaks = text.match(/\r?\n/g)?.length ?? 0;
  const quoted = text.match(/"\r?\n"/g)?.length ?? 0;
  if (breaks === 0 || quoted < breaks) return text;
  return text.replaceAll(/"\r?\n"/g, '\n').replaceAll('""', '"');
}

/** `…/feed/update/urn:li:groupPost:<group>-<post>` */
function groupPost(link: string): URL | undefined {
  const urn = /urn:li:groupPost:\d{1,20}-\d{1,20}/i.exec(percentDecoded(link))?.[0];
  return urn === undefined ? undefined : new URL(`https://www.linkedin.com/feed/update/${urn}`);
}

/** 'share:7410358496900100001' */
function urnOf(link: URL): string {
  return /urn:li:(\w+:[\d-]+)$/.exec(link.pathname)?.[1] ?? link.pathname;
}

/** What the post passes on: a page, or somebody's post. */
function attachmentOf(href: string): Attachment | undefined {
  const link = URL.parse(withoutRedirect(href));
  if (link === null || !/^https?:$/.test(link.protocol)) return undefined;
  const isOfLinkedin = /(?:^|\.)linkedin\.com$/.test(link.hostname);
  const post = isOfLinkedin ? postIdIn(link.href) : undefined;
  return post === undefined
    ? { kind: 'page', link: withoutTracking(link) }
    : { kind: 'post', link: postLink(post) };
}

function pictureOf(link: string): string | undefined {
  const url = URL.parse(link);
  return url?.protocol === 'https:' && url.hostname.endsWith('.licdn.com') ? url.href : undefined;
}
