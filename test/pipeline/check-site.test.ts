import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatcher } from '../../src/dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../src/dispatcher/link.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import { silentLog } from '../../src/log.ts';
import { checkSite } from '../../src/pipeline/check-site.ts';
import { KNOWN_PAGES, type KnownPage } from '../../src/pipeline/known-pages.ts';
import { allSites } from '../sites/index.ts';
import { linkedinLinks } from '../sites/linkedin.ts';
import { maraBlogLinks } from '../sites/mara-blog.ts';
import { mediumLinks } from '../sites/medium.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { substackLinks } from '../sites/substack.ts';

let sites: ReplicaSites;
let fetcher: ClosableFetcher;
beforeAll(async () => {
  sites = await startReplicaSites(allSites);
  const { proxyUrl, ca } = sites;
  fetcher = createFetcher({ HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' }, { ca });
});
afterAll(async () => {
  await fetcher.close();
  await sites.close();
});

const check = (page: Omit<KnownPage, 'platform' | 'what'>) =>
  checkSite(
    { platform: 'a replica', what: 'page', ...page },
    { fetcher, signal: new AbortController().signal, log: silentLog },
  );
const article = {
  kind: 'article',
  sourceId: `url:${maraBlogLinks.article}`,
  leastCharacters: 1_000,
  isDated: true,
} as const;

describe('a known page', () => {
  it('works where it gives what is known of it', async () => {
    expect(await check({ link: maraBlogLinks.article, gives: article })).toMatchObject({
      verdict: 'works',
    });
    expect(await check({ link: substackLinks.publication, gives: 'links' })).toMatchObject({
      verdict: 'works',
    });
  });

  it.each([
    [
      'another page under its link',
      { ...article, sourceId: 'url:https://mara.example/x' },
      /identity/,
    ],
    [
      'a text that has shrunk',
      { ...article, leastCharacters: 1_000_000 },
      /at least 1000000 are known/,
    ],
    ['another kind of thing', { ...article, kind: 'post' as const }, /gives no post/],
    ['no links any more', 'links' as const, /leads to no links/],
  ])('has changed with %s; the mark is named, and what to do', async (_what, gives, message) => {
    const { verdict, failure } = await check({ link: maraBlogLinks.article, gives });
    expect(verdict).toBe('changed');
    expect(failure).toMatchObject({
      code: 'extraction_empty',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('Update goldpan'),
    });
  });

  it('has changed, perhaps, where it is gone', async () => {
    const { verdict, failure } = await check({ link: maraBlogLinks.lost, gives: article });
    expect(verdict).toBe('changed');
    expect(failure).toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('in a browser'),
    });
  });

  it('is blocked by a challenge or a wall, with the hint of the refusal', async () => {
    const challenge = await check({ link: mediumLinks.challenge, gives: article });
    expect(challenge).toMatchObject({ verdict: 'blocked', failure: { code: 'blocked' } });
    const wall = await check({ link: linkedinLinks.profile, gives: 'links' });
    expect(wall).toMatchObject({ verdict: 'blocked', failure: { code: 'login_required' } });
    expect(wall.failure?.hint).toContain('export');
  });

  it('is unreachable where no proper answer comes', async () => {
    const { verdict, failure } = await check({ link: 'https://nobody.example/', gives: 'links' });
    expect(verdict).toBe('unreachable');
    expect(failure?.code).toBe('upstream');
  });
});

describe('the pages that goldpan knows', () => {
  it('are in canonical form, so that each costs one way of asking', () => {
    for (const { link } of KNOWN_PAGES) {
      expect(canonicalLink(parseLink(link), dispatcher).href).toBe(link);
    }
  });

  it('cover every platform, with a text and with a source', () => {
    const kinds = Map.groupBy(KNOWN_PAGES, ({ platform }) => platform);
    expect([...kinds.keys()]).toEqual(['Medium', 'Substack', 'LinkedIn', 'GitHub', 'any site']);
    for (const pages of kinds.values()) {
      expect(pages.some(({ gives }) => gives !== 'links')).toBe(true);
    }
  });
});
