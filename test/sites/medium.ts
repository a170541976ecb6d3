/** Medium as a crawler meets it: posts of its three generations of pages, feeds, a custom domain, and a refusal. */
import { readFileSync } from 'node:fs';
import type { Site, SiteAnswer } from './replica.ts';

const PROFILE = 'https://medium.com/@mara.lindqvist';

export const mediumLinks = {
  /** Today's page: Apollo state with `__ref`, `pw-*` classes. */
  post: `${PROFILE}/predicting-the-tide-from-a-twelve-euro-pressure-sensor-7f3c2a91be04`,
  /** A page of 2019, in a publication: Apollo state of the older kind, hashed classes. */
  olderPost:
    'https://medium.com/tidewater-notes/backfilling-a-sensor-stream-without-losing-your-mind-5b1d90c7e2a',
  /** A page of 2015: "graf" markup. */
  oldestPost: `${PROFILE}/what-the-moon-owes-the-harbour-9c41f7d802`,
  customDomainPost:
    'https://stories.tidewater.example/fine-tuning-a-small-model-on-my-own-tide-notes-c20e8d5f1a37',
  /** Members only: the page holds its beginning. */
  preview: `${PROFILE}/the-storm-surge-i-did-not-predict-e41b7703c9d5`,
  profile: PROFILE,
  publication: 'https://medium.com/tidewater-notes',
  subdomain: 'https://mara-lindqvist.medium.com/',
  customDomain: 'https://stories.tidewater.example/',
  tagArchive: 'https://medium.com/tag/tides/archive/2015',
  /** Answered by Cloudflare with a challenge. */
  challenge: `${PROFILE}/notes-on-harmonic-constants-d8807bb1f6e2`,
};

const robots = page('User-agent: *\nAllow: /\n', 'text/plain; charset=utf-8');

const PAGES: ReadonlyMap<string, () => SiteAnswer> = new Map([
  [mediumLinks.post, html('tide-sensor.html')],
  [mediumLinks.olderPost, html('backfilling.html')],
  [mediumLinks.oldestPost, html('moon.html')],
  [mediumLinks.customDomainPost, html('fine-tuning.html')],
  [mediumLinks.preview, html('storm-surge.html')],
  [mediumLinks.profile, html('profile.html')],
  [mediumLinks.customDomain, html('custom-domain-home.html')],
  [mediumLinks.tagArchive, html('tag-archive.html')],
  [mediumLinks.challenge, challenge],
  ['https://medium.com/feed/@mara.lindqvist', feed('feed-user.xml')],
  ['https://mara-lindqvist.medium.com/feed', feed('feed-user.xml')],
  ['https://medium.com/feed/tidewater-notes', feed('feed-publication.xml')],
  ['https://stories.tidewater.example/feed', feed('feed-custom-domain.xml')],
]);

/** Post id → where Medium sends those who ask for `/p/<id>`, or for the post on another of its hosts. */
const HOMES: ReadonlyMap<string, string> = new Map(
  Object.values(mediumLinks).flatMap((link) => {
    const postId = postIdOf(link);
    return postId === undefined ? [] : [[postId, link]];
  }),
);

export const mediumSite: Site = {
  hosts: ['medium.com', 'mara-lindqvist.medium.com', 'stories.tidewater.example'],
  answer({ url }) {
    if (url.pathname === '/robots.txt') return robots;
    const asked = `${url.origin}${url.pathname}`;
    const known = PAGES.get(asked);
    if (known !== undefined) return known();
    const home = HOMES.get(postIdOf(url.pathname) ?? '');
    if (home === undefined) return undefined;
    return { status: 302, headers: { location: home + url.search } };
  },
};

function postIdOf(link: string): string | undefined {
  return /[-/]([0-9a-f]{8,12})$/.exec(link)?.[1];
}

function html(name: string): () => SiteAnswer {
  return () => page(read(name), 'text/html; charset=utf-8');
}

function feed(name: string): () => SiteAnswer {
  return () => page(read(name), 'text/xml; charset=UTF-8');
}

function challenge(): SiteAnswer {
  return {
    ...page(read('challenge.html'), 'text/html; charset=UTF-8'),
    status: 403,
    headers: {
      'content-type': 'text/html; charset=UTF-8',
      'cf-mitigated': 'challenge',
      server: 'cloudflare',
    },
  };
}

function page(body: string, contentType: string): SiteAnswer {
  return { headers: { 'content-type': contentType }, body };
}

function read(name: string): string {
  return readFileSync(new URL(`./pages/medium/${name}`, import.meta.url), 'utf8');
}
