import { describe, expect, it } from 'vitest';
import { threadOf } from '../../../src/extraction/forum/thread.ts';
import { toMarkdown } from '../../../src/extraction/markdown/to-markdown.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';
import { plainText } from '../../../src/extraction/plain-text.ts';
import { SAID, THREADS } from './threads.ts';

function textOf(html: string): string | undefined {
  const posts = threadOf(parseHtml(html));
  return posts === undefined ? undefined : plainText(posts);
}

describe('a thread', () => {
  it.each(Object.entries(THREADS))(
    'of %s is who wrote what and when, and nothing else',
    (_, html) => {
      expect(textOf(`<nav>Home Log in</nav><main>${html}</main><footer>Imprint</footer>`)).toBe(
        SAID,
      );
    },
  );

  it('is written as Markdown with the names in bold', () => {
    const posts = threadOf(parseHtml(THREADS.Lobsters ?? '')) ?? [];
    expect(toMarkdown(posts, { baseUrl: 'https://forum.mara.example/' })).toBe(
      [
        '**Mara**, Mar 4, 2024',
        'Why does the ebb last longer than the flood?',
        '**Jonas**, Mar 5, 2024',
        'Because the river runs out *with* it.',
      ].join('\n\n'),
    );
  });

  it('leaves the page as it was', () => {
    const $ = parseHtml(`<main>${THREADS.FluxBB}</main>`);
    const before = $.html();
    threadOf($);
    expect($.html()).toBe(before);
  });

  it('is none on a page without posts', () => {
    expect(
      textOf('<main><h1>Ebb</h1><p>The ebb is the tide that goes out.</p></main>'),
    ).toBeUndefined();
  });

  it('keeps a post that is only a picture', () => {
    const posts = threadOf(
      parseHtml(
        '<div class="crawler-post"><div class="post"><img src="/ebb.jpg" alt="Ebb"></div></div>',
      ),
    );
    expect(toMarkdown(posts ?? [], { baseUrl: 'https://forum.mara.example/' })).toBe(
      '![Ebb](https://forum.mara.example/ebb.jpg)',
    );
  });

  it('keeps code in posts byte for byte', () => {
    const code = 'if tide:\n\t  sail()  \n\n\nelse:\n    wait()';
    const posts = threadOf(
      parseHtml(
        `<div class="crawler-post"><div class="post"><pre><code>${code}</code></pre></div></div>`,
      ),
    );
    expect(toMarkdown(posts ?? [], { baseUrl: 'https://forum.mara.example/' })).toBe(
      `\`\`\`\n${code}\n\`\`\``,
    );
  });
});

describe('a quote', () => {
  const whole = 'The flood is short because the river holds it back.';
  const post = (name: string, text: string) => `
    <article class="message message--post"><h4 class="message-name">${name}</h4>
      <div class="message-body"><div class="bbWrapper">${text}</div></div></article>`;
  const quote = (text: string) => `
    <blockquote class="bbCodeBlock--quote"><div class="bbCodeBlock-title">Mara said:</div>
      <div class="bbCodeBlock-expandContent">${text}</div><div class="bbCodeBlock-expandLink">Click to expand...</div></blockquote>`;

  it('of a whole post above is not told twice', () => {
    expect(
      textOf(post('Mara', whole) + post('Jonas', `${quote(whole)}Is it so in the Elbe?`)),
    ).toBe(`Mara\n${whole}\nJonas\nIs it so in the Elbe?`);
  });

  it('of a part of a post stays where it is answered', () => {
    expect(
      textOf(post('Mara', whole) + post('Jonas', `${quote('the river holds it back')}Which one?`)),
    ).toBe(`Mara\n${whole}\nJonas\nMara said:\nthe river holds it back\nWhich one?`);
  });

  it('of something that is not on the page stays', () => {
    expect(textOf(post('Mara', `${quote('Neap tides are weak.')}Who wrote that?`))).toBe(
      'Mara\nMara said:\nNeap tides are weak.\nWho wrote that?',
    );
  });
});

describe('the first post of a forum that nobody described', () => {
  it('is found when it looks different from the replies', () => {
    const opening =
      'I have kept a tide gauge for two years now, and every single day the ebb takes longer than the flood. Why?';
    const replies = [1, 2, 3].map(
      (number) => `<li id="reply-${number}"><a href="/user/jonas">Jonas</a>
        <div class="reply__text">Answer ${number}: because the river runs out with the ebb, that is all.</div></li>`,
    );
    expect(
      textOf(`<main><h1>Ebb</h1><div class="question"><a class="author">Mara</a><div class="question__body"><p>${opening}</p></div></div>
        <ol>${replies.join('')}</ol></main>`),
    ).toBe(
      [
        'Mara',
        opening,
        ...[1, 2, 3].flatMap((number) => [
          'Jonas',
          `Answer ${number}: because the river runs out with the ebb, that is all.`,
        ]),
      ].join('\n'),
    );
  });
});
