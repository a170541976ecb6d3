/** What the class, id and other attributes of an element say about its contents. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';

/** In a menu, a footer, among comments or links to other articles. */
export const ELSEWHERE = 1;
export const AUTHOR = 2;
export const DATED = 4;
export const SUBTITLE = 8;
/** It carries a date in an attribute, or shows nothing but a date. */
export const TIME = 16;
/** It leads to the page of a person. */
export const PROFILE = 32;
export const TAG = 64;
/** `ELSEWHERE` because it is called a footer. */
export const FOOTER = 128;
/** `ELSEWHERE` because it is called a sidebar: layouts that have one are called so too. */
export const SIDEBAR = 256;

const NOT_THIS_ARTICLE =
  /(?:^|[\s_-])(?:comments?|comment-?list|disqus|related|sidebar|recirc|recommend(?:ed|ations?)?|popular|trending|menu|nav|navbar|navigation|cookies?|latest-(?:posts|news)|recent-(?:posts|articles)|(?:more|next|prev|other|similar)-(?:posts?|articles?|stories|reads?)|read-(?:more|next)|post-navigation)(?=$|[\s_-])/i;
/** The page's own, not that of one of its parts: `site-footer`, `footer-menu`, but not `news_footer`. */
const PAGE_FOOTER =
  /(?:^|\s)(?:(?:site|page|main|global|app|layout|theme|body|web)[-_]*)?footer(?=$|[\s_-])/i;
const AUTHORS =
  /author(?!i[tsz])|by-?_?line|written|writer|contributor|vcard|user-?name|\bcreator\b/i;
const SUBTITLES = /subtitle|post-description|(?:^|[\s_-])dek|standfirst/i;
const DATES = /date|time|publish|posted|(?:^|[\s_-])meta/i;
const ENTRY_FOOTER = /(?:entry|post|article)[-_]+footer/i;

/** Longer ones are style sheets of their own. */
const LONGEST = 200;

/** Tells what elements say of themselves. Each class is looked at once, however many elements share it. */
export class ClassNames {
  readonly #known = new Map<string, number>();
  /** Authors that an attribute names: the first post of a thread is the first of them. */
  readonly attributed: string[] = [];
  /** The state of a Discourse topic. */
  discourse: string | undefined;

  /**
   * @param isElsewhere is one of the elements around it `ELSEWHERE`?
   * @returns a sum of the constants above
   */
  of(element: Element, isElsewhere: boolean): number {
    const { name, attribs } = element;
    let found = byName(element);
    let author: string | undefined;
    // One pass over what is there is cheaper than asking for all that could be.
    for (const attribute in attribs) {
      const value = attribs[attribute] ?? '';
      switch (attribute) {
        case 'class':
        case 'id':
        case 'data-testid':
          if (!CONTAINERS.has(name)) found |= this.#said(value);
          break;
        case 'itemprop':
        case 'property':
          found |= property(value);
          break;
        case 'rel':
          if (/\bauthor\b/i.test(value)) found |= AUTHOR;
          if (name === 'a' && /(?:^|\s)tag(?:\s|$)/i.test(value)) found |= TAG;
          break;
        case 'href':
          if (name === 'a' && PERSON.test(value)) found |= PROFILE;
          break;
        // XenForo, Stack Exchange and Reddit name the author of each post in an attribute.
        case 'data-author':
        case 'data-author-username':
          author ??= value;
          break;
        case 'author':
          if (name.includes('-')) author ??= value;
          break;
        case 'data-preloaded':
          this.discourse ??= value;
          break;
        default:
      }
    }
    if (name === 'abbr' && found & DATED) found |= TIME;
    // The footer of an entry says who wrote it and when.
    if (name === 'footer' && ENTRY_FOOTER.test(attribs.class ?? '')) found &= ~ELSEWHERE;
    if (found & FOOTER && isInArticle(element)) found &= ~ELSEWHERE;
    if (author && !isElsewhere && !(found & ELSEWHERE)) this.attributed.push(author);
    return found;
  }

  #said(text: string): number {
    let found = this.#known.get(text);
    if (found === undefined) {
      const start = text.slice(0, LONGEST);
      found =
        (NOT_THIS_ARTICLE.test(start) ? ELSEWHERE : 0) |
        (PAGE_FOOTER.test(start) ? ELSEWHERE | FOOTER : 0) |
        (/sidebar/i.test(start) ? SIDEBAR : 0) |
        (AUTHORS.test(start) ? AUTHOR : 0) |
        (DATES.test(start) ? DATED : 0) |
        (SUBTITLES.test(start) ? SUBTITLE : 0);
      this.#known.set(text, found);
    }
    return found;
  }
}

/** Their classes tell of the whole page. */
const CONTAINERS = new Set(['html', 'body', 'main', 'article']);

/** A list of persons is none: `/authors/` alone does not count. */
const PERSON =
  /\/(?:@|(?:authors?|autor(?:en|es)?|auteurs?|contributors?|writers?|profiles?|people|person|staff|team|by|users?|members?|bio|byline|reporters?|journalists?|experts?)\/)[^/?#]/i;

function byName(element: Element): number {
  switch (element.name) {
    case 'nav':
      return ELSEWHERE;
    case 'footer':
      return isInArticle(element) ? 0 : ELSEWHERE;
    case 'time':
    case 'date':
    case 'local-time':
    case 'relative-time':
      return TIME;
    default:
      return 0;
  }
}

/** Of microdata, and of RDFa as Drupal writes it: `property="schema:dateCreated"`. */
function property(value: string): number {
  return (
    (/\bauthor\b/i.test(value) ? AUTHOR : 0) |
    (value === 'alternativeHeadline' ? SUBTITLE : 0) |
    (/date(?:published|created|modified)|published/i.test(value) ? TIME : 0)
  );
}

const ARTICLE = /schema\.org\/(?:\w{0,9}Article|BlogPosting)$/;

function isInArticle(element: Element): boolean {
  for (let around = element.parent, depth = 0; around !== null && depth < 30; depth += 1) {
    if (isTag(around) && (around.name === 'article' || ARTICLE.test(around.attribs.itemtype ?? '')))
      return true;
    around = around.parent;
  }
  return false;
}
