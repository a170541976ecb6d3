/**
 * One thread as the forum programs write it: their elements and class names, and the noise around each post. In all of
 * them Mara asks and Jonas answers.
 */
const ASKED = 'Why does the ebb last longer than the flood?';
const ANSWERED = 'Because the river runs out <em>with</em> it.';
const DAYS = ['Mar 4, 2024', 'Mar 5, 2024'] as const;

function thread(
  post: (name: string, date: string, text: string, number: number) => string,
): string {
  return post('Mara', DAYS[0], ASKED, 1) + post('Jonas', DAYS[1], ANSWERED, 2);
}

/** What every one of them says. */
export const SAID = `Mara, ${DAYS[0]}\n${ASKED}\nJonas, ${DAYS[1]}\nBecause the river runs out with it.`;

export const THREADS: Readonly<Record<string, string>> = {
  'Discourse, as crawlers see it': `<noscript>${thread(
    (name, date, text, number) => `
      <div id="post_${number}" class="topic-body crawler-post">
        <div class="crawler-post-meta">
          <span class="creator" itemprop="author"><a href="/u/x"><span itemprop="name">${name}</span></a></span>
          <span class="crawler-post-infos"><time class="post-time">${date}</time><span itemprop="position">${number}</span></span>
        </div>
        <div class="post" itemprop="text"><p>${text}</p></div>
        <div class="post-likes">12 Likes</div>
      </div>`,
  )}</noscript><div id="related-topics"><a href="/t/9">Related: neap tides</a></div>`,

  'Discourse, as readers see it': thread(
    (name, date, text) => `
      <div class="topic-post"><article data-post-id="1">
        <div class="topic-meta-data"><div class="names"><span class="first username"><a>${name}</a></span></div>
          <div class="post-date"><span data-time="1">${date}</span></div></div>
        <div class="cooked"><p>${text}</p></div>
        <nav class="post-controls"><button>Reply</button></nav>
      </article></div>`,
  ),

  'Stack Exchange': thread(
    (name, date, text, number) => `
      <div ${number === 1 ? 'id="question" class="question"' : 'class="answer"'}><div class="post-layout">
        <div class="votecell"><div class="js-vote-count">41</div></div>
        <div><div class="s-prose js-post-body" itemprop="text"><p>${text}</p></div>
          <div class="js-post-menu"><a>Share</a><a>Improve this</a></div>
          <div class="post-signature"><time itemprop="dateCreated">${date}</time>
            <div class="user-details" itemprop="author"><a href="/users/7">${name}</a><span class="reputation-score">9,041</span></div></div></div>
        <ul class="comments-list"><li class="comment">Have you tried a tide table?</li></ul>
      </div></div>`,
  ),

  XenForo: thread(
    (name, date, text) => `
      <article class="message message--post js-post" data-author="${name}"><div class="message-inner">
        <div class="message-cell"><h4 class="message-name"><a class="username">${name}</a></h4>Joined 2009 · 412 messages</div>
        <div><header class="message-attribution"><time class="u-dt">${date}</time><a>#3</a></header>
          <div class="message-content js-messageContent"><article class="message-body js-selectToQuote">
            <div class="bbWrapper">${text}</div><div class="js-selectToQuoteEnd">&nbsp;</div></article></div>
          <aside class="message-signature">Sail fast</aside><footer class="message-footer">Like Reply</footer></div>
      </div></article>`,
  ),

  'XenForo 1': `<ol>${thread(
    (name, date, text) => `
      <li class="message"><div class="messageUserInfo messageUserBlock"><h3 class="userText"><a class="username">${name}</a></h3>Member</div>
        <div class="messageInfo"><div class="messageContent"><blockquote class="messageText">${text}</blockquote></div>
        <div class="messageMeta"><span class="DateTime">${date}</span><a>Like</a></div></div></li>`,
  )}</ol>`,

  'vBulletin 3': thread(
    (name, date, text, number) => `
      <table id="post${number}"><tr><td class="thead">${date}</td><td class="thead">#${number}</td></tr>
        <tr><td class="alt2"><a class="bigusername">${name}</a> Posts: 99</td>
        <td class="alt1"><div id="post_message_${number}">${text}</div><div class="vbseo_buttons">Like</div></td></tr></table>`,
  ),

  'vBulletin 4': `<ol>${thread(
    (name, date, text, number) => `
      <li class="postcontainer" id="post_${number}"><div class="posthead"><span class="postdate"><span class="date">${date}</span></span></div>
        <div class="userinfo"><a class="username"><strong>${name}</strong></a> Join date 2010</div>
        <div class="content"><div id="post_message_${number}"><blockquote class="postcontent restore">${text}</blockquote></div></div>
        <div class="after_content"><blockquote class="signature restore">Sail fast</blockquote></div></li>`,
  )}</ol>`,

  'vBulletin 5': `<ul>${thread(
    (name, date, text) => `
      <li class="b-post"><div class="b-userinfo"><div class="author"><a>${name}</a></div>Senior Member</div>
        <div class="b-post__timestamp"><time>${date}</time></div>
        <div class="js-post__content-text"><p>${text}</p></div><ul class="b-post-control"><li>Quote</li></ul></li>`,
  )}</ul>`,

  phpBB: `<div id="phpbb">${thread(
    (name, date, text, number) => `
      <div id="p${number}" class="post bg${number}"><dl class="postprofile"><dt><a class="username">${name}</a></dt><dd>Posts: 99</dd></dl>
        <div class="postbody"><h3><a>Re: Ebb and flood</a></h3><p class="author">by <strong><a class="username">${name}</a></strong> » <time>${date}</time></p>
          <div class="content">${text}</div><div class="signature">Sail fast</div></div></div>`,
  )}</div>`,

  FluxBB: thread(
    (name, date, text, number) => `
      <div id="p${number}" class="blockpost"><h2><span>#${number} <a>${date}</a></span></h2>
        <div class="postleft"><dl><dt><strong>${name}</strong></dt><dd>Member</dd></dl></div>
        <div class="postright"><h3>Re: Ebb</h3><div class="postmsg"><p>${text}</p><p class="postedit"><em>Last edited by ${name}</em></p></div>
          <div class="postsignature postmsg">Sail fast</div></div></div>`,
  ),

  'Invision Community 4': thread(
    (name, date, text) => `
      <article class="cPost ipsComment"><aside class="ipsComment_author"><h3 class="cAuthorPane_author"><a>${name}</a></h3>Members</aside>
        <div class="ipsComment_content"><div class="ipsComment_meta">Posted <time>${date}</time></div>
          <div data-role="commentContent"><p>${text}</p><span class="ipsType_reset ipsType_light">Edited by ${name}</span></div>
          <div data-role="memberSignature">Sail fast</div></div></article>`,
  ),

  'Invision Community 5': thread(
    (name, date, text) => `
      <article class="ipsEntry ipsEntry--post"><h3 class="ipsEntry__username"><a class="ipsUsername">${name}</a></h3>
        <time><span class="ipsTime__long">${date}</span><span class="ipsTime__short">1 yr</span></time>
        <div class="ipsEntry__post"><div class="ipsRichText">${text}</div></div>
        <div class="ipsEntry__signature"><div class="ipsRichText">Sail fast</div></div></article>`,
  ),

  NodeBB: `<ul>${thread(
    (name, date, text) => `
      <li component="post"><div component="post/parent"><a class="timeago" title="1999-01-01T00:00:00Z"></a>quoted</div>
        <a data-username="${name}">${name}</a><span class="timeago" title="${date}"></span>
        <div class="content" component="post/content">${text}</div><div component="post/actions"><a>Reply</a></div></li>`,
  )}</ul>`,

  Flarum: thread(
    (name, date, text) => `
      <div class="PostStream-item"><article class="Post"><header><div class="PostUser"><h3><span class="username">${name}</span></h3></div>
        <span class="PostMeta"><time>${date}</time></span></header><div class="Post-body"><p>${text}</p></div>
        <aside class="Post-actions"><button>Like</button></aside></article></div>`,
  ),

  'Simple Machines Forum': `<div id="forumposts">${thread(
    (name, date, text, number) => `
      <div class="post_wrapper"><div class="poster"><h4><a href="?action=profile;u=1">${name}</a></h4>Newbie</div>
        <div class="postarea"><div class="keyinfo"><div class="smalltext">${date}</div></div>
          <div class="post"><div class="inner" id="msg_${number}">${text}</div></div></div>
        <div class="moderatorbar"><div class="signature">Sail fast</div></div></div>`,
  )}</div>`,

  MyBB: thread(
    (name, date, text, number) => `
      <div class="post" id="post_${number}"><div class="author_information"><strong><span class="largetext"><a>${name}</a></span></strong></div>
        <div class="post_head"><span class="post_date">${date}</span></div><div class="post_body">${text}</div>
        <div class="signature">Sail fast</div></div>`,
  ),

  Vanilla: thread(
    (name, date, text, number) => `
      <div class="Item ${number === 1 ? 'ItemDiscussion' : 'ItemComment'}"><span class="Author"><a class="Username">${name}</a></span>
        <span class="DateCreated"><time>${date}</time></span><div class="Message">${text}</div><div class="Reactions">Agree</div></div>`,
  ),

  bbPress: `<ul>${thread(
    (name, date, text) => `
      <li><div class="bbp-reply-header"></div><div class="reply hentry"><a class="bbp-author-name">${name}</a>
        <span class="bbp-reply-post-date">${date}</span><div class="bbp-reply-content"><p>${text}</p></div></div></li>`,
  )}</ul>`,

  'Reddit, old design': `
    <div id="siteTable"><div class="thing link"><div class="midcol">92</div><div class="entry"><p class="tagline"><time>${DAYS[0]}</time> by <a class="author">Mara</a></p>
      <form class="usertext"><div class="usertext-body"><div class="md"><p>${ASKED}</p></div></div></form></div></div></div>
    <div class="commentarea"><div class="sitetable nestedlisting"><div class="thing comment"><div class="midcol">7</div><div class="entry"><p class="tagline"><a class="author">Jonas</a> 7 points <time>${DAYS[1]}</time></p>
      <form class="usertext"><div class="usertext-body"><div class="md"><p>${ANSWERED}</p></div></div></form><ul class="flat-list"><li>permalink</li></ul></div></div></div></div>`,

  Reddit: `
    <shreddit-post author="Mara"><div slot="credit-bar"><a href="/user/Mara">Mara</a><faceplate-timeago><time>${DAYS[0]}</time></faceplate-timeago></div>
      <h1 slot="title">Ebb and flood</h1><shreddit-post-text-body><div><p>${ASKED}</p></div></shreddit-post-text-body></shreddit-post>
    <shreddit-comment author="Jonas"><div slot="commentMeta"><a href="/user/Jonas/">Jonas</a><time>${DAYS[1]}</time></div>
      <div slot="comment"><p>${ANSWERED}</p></div><shreddit-comment-action-row>Reply</shreddit-comment-action-row></shreddit-comment>`,

  'Hacker News': `<table class="fatitem"><tr><td><a class="hnuser">Mara</a> <span class="age" title="x">${DAYS[0]}</span><div class="toptext">${ASKED}</div></td></tr></table>
    <table><tr class="athing comtr"><td><a class="hnuser">Jonas</a> <span class="age">${DAYS[1]}</span><div class="commtext c00">${ANSWERED}</div><div class="reply"><a>reply</a></div></td></tr></table>`,

  Lobsters: `<div class="story"><div class="byline"><a href="/~mara"><img></a><a href="/~mara">Mara</a> <time>${DAYS[0]}</time></div><div class="story_text"><p>${ASKED}</p></div></div>
    <ol class="comments"><li class="comments_subtree"><div class="comment"><div class="byline"><a href="/~jonas">Jonas</a><time>${DAYS[1]}</time></div>
      <div class="comment_text"><p>${ANSWERED}</p></div></div></li></ol>`,

  GitHub: thread(
    (name, date, text) => `
      <div class="js-comment-container"><h3><a class="author">${name}</a> commented <relative-time>${date}</relative-time></h3>
        <div class="edit-comment-hide"><div class="comment-body js-comment-body"><p>${text}</p></div></div><button>👍 3</button></div>`,
  ),

  'a program of its own': `<h1>Ebb and flood</h1><div class="list">${thread(
    (name, date, text) => `
      <div class="row"><div class="card"><a href="/members/${name}">${name}</a><span>Skipper</span></div>
        <span class="when"><time>${date}</time></span><div class="said">${text}</div><div class="tools"><a>Report</a></div></div>`,
  )}</div>`,
};
