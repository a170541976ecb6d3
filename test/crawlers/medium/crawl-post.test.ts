/** A post comes out whole although parts of it, or its page, are not where its link says. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mediumCrawler } from '../../../src/crawlers/medium/index.ts';
import { UpstreamError } from '../../../src/errors.ts';
import { silentLog } from '../../../src/log.ts';
import { httpOnly } from '../../fetching/http-only.ts';
import { mediumLinks, mediumSite } from '../../sites/medium.ts';
import { gistAnswer, gistFiles, gistLinks, gistSite } from '../../sites/medium-gists.ts';
import type { SiteAnswer } from '../../sites/replica.ts';
import { type Bench, pageOf, plain, startBench } from '../bench.ts';
import { expectedJson, expectedMarkdown, replicaPage } from './replica-pages.ts';

/** What is answered instead, by link. */
const instead = new Map<string, SiteAnswer>();
let bench: Bench;
beforeAll(async () => {
  bench = await startBench(mediumCrawler, [
    {
      hosts: [...mediumSite.hosts, 'old.tidewater.example'],
      answer: (request) =>
        instead.get(request.url.href) ?? gistAnswer(request) ?? mediumSite.answer(request),
    },
    { ...gistSite, answer: (request) => instead.get(request.url.href) ?? gistAnswer(request) },
  ]);
});
afterEach(() => {
  instead.clear();
  bench.replica.requests.length = 0;
});
afterAll(() => bench.close());

async function markdownOf(link: string): Promise<string> {
  const [article] = await bench.crawl(link);
  if (article?.kind !== 'article') throw new Error('no article');
  return article.markdown;
}

const REFUSED: SiteAnswer = {
  status: 403,
  headers: { 'cf-mitigated': 'challenge' },
  body: 'Just a moment...',
};
const FRAME_LINK =
  '[fit.go, complete](https://medium.com/media/3d5b1f0c9ae84427b6d1c0ffee15900d/href)';

describe('gists', () => {
  const code = `\`\`\`go\n${gistFiles.go}\`\`\`\n\n\`\`\`\n${gistFiles.csv}\`\`\``;

  test('are followed to their code, all files of them', async () => {
    expect(await markdownOf(mediumLinks.post)).toBe(
      expectedMarkdown('tide-sensor').replace(FRAME_LINK, () => code),
    );
  });

  test.each([
    ['the frame', gistLinks.frame],
    ['the script', gistLinks.script],
    ['a file', gistLinks.secondFile],
  ])('stay links when %s cannot be had', async (what, link) => {
    instead.set(link, { status: 404, body: 'Not found' });
    const markdown = await markdownOf(mediumLinks.post);
    const kept =
      what === 'the frame' ? FRAME_LINK : `[fit.go, complete](${gistLinks.script.slice(0, -3)})`;
    expect(markdown).toBe(expectedMarkdown('tide-sensor').replace(FRAME_LINK, () => kept));
  });

  /** The page of 2015 with something put before its last paragraph. */
  async function withFigure(html: string): Promise<string> {
    const page = replicaPage('moon.html');
    const at = page.lastIndexOf('<p name="');
    expect(at).toBeGreaterThan(0);
    instead.set(mediumLinks.oldestPost, { body: page.slice(0, at) + html + page.slice(at) });
    return markdownOf(mediumLinks.oldestPost);
  }

  test('that a page names itself, one file of several, with the caption below', async () => {
    const markdown = await withFigure(
      `<figure name="ab12" class="graf graf--figure graf--iframe"><script src="${gistLinks.script}?file=fit.go"></script><figcaption>The fit</figcaption></figure>`,
    );
    expect(markdown).toContain(
      `\`\`\`go\n${gistFiles.go}\`\`\`\n\n*The fit*\n\nIt is a good stick.`,
    );
    expect(bench.replica.requests.map(({ url }) => url.href)).not.toContain(gistLinks.secondFile);
  });

  test('behind a card stay a link: only frames show what they link to', async () => {
    const gist = gistLinks.script.slice(0, -3);
    const markdown = await withFigure(
      `<div name="ab12" class="graf graf--mixtapeEmbed"><a href="${gist}"><strong>The fit</strong><br>All of it</a></div>`,
    );
    expect(markdown).toContain(`[The fit](${gist})\n\nIt is a good stick.`);
  });

  test('a script without files leaves the link', async () => {
    instead.set(gistLinks.script, { body: 'document.write("nothing")' });
    expect(await markdownOf(mediumLinks.post)).toContain(gistLinks.script.slice(0, -3));
  });
});

describe('a page that Medium refuses', () => {
  /** Feeds tell neither the languages of code nor the titles of embeds. */
  function asInFeed(markdown: string): string {
    return markdown
      .replaceAll(/^```(?:python|go)$/gm, '```')
      .replace(
        '[Pilot boat in the sound, 11 January](https://www.youtube.com/watch?v=t1deW4tchng)',
        () => 'https://www.youtube.com/watch?v=t1deW4tchng',
      );
  }

  test('the post comes from the feed of its author, word for word', async () => {
    instead.set(mediumLinks.post, REFUSED);
    instead.set(gistLinks.frame, { status: 404, body: 'Not found' });
    const [article] = await bench.crawl(mediumLinks.post);
    expect(article).toMatchObject({
      markdown: asInFeed(expectedMarkdown('tide-sensor')).replace(
        FRAME_LINK,
        () => 'https://medium.com/media/3d5b1f0c9ae84427b6d1c0ffee15900d/href',
      ),
    });
    const [expected] = expectedJson('tide-sensor') as [Record<string, unknown>];
    const { language: _, ...facts } = expected;
    expect(plain([article as never])).toEqual([
      { ...facts, tags: ['tides', 'time-series', 'python', 'iot'] },
    ]);
  });

  test('gists in it are followed as well', async () => {
    instead.set(mediumLinks.post, REFUSED);
    expect(await markdownOf(mediumLinks.post)).toContain(`\`\`\`go\n${gistFiles.go}\`\`\``);
  });

  test('a post in the feed of a publication loses the words about where it appeared', async () => {
    instead.set(mediumLinks.olderPost, REFUSED);
    const markdown = await markdownOf(mediumLinks.olderPost);
    expect(markdown).not.toContain('originally published');
    expect(markdown).not.toMatch(/---$/);
    expect(markdown).toContain('argued down from "forever"');
  });

  test('a post that is no longer in the feed is refused, with what helps', async () => {
    await expect(bench.crawl(mediumLinks.challenge)).rejects.toMatchObject({
      code: 'blocked',
      hint: expect.stringMatching(/medium\.com\/feed\/@mara\.lindqvist.*export/),
    });
  });

  test('a beginning in the feed is not taken for the post', async () => {
    instead.set(mediumLinks.post, REFUSED);
    const body = `<rss><channel><title>Stories by Mara Lindqvist on Medium</title><item><title>Tides</title>
      <link>${mediumLinks.post}</link><category>tides</category><content:encoded><![CDATA[<div class="medium-feed-item"><p class="medium-feed-snippet">High water.</p><p class="medium-feed-link"><a href="${mediumLinks.post}">Continue reading on Medium »</a></p></div>]]></content:encoded></item></channel></rss>`;
    instead.set('https://medium.com/feed/@mara.lindqvist', { body });
    await expect(bench.crawl(mediumLinks.post)).rejects.toMatchObject({ code: 'blocked' });
  });

  test('when the feed is refused too, the refusal of the page is the reason', async () => {
    instead.set(mediumLinks.post, REFUSED);
    instead.set('https://medium.com/feed/@mara.lindqvist', { status: 500, body: 'Oops' });
    await expect(bench.crawl(mediumLinks.post)).rejects.toMatchObject({
      code: 'blocked',
      link: mediumLinks.post,
    });
  });
});

describe('a domain that has left Medium', () => {
  const [slugAndId = ''] = mediumLinks.post.split('/').slice(-1);

  test('a name that is in no DNS any more leads to medium.com/p/<id>', async () => {
    const asked: string[] = [];
    const fetch = httpOnly({
      async page(link) {
        asked.push(link.href);
        if (link.host === 'medium.com')
          return pageOf(mediumLinks.oldestPost, replicaPage('moon.html'));
        const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
        throw new UpstreamError('old.tidewater.example has no address', { cause });
      },
      stream: () => Promise.reject(new Error('not asked for')),
    });
    const link = new URL('https://old.tidewater.example/what-the-moon-owes-the-harbour-9c41f7d802');
    const context = { fetch, log: silentLog, signal: new AbortController().signal };
    const harvests = await Array.fromAsync(mediumCrawler.extract(link, context));
    expect(plain(harvests)).toEqual(expectedJson('moon'));
    expect(asked).toEqual([link.href, 'https://medium.com/p/9c41f7d802']);
  });

  test('404 on the domain leads to medium.com/p/<id>', async () => {
    const link = `https://old.tidewater.example/${slugAndId}`;
    instead.set(link, { status: 404, body: 'Not found' });
    expect(plain(await bench.crawl(link))).toEqual(expectedJson('tide-sensor'));
    expect(bench.replica.requests.map(({ url }) => url.href)).toContain(
      'https://medium.com/p/7f3c2a91be04',
    );
  });

  test('a post that is gone everywhere is gone', async () => {
    const link = 'https://old.tidewater.example/tides-0d0d0d0d0d0d';
    await expect(bench.crawl(link)).rejects.toMatchObject({ code: 'not_found' });
  });
});
