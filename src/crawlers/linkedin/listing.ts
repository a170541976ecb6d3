/** Pages that show guests posts in cards, read into the links of those posts. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { LinkHarvest } from '../crawler.ts';
import { activityTime } from './activity-time.ts';
import { type Actor, actorOf, cardsOf, commentaryIn, placeOf, reposterOf } from './cards.ts';
import { type PostId, postIdIn, postLink, sharedLink } from './links.ts';
import { missing } from './missing.ts';
import { tidyWords } from './post-words.ts';

const MOST_OF_A_TITLE = 80;

/**
 * The posts that an organisation's page shows of its own, newest first as on the page. What it has reposted is left out.
 *
 * @param asked the page's path as it was asked for; an organisation may have a number, a new name and a country's host
 * @throws ExtractionEmptyError when it shows none
 */
export function readOrganisation(page: FetchedPage, asked: string): LinkHarvest[] {
  const $ = parseHtml(page.text);
  const names = [
    page.url.href,
    $('link[rel="canonical"]').attr('href'),
    $('meta[property="og:url"]').attr('content'),
  ];
  const places = new Set([`/${asked}`, ...names].map((name) => placeOf(name ?? '')));
  const posts = postsIn($, ({ place }) => place !== undefined && places.has(place));
  if (posts.length === 0) throw missing(`a post by /${asked}`, page.url);
  return posts;
}

/** The posts by a person among those that any other page shows: of a group, an event, a hashtag. */
export function readPostsBy(page: FetchedPage, author: string): LinkHarvest[] {
  const wanted = folded(author);
  return postsIn(parseHtml(page.text), ({ name }) => folded(name) === wanted);
}

function postsIn($: CheerioAPI, isOwn: (actor: Actor) => boolean): LinkHarvest[] {
  return cardsOf($).flatMap((card) => {
    const id = postIdIn(card.attr('data-activity-urn') ?? card.attr('data-attributed-urn') ?? '');
    const actor = actorOf(card);
    const isTheirs = actor !== undefined && isOwn(actor) && reposterOf(card) === undefined;
    return id !== undefined && isTheirs ? harvestOf(card, id) : [];
  });
}

function harvestOf(card: Cheerio<Element>, post: PostId): LinkHarvest {
  const publishedAt = activityTime(post.id);
  const title = titleOf(commentaryIn(card) ?? '');
  return {
    kind: 'link',
    link: linkOf(card, post),
    ...(title !== undefined && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}

/** The `/posts/` link that lies over the card: guests are shown it, where the feed's link may meet the login wall. */
function linkOf(card: Cheerio<Element>, post: PostId): URL {
  const around = card.parent().find('a[href*="/posts/"]').toArray();
  const shared = around.flatMap(({ attribs: { href = '' } }) => {
    const link = URL.parse(href, 'https://www.linkedin.com');
    return link !== null && postIdIn(link.pathname)?.id === post.id ? (sharedLink(link) ?? []) : [];
  });
  return shared[0] ?? postLink(post);
}

/** Posts have no titles; their first line is what a list of them can show. */
function titleOf(words: string): string | undefined {
  const [line = ''] = tidyWords(words).split('\n');
  const characters = [...line];
  if (characters.length === 0) return undefined;
  return characters.length <= MOST_OF_A_TITLE
    ? line
    : `${characters
        .slice(0, MOST_OF_A_TITLE - 1)
        .join('')
        .trimEnd()}…`;
}

function folded(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
