/** Cards: one post each, on the pages that guests are shown. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { percentDecoded } from '../percent-decoded.ts';

/** The original within a reshare: a card as well, but somebody else's. */
export const RESHARED = '.feed-reshare-content';

/** Cards of a page that are not what it is about. */
const BESIDES = `${RESHARED}, .related-posts__crosslink, .related-posts *`;

const CARD = '[data-activity-urn],[data-attributed-urn]';

/** The cards that make up the page, in its order: neither "more relevant posts" nor originals within reshares. */
export function cardsOf($: CheerioAPI): Cheerio<Element>[] {
  return $<Element, string>(CARD)
    .toArray()
    .map((element) => $(element))
    .filter((card) => !card.is(BESIDES) && card.parents(CARD).length === 0);
}

/** Who a card is by: `name` as shown, `place` as in links ('in/mara-lindqvist', 'company/tidepool'). */
export interface Actor {
  readonly name: string;
  readonly place: string | undefined;
}

/** The author of the post in a card. */
export function actorOf(card: Cheerio<Element>): Actor | undefined {
  const link = outside(card, 'a[data-tracking-control-name$="feed-actor-name"]').first();
  return link.length === 0 ? undefined : actorIn(link);
}

/** By its class and not by its words, which are in the reader's language. */
const REACTION =
  'a[data-tracking-control-name$="feed-reaction-header"], .main-feed-activity-card__header a';

/** Who passed the post on, where somebody did without a word: "Tidepool reposted this". */
export function reposterOf(card: Cheerio<Element>): Actor | undefined {
  const link = outside(card, REACTION).first();
  return link.length === 0 ? undefined : actorIn(link);
}

/** The words of a card, as its author typed them; of the original where the card is one. */
export function commentaryIn(card: Cheerio<Element> | undefined): string | undefined {
  return card?.find('[data-test-id$="__commentary"]').first().text();
}

/**
 * The person or organisation that a link leads to, whatever country's host it is on.
 *
 * @example
 * placeOf('https://uk.linkedin.com/in/Mara-Lindqvist?trk=x'); // 'in/mara-lindqvist'
 */
export function placeOf(href: string): string | undefined {
  const url = URL.parse(href, 'https://www.linkedin.com');
  const [, section, name] =
    /^\/(in|company|showcase|school)\/([^/]+)/.exec(url?.pathname ?? '') ?? [];
  if (name === undefined) return undefined;
  // Schools and showcases are companies as well, and go by either name.
  return `${section === 'in' ? 'in' : 'company'}/${percentDecoded(name).toLowerCase()}`;
}

function actorIn(link: Cheerio<Element>): Actor {
  return {
    name: link.text().replaceAll(/\s+/g, ' ').trim(),
    place: placeOf(link.attr('href') ?? ''),
  };
}

/** Finds in a card what is not of the original within it. */
function outside(card: Cheerio<Element>, selector: string): Cheerio<Element> {
  return card.find(selector).not(card.find(RESHARED).find(selector));
}
