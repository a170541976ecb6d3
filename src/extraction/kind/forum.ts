/** What tells a thread of a forum or a question with its answers. */
import type { PageSigns } from './page-signs.ts';

/** Marks (`page-signs.ts`) that a forum program gives to posts, and blogs give to nothing → its name. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['.crawler-post', 'Discourse'],
  ['.topic-post', 'Discourse'],
  ['.js-post-body', 'Stack Exchange'],
  ['.js-messageContent', 'XenForo'],
  ['.messageUserBlock', 'XenForo'],
  ['.message--post', 'XenForo'],
  ['#post_message_', 'vBulletin'],
  ['.js-post__content-text', 'vBulletin'],
  ['component=post/content', 'NodeBB'],
  ['.PostStream-item', 'Flarum'],
  ['.blockpost', 'FluxBB'],
  ['.cPost', 'Invision Community'],
  ['.ipsEntry--post', 'Invision Community'],
  ['#forumposts', 'Simple Machines Forum'],
  ['.ItemComment', 'Vanilla'],
  ['.bbp-reply-content', 'bbPress'],
  ['.nestedlisting', 'Reddit'],
  ['pdp-back-button', 'Reddit'],
  ['shreddit-comment', 'Reddit'],
  ['.commtext', 'Hacker News'],
  ['.comments_subtree', 'Lobsters'],
  ['.comment-node', 'Lemmy'],
  ['#comment_body_', 'Slashdot'],
  ['.react-issue-comment', 'GitHub'],
]);
const SECTION = /(?:^|\s)section-viewtopic(?:\s|$)/;
const TYPES = ['QAPage', 'DiscussionForumPosting'];

const PATH =
  /\/(?:viewtopic|showthread|threads?|t|questions|discussions?|forums?(?:-[a-z]+)?|[a-z]+-forum)(?:[./-]|$)|\/(?:issues|pull)\/\d/i;
const HOST = /^(?:forums?|community|boards?|discuss|discourse|bbs|answers)\./i;
const DOMAIN = /forum/i;
/** Classes of posts where the program is not known: with an address that sounds like a forum they tell a thread. */
const THREAD_CLASS =
  /^(?:forum|thread|topic|discussion|discussionboard|question)-?(?:post|reply|comment|answer|message)s?(?:-(?:item|body|content|text))?$|^question__replies$/i;
const POST_CLASS = /^(?:post(?:-?box|item|body|-body)?|js-comment-container)$/i;

/** The rule by which the page is a thread, or `undefined`. */
export function forumRule(signs: PageSigns, url: URL): string | undefined {
  for (const [mark, name] of MARKS) if (signs.has(mark)) return `forum: ${name}`;
  if (SECTION.test(signs.bodyClass)) return 'forum: phpBB';
  if (/^discourse/i.test(signs.meta.get('generator') ?? '')) {
    if (/^\/t\//.test(url.pathname)) return 'forum: Discourse';
  }
  const type = TYPES.find((name) => signs.jsonLdTypes.has(name));
  if (type !== undefined) return `forum: JSON-LD ${type}`;
  if (TYPES.some((name) => signs.itemTypes.has(name))) return 'forum: microdata';
  const isAddressed = PATH.test(url.pathname) || HOST.test(url.hostname);
  if (!isAddressed && !DOMAIN.test(url.hostname)) return undefined;
  for (const name of signs.classes) {
    if (THREAD_CLASS.test(name) || (isAddressed && POST_CLASS.test(name))) {
      return 'forum: posts and address';
    }
  }
  return undefined;
}
