/** Of the posts of a publication, those of one person: what guests wrote there is theirs. */
import { isByline } from '../byline.ts';
import type { ListedPost } from './listed-post.ts';

export interface OwnPosts {
  /** Is it known that this person's name is in the bylines of this publication? */
  readonly isKnown: boolean;
  /** How many posts were left out so far, because others wrote them. */
  readonly leftOut: number;
  /** Those of a page that are the person's; others' are kept back until it is known that the person writes here by name. */
  among(page: readonly ListedPost[]): ListedPost[];
  /**
   * What was kept back, at the end of the list. Where the name is in no byline at all, the person writes here under
   * another one, and the publication was given on purpose: nothing is left out.
   */
  rest(): ListedPost[];
}

/**
 * @param person full name; without one, all posts are taken
 * @example
 * const own = ownPosts('Mara Lindqvist');
 * for (const post of own.among(page)) queue.push(post.link);
 */
export function ownPosts(person: string | undefined): OwnPosts {
  let isKnown = person === undefined;
  let leftOut = 0;
  let keptBack: ListedPost[] = [];
  const isOwn = ({ bylines }: ListedPost): boolean =>
    person === undefined || bylines.some((byline) => isByline(person, byline));
  return {
    get isKnown() {
      return isKnown;
    },
    get leftOut() {
      return leftOut;
    },
    among(page) {
      const own = page.filter(isOwn);
      const unsigned = page.filter(({ bylines }) => bylines.length === 0);
      const others = page.filter((post) => !own.includes(post) && !unsigned.includes(post));
      isKnown ||= own.length > 0;
      if (isKnown) {
        leftOut += others.length + keptBack.length;
        keptBack = [];
      } else keptBack.push(...others);
      return page.filter((post) => own.includes(post) || unsigned.includes(post));
    },
    rest() {
      const posts = keptBack;
      keptBack = [];
      return posts;
    },
  };
}
