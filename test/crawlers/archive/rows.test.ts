import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/crawlers/archive/allow-list.ts';
import { readExportedArticle } from '../../../src/crawlers/archive/linkedin-article.ts';
import { uploadTime } from '../../../src/crawlers/archive/linkedin-media.ts';
import { readShare, unquoted } from '../../../src/crawlers/archive/linkedin-share.ts';
import { canonicalArchiveLink, siteOf } from '../../../src/crawlers/archive/links.ts';
import { readExportedPost } from '../../../src/crawlers/archive/medium-post.ts';

describe('the second quoting of LinkedIn', () => {
  it.each([
    ['one line', 'one line'],
    ['ebb"\n"flood', 'ebb\nflood'],
    ['ebb"\n""\n"flood', 'ebb\n\nflood'],
    ['ebb"\r\n"flood', 'ebb\nflood'],
    ['He said "ebb""\n""flood" he meant', 'He said "ebb"\n"flood" he meant'],
    ['a ""word"" in"\n"it', 'a "word" in\nit'],
    // Exports that do not quote twice: the quotes are the person's.
    ['"ebb"\n"flood"\nthen nothing', '"ebb"\n"flood"\nthen nothing'],
    ['no quotes\nat all', 'no quotes\nat all'],
  ])('%j is %j', (parsed, text) => {
    expect(unquoted(parsed)).toBe(text);
  });
});

describe('a row of Shares.csv', () => {
  const row = { date: '2025-10-01 07:12:41', sharecommentary: 'Ebb' };
  const feed = 'https://www.linkedin.com/feed/update';

  it.each([
    [`${feed}/urn%3Ali%3Ashare%3A7379050609798946375`, 'linkedin:share:7379050609798946375'],
    [`${feed}/urn:li:ugcPost:7379050609798946375`, 'linkedin:ugcPost:7379050609798946375'],
    [`${feed}/urn%3Ali%3Aactivity%3A7379050609801043530`, 'linkedin:7379050609801043530'],
    [`${feed}/urn%3Ali%3AgroupPost%3A1234-5678`, 'linkedin:groupPost:1234-5678'],
  ])('%s is %s', (sharelink, sourceId) => {
    const share = readShare({ ...row, sharelink });
    expect('post' in share && share.post.sourceId).toBe(sourceId);
  });

  it.each([
    [{ ...row, sharecommentary: ' ' }, 'reposts without words'],
    [{ ...row, sharelink: 'https://evil.example/' }, 'rows without a link'],
    [row, 'rows without a link'],
    [{}, 'reposts without words'],
  ])('%j is skipped', (given, skip) => {
    expect(readShare(given)).toEqual({ skip });
  });
});

it.each([
  ['You uploaded a feed photo on December 24, 2025 at 1:01 PM (GMT)', '2025-12-24T13:01:00.000Z'],
  ['You uploaded a feed photo on January 9, 2026 at 12:14 AM (GMT)', '2026-01-09T00:14:00.000Z'],
])('%s', (sentence, time) => {
  expect(new Date(uploadTime(sentence) ?? 0).toISOString()).toBe(time);
});

it.each(['You uploaded a profile photo on May 1, 2025 at 1:01 PM (GMT)', 'yesterday', ''])(
  'no picture of a post: %j',
  (sentence) => expect(uploadTime(sentence)).toBeUndefined(),
);

describe('an article of LinkedIn', () => {
  it('keeps the quotes in the descriptions of its pictures, which the export does not escape', () => {
    const html = `<h1><a href="https://www.linkedin.com/pulse/ebb-mara">Ebb</a></h1><p class="published">Published on 2025-01-02 03:04</p><div><p>Look:</p><img src="https://media.licdn.com/a" alt="The "real" gauge" title="The "real" gauge" /></div>`;
    const read = readExportedArticle(html);
    expect('article' in read && read.article.markdown).toBe(
      'Look:\n\n![The "real" gauge](https://media.licdn.com/a)',
    );
  });
});

describe('the allow-list', () => {
  it.each([
    ['posts/2024_x-7d20aa91c4.html', 'post'],
    ['medium-export/posts/x.html', 'post'],
    ['Shares_123456.csv', 'linkedin-shares'],
    ['Complete_LinkedInDataExport/Shares.csv', 'linkedin-shares'],
    ['Articles/Articles/x.html', 'linkedin-article'],
    ['posts.csv', 'substack-posts'],
  ])('%s is opened', (path, kind) => expect(kindOf(path)).toBe(kind));

  it.each([
    ...['messages.csv', 'Connections.csv', 'Comments.csv', 'Email Addresses.csv', 'Profile.csv'],
    ...['email_list.mara.csv', 'posts/1.opens.csv', 'posts/1.delivers.csv', 'subscribers.html'],
    ...['profile/profile.html', 'ips/ips-0001.html', 'posts/x.html/secret.csv', 'posts/'],
    ...['__MACOSX/posts/._x.html', 'posts/._x.html', 'notposts/x.html', 'messages_Shares.csv'],
  ])('%s is not', (path) => expect(kindOf(path)).toBeUndefined());
});

describe('a post of Medium', () => {
  const page = (body: string, footer: string): string =>
    `<article class="h-entry"><header><h1 class="p-name">Ebb</h1></header><section data-field="body" class="e-content">${body}</section><footer>${footer}</footer></article>`;
  const dated =
    '<a href="https://medium.com/p/7d20aa91c4"><time class="dt-published" datetime="2024-10-06T18:05:11Z">x</time></a>';
  const graf = (text: string): string => `<p class="graf graf--p">${text}</p>`;
  const two = graf('Ebb.') + graf('Flood.');

  it('has the id beside its date, else the one of its canonical link, else the one of its file', () => {
    const idOf = (footer: string, name = 'x.html'): unknown => {
      const read = readExportedPost(page(two, footer), name);
      return 'post' in read ? [read.post.facts.sourceId, read.post.facts.link.href] : read;
    };
    const canonical = '<a class="p-canonical" href="https://mara.medium.com/ebb-92fad4f5a39">x</a>';
    expect(idOf(dated + canonical)).toEqual([
      'medium:7d20aa91c4',
      'https://medium.com/p/7d20aa91c4',
    ]);
    expect(idOf(canonical)).toEqual([
      'medium:92fad4f5a39',
      'https://mara.medium.com/ebb-92fad4f5a39',
    ]);
    const elsewhere = '<a class="p-canonical" href="https://mara.example/ebb">x</a>';
    expect(idOf(elsewhere, '2024-01-01_Ebb-7c8f847b58.html')).toEqual([
      'medium:7c8f847b58',
      'https://medium.com/p/7c8f847b58',
    ]);
    expect(idOf(elsewhere)).toEqual({ skip: 'files that are no posts' });
  });

  it.each([
    [graf('Thank you!'), 'responses'],
    ['', 'posts without text'],
  ])('%j is skipped', (body, skip) => {
    expect(readExportedPost(page(body, dated), 'x.html')).toEqual({ skip });
  });

  it.each([
    [
      'with an image',
      `${graf('Look:')}<figure class="graf graf--figure"><img class="graf-image" data-image-id="1*a.jpeg"></figure>`,
    ],
    ['of one long paragraph', graf('Ebb and flood. '.repeat(100))],
    ['of one block of code', '<pre class="graf graf--pre">ls</pre>'],
  ])('%s is a post', (_, body) => {
    expect(readExportedPost(page(body, dated), 'x.html')).toHaveProperty('post');
  });
});

describe('a link to an archive', () => {
  it.each([
    ['file:///tmp/a%20b.zip#x', 'file:///tmp/a%20b.zip'],
    [
      'file:///tmp/a.zip?utm_source=x&site=mara.substack.com',
      'file:///tmp/a.zip?site=https://mara.substack.com',
    ],
    [
      'file:///tmp/a.zip?site=http://u:secret@Mara.example/p/x?y',
      'file:///tmp/a.zip?site=https://mara.example',
    ],
  ])('%s is %s', (given, canonical) => {
    const link = canonicalArchiveLink(new URL(given));
    expect(link.href).toBe(canonical);
    expect(canonicalArchiveLink(link).href).toBe(canonical);
  });

  it('says where the publication is', () => {
    expect(siteOf(new URL('file:///tmp/a.zip?site=letters.tidewater.example/'))).toBe(
      'letters.tidewater.example',
    );
  });
});
