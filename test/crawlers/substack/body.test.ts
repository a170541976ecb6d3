import { describe, expect, test } from 'vitest';
import { bodyMarkdown } from '../../../src/crawlers/substack/body.ts';
import { originalImage } from '../../../src/crawlers/substack/images.ts';

const LINK = new URL('https://mara.substack.com/p/tides');
const markdown = (html: string): string => bodyMarkdown(html, LINK);
const attrs = (value: object): string =>
  `data-attrs="${JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;

describe('what Substack adds is left out', () => {
  test.each([
    '<div class="subscription-widget-wrap"><div class="subscription-widget"><p>Subscribe now</p></div></div>',
    '<div class="subscription-widget-wrap-editor"><div class="preamble"><p class="cta-caption">Thanks for reading!</p></div><form></form></div>',
    '<p class="button-wrapper"><a class="button primary" href="https://x.example"><span>Share</span></a></p>',
    '<div class="paywall-jump" data-component-name="PaywallToDOM"></div>',
    '<div role="dialog" class="modal share-dialog popup"><div class="share-dialog-title">Share this post</div></div>',
    '<div class="poll-embed"><h4>How often?</h4></div>',
    '<div class="install-substack-app-embed"><a>Get the app</a></div>',
    '<div class="community-chat"><a>Join the chat</a></div>',
    '<button>Copy link</button>',
    `<div class="directMessage button" ${attrs({ userId: 1, userName: 'Mara' })} data-component-name="DirectMessageToDOM"></div>`,
    `<div ${attrs({ url: 'https://x.example/subscribe' })} data-component-name="SubscribeWidgetToDOM"><p>Subscribe now</p></div>`,
    `<div ${attrs({ id: 17 })} data-component-name="PollToDOM"><h4>How often?</h4></div>`,
    '<div><hr></div><p class="button-wrapper"><a>Subscribe now</a></p>',
  ])('%s', (noise) => {
    expect(markdown(`<p>Ebb.</p>${noise}`)).toBe('Ebb.');
  });

  test('the link mark beside a heading, of both generations', () => {
    expect(
      markdown(
        '<h2 class="header-anchor-post">Ebb<div class="pencraft header-anchor-parent"><div id="§ebb" class="header-anchor"></div><button aria-label="Link">Link</button></div></h2>',
      ),
    ).toBe('## Ebb');
    expect(
      markdown(
        '<h2 class="header-with-anchor-widget">Flow<div class="header-anchor-widget"><div><a class="header-anchor-widget-button" href="https://x.example/i/1/flow">#</a></div></div></h2>',
      ),
    ).toBe('## Flow');
  });

  test('the caption above a share button stays: the author wrote it', () => {
    const html =
      '<div class="captioned-button-wrap"><div class="preamble"><p class="cta-caption">Send it to a sailor.</p></div><p class="button-wrapper"><a><span>Share</span></a></p></div>';
    expect(markdown(html)).toBe('Send it to a sailor.');
  });

  test('a rule between two parts stays', () => {
    expect(markdown('<p>Ebb.</p><div><hr></div><p>Flow.</p>')).toBe('Ebb.\n\n---\n\nFlow.');
  });
});

describe('what the author put in becomes a link to it', () => {
  test.each([
    [
      'a tweet',
      `<div class="twitter-embed" ${attrs({ url: 'https://x.com/mara/status/17?s=20&t=x', name: 'Mara', username: 'mara', full_text: 'Ebb!' })}></div>`,
      '[Tweet by Mara (@mara)](https://x.com/mara/status/17)',
    ],
    [
      'a tweet that is drawn already',
      '<div class="tweet"><a class="tweet-link-top" href="https://twitter.com/mara/status/17?ref_src=x"><span class="tweet-author-name">Mara</span><span class="tweet-author-handle">@mara</span><div class="tweet-text">Ebb!</div></a></div>',
      '[Tweet by Mara (@mara)](https://twitter.com/mara/status/17)',
    ],
    [
      'an embedded post',
      `<div class="embedded-post-wrap" ${attrs({ url: 'https://a.example/p/x?utm_source=substack', title: 'On [x]' })}><a>Read more</a></div>`,
      '[On [x]](https://a.example/p/x)',
    ],
    [
      'a digest',
      `<div class="digest-post-embed" ${attrs({ canonical_url: 'https://a.example/p/x', title: 'X' })}></div>`,
      '[X](https://a.example/p/x)',
    ],
    [
      'a publication',
      `<div class="embedded-publication-wrap" ${attrs({ base_url: 'https://a.example', name: 'A' })}><a>Subscribe</a></div>`,
      '[A](https://a.example/)',
    ],
    [
      'a YouTube video',
      `<div class="youtube-wrap" ${attrs({ videoId: 'abc_DEF-123' })}></div>`,
      '[YouTube video](https://www.youtube.com/watch?v=abc_DEF-123)',
    ],
    [
      'a Vimeo video',
      `<div class="vimeo-wrap" ${attrs({ videoId: 17 })}></div>`,
      '[Vimeo video](https://vimeo.com/17)',
    ],
    [
      'an Instagram post',
      `<div class="instagram" ${attrs({ instagram_id: 'Cx1', author_name: '@mara' })}></div>`,
      '[Instagram post by mara](https://www.instagram.com/p/Cx1)',
    ],
    [
      'an uploaded video',
      `<div class="native-video-embed" ${attrs({ mediaUploadId: 'b66a-0a08', duration: null })}></div>`,
      '[Video](https://api.substack.com/api/v1/video/upload/b66a-0a08/src)',
    ],
    [
      'a voice recording',
      `<div class="native-audio-embed" ${attrs({ label: 'The bell', mediaUploadId: 'b66a' })}></div>`,
      '[The bell](https://api.substack.com/api/v1/audio/upload/b66a/src)',
    ],
    [
      'a chart',
      `<div class="datawrapper-wrap outer" ${attrs({ url: 'https://datawrapper.dwcdn.net/x/1/', title: 'Heights' })}><iframe></iframe><script>!function(){}()</script></div>`,
      '[Heights](https://datawrapper.dwcdn.net/x/1/)',
    ],
    [
      'a note',
      `<div class="comment" ${attrs({ commentId: 17, comment: { name: 'Ilse', handle: 'ilse', body: 'Hm.' } })}></div>`,
      '[Note by Ilse](https://substack.com/@ilse/note/c-17)',
    ],
    [
      'a mention, within its line',
      `<p>Thanks to <span class="mention-wrap" ${attrs({ name: 'Ilse', id: 17, type: 'user', url: null })}></span>!</p>`,
      'Thanks to [Ilse](https://substack.com/profile/17)!',
    ],
    [
      'a share price, within its line',
      `<p>I sold <span class="cashtag-wrap" ${attrs({ symbol: '$TIDE' })}></span>.</p>`,
      'I sold $TIDE.',
    ],
    [
      'a Bluesky post',
      `<div class="bluesky-wrap outer" ${attrs({ postId: '3k2', authorDid: 'did:plc:abc', authorName: 'Ilse', authorHandle: 'ilse.example', text: 'Ebb!' })} data-component-name="BlueskyCreateBlueskyEmbed"><iframe></iframe></div>`,
      '[Bluesky post by Ilse (@ilse.example)](https://bsky.app/profile/did:plc:abc/post/3k2)',
    ],
    [
      'a video whose attributes are gone',
      '<div id="youtube2-abc_DEF-123" class="youtube-wrap"><div class="youtube-inner"><iframe></iframe></div></div>',
      '[YouTube video](https://www.youtube.com/watch?v=abc_DEF-123)',
    ],
    [
      'an episode of a podcast, within the frame of its player',
      `<div class="apple-podcast-container" data-component-name="ApplePodcastToDom"><iframe class="apple-podcast" ${attrs({ url: 'https://embed.podcasts.apple.com/x', title: 'Ebb', targetUrl: 'https://podcasts.apple.com/x' })} src="https://embed.podcasts.apple.com/x"></iframe></div>`,
      '[Ebb](https://podcasts.apple.com/x)',
    ],
    [
      'a sound',
      `<div class="soundcloud-wrap" ${attrs({ title: 'Bell', targetUrl: 'https://soundcloud.com/mara/bell' })} data-component-name="SoundcloudToDOM"><iframe src="https://w.soundcloud.com/player/"></iframe></div>`,
      '[Bell](https://soundcloud.com/mara/bell)',
    ],
    [
      'a component that nobody here knows',
      `<div class="tide-clock" ${attrs({ url: 'https://clock.example/17' })} data-component-name="TideClockToDOM"></div>`,
      '[clock.example](https://clock.example/17)',
    ],
    [
      'a component that nobody here knows, with a text',
      `<div class="tide-clock" ${attrs({ url: 'https://clock.example/17' })} data-component-name="TideClockToDOM"><p>Ebb at <em>noon</em>.</p></div>`,
      'Ebb at *noon*.',
    ],
    [
      'an embed that names nothing',
      '<p>Ebb.</p><div class="tweet" data-attrs="{broken"></div>',
      'Ebb.',
    ],
  ])('%s', (_what, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });
});

describe('pictures', () => {
  const src = 'https://bucket.example/public/images/tide_10x10.png';
  const sized = `https://substackcdn.com/image/fetch/$s_!x!,w_1456,c_limit/${encodeURIComponent(src)}`;

  test('come as the file that was uploaded, with alt text and caption', () => {
    const html = `<div class="captioned-image-container"><figure><a class="image-link image2" href="${sized}"><div class="image2-inset"><picture><source srcset="${sized} 1456w"><img src="${sized}" srcset="${sized} 1456w" alt="Ebb" ${attrs({ src, alt: 'Ebb', href: null })}></picture><div class="image-link-expand"><button>x</button></div></div></a><figcaption class="image-caption">At <em>noon</em></figcaption></figure></div>`;
    expect(markdown(html)).toBe(`![Ebb](${src})\n*At noon*`);
  });

  test('without attributes the address of the sized copy carries it', () => {
    expect(originalImage(sized)).toBe(src);
    expect(originalImage(src)).toBe(src);
    expect(
      originalImage('https://substackcdn.com/image/fetch/w_1/https%3A%2F%2Fx%E0%A4%A'),
    ).toContain('substackcdn');
    expect(markdown(`<p><img src="${sized}" srcset="${sized} 1456w" alt="Ebb"></p>`)).toBe(
      `![Ebb](${src})`,
    );
  });

  test('keep the link that the author gave them', () => {
    const html = `<figure><a class="image-link" href="https://a.example/x"><img src="${sized}" ${attrs({ src, href: 'https://a.example/x' })}></a></figure>`;
    expect(markdown(html)).toBe(`[![](${src})](https://a.example/x)`);
  });

  test('whose file was taken out of its frame come from where that leads', () => {
    const file = 'https://substack-post-media.s3.amazonaws.com/public/images/tide_10x10.png';
    const href = `https://substackcdn.com/image/fetch/f_auto/${encodeURIComponent(file)}`;
    expect(markdown(`<figure><a class="image-link image2" href="${href}"></a></figure>`)).toBe(
      `![](${file})`,
    );
    expect(markdown('<p>Ebb.</p><a class="image-link" href="https://a.example/x"></a>')).toBe(
      'Ebb.',
    );
  });

  test('of a gallery that is drawn already come all, its caption once', () => {
    const picture = (alt: string): string =>
      `<picture><source type="image/webp"><img alt="${alt}" src="${sized}-${alt}"></picture>`;
    const html = `<figure class="gallery-Phxj1j" data-component-name="ImageGallery"><div><div class="imageRow-x">${picture('Ebb')}${picture('Flow')}</div><figcaption class="imageCaption-x">Both</figcaption></div></figure>`;
    expect(markdown(html)).toBe(`![Ebb](${src}-Ebb)\n\n![Flow](${src}-Flow)\n*Both*`);
  });

  test('of a gallery come all, its caption once', () => {
    const gallery = {
      images: [{ src: sized }, { src: `${src}2` }, { type: 'image/png' }],
      caption: 'Both',
      alt: '',
    };
    expect(markdown(`<div class="image-gallery-embed" ${attrs({ gallery })}></div>`)).toBe(
      `![](${src})\n\n![](${src}2)\n*Both*`,
    );
  });
});

describe('text of its own shape', () => {
  test('flaw 1: code keeps its tabs and spaces, doubled elements and all', () => {
    expect(markdown('<pre><code><code>if x:\n\tgo()\n\t    # wide</code></code></pre>')).toBe(
      '```\nif x:\n\tgo()\n\t    # wide\n```',
    );
  });

  test('highlighted code names its language', () => {
    const html = `<div class="highlighted_code_block" ${attrs({ language: 'rust', nodeId: 'x' })}><pre class="shiki"><code><span class="line">fn main() {}</span></code></pre></div>`;
    expect(markdown(html)).toBe('```rust\nfn main() {}\n```');
  });

  test('a gist is its code, without where it is hosted', () => {
    const row = (code: string): string =>
      `<tr><td class="blob-num js-line-number" data-line-number="1"></td><td class="blob-code blob-code-inner js-file-line">${code}</td></tr>`;
    const html = `<div class="github-gist" ${attrs({ innerHTML: '', stylesheet: 'https://x.example/a.css' })} data-component-name="GitgistToDOM"><link rel="stylesheet" href="https://x.example/a.css"><div class="gist"><div class="gist-file"><div class="gist-data"><table class="highlight"><tbody>${row('if x:')}${row('    go()')}</tbody></table></div><div class="gist-meta"><a href="https://gist.github.com/mara/1">view raw</a> hosted with ❤ by <a href="https://github.com">GitHub</a></div></div></div></div>`;
    expect(markdown(html)).toBe('```\nif x:\n    go()\n```');
  });

  test('a block with its own spacing keeps it, without the editor’s remark', () => {
    const html =
      '<div class="preformatted-block"><label class="hide-text" contenteditable="false">Text within this block will maintain its original spacing when published</label><pre class="text">a\n     b</pre></div>';
    expect(markdown(html)).toBe('```\na\n     b\n```');
  });

  test('formulas are TeX, in a block and within a line', () => {
    const tex = attrs({ persistentExpression: 'a_1 < b', id: 'X' });
    expect(markdown(`<div class="latex-rendered" ${tex}></div>`)).toBe('$$\na_1 < b\n$$');
    expect(markdown(`<p>If <span class="latex-rendered" ${tex}></span>, go.</p>`)).toBe(
      'If $a_1 < b$, go.',
    );
  });

  test('pull quotes are quotes', () => {
    expect(markdown('<div class="pullquote"><p>Ebb.</p></div>')).toBe('> Ebb.');
  });

  test('footnotes find their marks; a mark whose note is behind the paywall goes', () => {
    const mark = (n: number): string =>
      `<a class="footnote-anchor" id="footnote-anchor-${n}" href="#footnote-${n}" target="_self">${n}</a>`;
    const note =
      '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false">1</a><div class="footnote-content"><p>By 4 cm.</p></div></div>';
    expect(markdown(`<p>Low${mark(1)} and lower.${mark(2)}</p>${note}`)).toBe(
      'Low[^1] and lower.\n\n[^1]: By 4 cm.',
    );
  });
});
