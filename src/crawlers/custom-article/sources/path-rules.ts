/** What an address alone says: the pages of a site that are lists, or about the site, are no articles. */
import { isHome } from '../../../extraction/metadata/canonical-link.ts';

const FILE =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|zip|t?gz|rar|7z|dmg|exe|mp[34]|m4[av]|wav|ogg|mov|avi|webm|docx?|xlsx?|pptx?|epub|csv|xml|rss|atom|css|ttf|woff2?)$/i;

/** Everything below these is a list of the things of one sort. */
const SORTS =
  'tags?|categor(?:y|ies)|kategorien?|categorias?|categories|etiquetas?|schlagw(?:ort|oerter)|authors?|autor(?:en)?|labels?';
/** What is directly below these is one; deeper down there may be articles. */
const OFTEN_SORTS = 'topics?|themen|series|collections?|users?|profiles?|people|taxonomy|search';
const LIST = new RegExp(`/(?:${SORTS})(?:/.*)?$|/(?:${OFTEN_SORTS})(?:/[^/]*)?$`, 'i');
/** `/page/2/`, `/2024/05/`, `/archive`. */
const PART_OF_LIST =
  /\/page\/?\d+$|^(?:\/[^/]+)?(?:\/archives?)?\/(?:19|20)\d\d(?:\/\d\d?){0,2}$|\/archives?$/i;
/** So many words in a last part are a title. */
const WORDS_OF_A_TITLE = 4;

/** Single pages about the site, its author or its business, by the names that they go by. */
const ABOUT_SITE =
  /^(?:\/[a-z]{2}(?:-[a-z]{2})?)?\/(?:about(?:-?(?:me|us|this-site))?|contact(?:-(?:me|us))?|kontakt|imprint|impressum|datenschutz(?:erklaerung)?|privacy(?:-(?:policy|notice))?|terms(?:-(?:of-(?:service|use)|and-conditions))?|tos|legal(?:-notice)?|cookies?(?:-policy)?|disclaimer|log-?in|sign-?(?:in|up)|register|account|my-account|cart|checkout|shop|store|subscribe|newsletters?|search|tags|categories|topics|feeds?|rss|sitemap|404|offline|thank-?you|thanks|now|uses|resume|cv|portfolio|projects|talks|speaking|books|bookshelf|links|blogroll|colophon|members?(?:hip)?|support|donate|sponsors?|faq|team|careers|jobs|press|badges|recommendations|home|blog|posts?|articles?|notes?|writings?|essays?|journal|news|weblog|log)(?:\.html?)?$/i;

export type NotAnArticle = 'home page' | 'file' | 'list' | 'page about the site' | 'feed';

/**
 * Why an address is not that of an article; `undefined` when it may be one, and when in doubt.
 *
 * @example
 * notAnArticle(new URL('https://mara.example/tags/tides/')); // 'list'
 * notAnArticle(new URL('https://mara.example/notes/tides/')); // undefined
 */
export function notAnArticle(link: URL): NotAnArticle | undefined {
  const path = link.pathname.replace(/\/+$/, '');
  if (isHome(link) || path === '') {
    // WordPress's "/?p=12" is an article at the address of a home page.
    return link.search === '' || /[?&](?:paged?|s|cat|tag|author)=/.test(link.search)
      ? 'home page'
      : undefined;
  }
  if (FILE.test(path)) return 'file';
  if (/\/(?:feed|rss|atom|comments)$|^\/(?:feed|rss)\//i.test(path)) return 'feed';
  const last = path.slice(path.lastIndexOf('/') + 1);
  const isTitle = last.split(/[-_]/).filter(Boolean).length >= WORDS_OF_A_TITLE;
  if (PART_OF_LIST.test(path) || (LIST.test(path) && !isTitle)) return 'list';
  return ABOUT_SITE.test(path) ? 'page about the site' : undefined;
}

/** Pages that lead to articles, by the names that menus give them: "/blog", "/en/posts/", "/~mara/notes/". */
export const isSection = ({ pathname }: URL): boolean =>
  /^(?:\/[^/]+){0,2}\/(?:blog|posts?|articles?|notes|writings?|essays?|journal|news|weblog|archives?)(?:\.html?)?\/?$/i.test(
    pathname,
  );
