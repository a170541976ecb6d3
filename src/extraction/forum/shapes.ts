/** How the forum programs that people use write the posts of a thread. */

export interface ForumShape {
  readonly name: string;
  /** A mark (`kind/page-signs.ts`) that only threads of this program have. */
  readonly mark: string;
  /** What the author wrote. */
  readonly body: string;
  /** What is around one body, with its author and date, and holds no other post's body before it. */
  readonly post: string;
  readonly author: string;
  readonly date: string;
}

/** The first one whose mark the page has and whose bodies are there. */
export const FORUM_SHAPES: readonly ForumShape[] = [
  {
    name: 'discourse',
    mark: '.crawler-post',
    body: '.crawler-post > .post',
    post: '.crawler-post',
    author: '.creator [itemprop="name"], .creator a',
    date: 'time.post-time, .crawler-post-infos time',
  },
  {
    name: 'discourse-app',
    mark: '.cooked',
    body: '.cooked',
    post: '.topic-post, article[data-post-id], [data-post-id]',
    author: '.names .username, .names a',
    date: '.post-date [data-time], .post-date',
  },
  {
    name: 'stack-exchange',
    mark: '.js-post-body',
    body: '#question .js-post-body, .answer .js-post-body',
    post: '#question, .answer',
    author:
      '.user-details[itemprop="author"] a, .user-details[itemprop="author"] [itemprop="name"]',
    date: 'time[itemprop="dateCreated"], .post-signature:last-of-type .relativetime',
  },
  {
    name: 'xenforo-2',
    mark: '.message-body',
    body: '.js-post .message-body, .message--post .message-body, .message-inner .message-body, .nested-thread > .hidden > .message-body',
    post: '.js-post, .message--post, .message, .message-inner, .nested-thread > .hidden',
    author: '.message-name, .MessageCard__user-info__name, .username',
    date: '.message-attribution time, .MessageCard__date-created time',
  },
  {
    name: 'xenforo-1',
    mark: '.messageText',
    body: '.message .messageText',
    post: '.message',
    author: '.messageUserBlock .username, .userText .username, .username',
    date: '.messageMeta .DateTime, .DateTime',
  },
  {
    name: 'vbulletin-4',
    mark: '.postcontent',
    body: '.postcontent',
    post: '.postcontainer, .postbit, .postbitlegacy, li',
    author: '.username',
    date: '.postdate .date, .postdate',
  },
  {
    name: 'vbulletin-5',
    mark: '.js-post__content-text',
    body: '.js-post__content-text',
    post: '.b-post',
    author: '.b-userinfo .author, .author',
    date: '.b-post__timestamp time, time',
  },
  {
    name: 'vbulletin-3',
    mark: '#post_message_',
    body: '[id^="post_message_"]',
    post: '.tpost, table[id^="post"], [id^="edit"]',
    author: '.bigusername',
    date: '.thead .tcell:first-child, td.thead:first-child',
  },
  {
    name: 'phpbb',
    mark: '.postbody',
    body: '.postbody .content',
    post: '.post',
    author:
      '.author .username, .author .username-coloured, .postprofile .username, .postprofile .username-coloured',
    date: '.author time, .author',
  },
  {
    name: 'fluxbb',
    mark: '.postmsg',
    body: '.postmsg:not(.postsignature)',
    post: '.blockpost',
    author: '.postleft dt',
    date: 'h2 a',
  },
  {
    name: 'invision',
    mark: '.ipsComment_content',
    body: '[data-role="commentContent"]',
    post: '.ipsComment',
    author: '.cAuthorPane_author, .ipsComment_author h3',
    date: '.ipsComment_meta time, time',
  },
  {
    name: 'invision-5',
    mark: '.ipsEntry__post',
    body: '.ipsEntry__post > .ipsRichText, .ipsEntry__post > [data-role="commentContent"]',
    post: '.ipsEntry',
    author: '.ipsUsername, .ipsEntry__username',
    date: '.ipsTime__long, time:not(:has(.ipsTime__long))',
  },
  {
    name: 'nodebb',
    mark: 'component=post/content',
    body: '[component="post/content"]',
    post: '[component="post"]',
    author: 'a[data-username]:not(:has(img))',
    date: '.timeago[title]:not([component="post/parent"] *)',
  },
  {
    name: 'flarum',
    mark: '.Post-body',
    body: '.Post-body',
    post: '.Post, .PostStream-item, article',
    author: '.PostUser .username, .PostUser-name',
    date: '.PostMeta time, time',
  },
  {
    name: 'smf',
    mark: '.post_wrapper',
    body: '.post_wrapper .inner',
    post: '.post_wrapper',
    author: '.poster h4 a[href*="profile"], .poster h4',
    date: '.postinfo .smalltext, .keyinfo .smalltext, .postinfo',
  },
  {
    name: 'mybb',
    mark: '.post_body',
    body: '.post_body',
    post: '.post',
    author: '.author_information .largetext, .author_information a',
    date: '.post_date',
  },
  {
    name: 'vanilla',
    mark: '.ItemComment',
    body: '.ItemDiscussion .Message, .ItemComment .Message, .ItemDiscussion .userContent, .ItemComment .userContent',
    post: '.ItemDiscussion, .ItemComment',
    author: '.Author .Username, .Username',
    date: '.DateCreated time, time',
  },
  {
    name: 'bbpress',
    mark: '.bbp-reply-content',
    body: '.bbp-reply-content, .bbp-topic-content',
    post: '.reply, .topic, .hentry',
    author: '.bbp-author-name',
    date: '.bbp-reply-post-date',
  },
  {
    name: 'reddit-old',
    mark: '.usertext-body',
    body: '#siteTable .usertext-body > .md, .commentarea .usertext-body > .md',
    post: '.entry',
    author: '.tagline .author',
    date: '.tagline time',
  },
  {
    name: 'reddit',
    mark: 'shreddit-post',
    body: 'shreddit-post:not(:has(shreddit-post-text-body)) > [slot="title"], shreddit-post shreddit-post-text-body, shreddit-comment > [slot="comment"]',
    post: 'shreddit-comment, shreddit-post',
    author: '[slot="credit-bar"] a[href*="/user/"], [slot="authorName"] a, a[href*="/user/"]',
    date: 'faceplate-timeago time, time',
  },
  {
    name: 'hacker-news',
    mark: '.commtext',
    body: '.toptext, .commtext',
    post: '.athing, .fatitem',
    author: '.hnuser',
    date: '.age',
  },
  {
    name: 'lobsters',
    mark: '.comment_text',
    body: '.story_text, .comment_text',
    post: '.story, .comment',
    author: '.byline a[href^="/~"]:not(:has(img)), .byline a[href^="/u/"]:not(:has(img))',
    date: '.byline time',
  },
  {
    name: 'lemmy',
    mark: '.comment-node',
    body: '#postContent .md-div, .comment-node > * > .comment-content',
    post: '.comment-node, .post-listing',
    author: '.person-listing > span',
    date: '.moment-time',
  },
  {
    name: 'slashdot',
    mark: '.commentBody',
    body: '.fhitem-story .body > .p, .commentBody > [id^="comment_body_"]',
    post: '.fhitem-story, .cw',
    author: '.by a, .story-byline a',
    date: '.otherdetails, .story-byline time',
  },
  {
    name: 'github',
    mark: '.js-comment-container',
    body: '.js-comment-container .js-comment-body',
    post: '.js-comment-container',
    author: '.author',
    date: 'relative-time',
  },
  {
    name: 'github-issues',
    mark: '.react-issue-comment',
    body: '[data-testid="issue-body"] .markdown-body, .react-issue-comment .markdown-body',
    post: '[data-testid="issue-body"], .react-issue-comment',
    author:
      '[data-testid="issue-body-header-author"], [data-testid="comment-header"] a[data-hovercard-url^="/users/"]:not(:has(img)), [data-testid="comment-header"] a[href*="github.com/"]:not(:has(img))',
    date: 'relative-time',
  },
  {
    name: 'quora',
    mark: '.q-text',
    body: '.spacing_log_answer_content',
    post: '[class*="dom_annotate_question_answer_item_"], .spacing_log_answer_content',
    author: 'a[href*="/profile/"]',
    date: '.answer_timestamp',
  },
];
