/** Substack as a reader without account meets it: Mara's publication, two that she wrote for (one on a domain of its own), her notes. */
import type { Site, SiteAnswer } from './replica.ts';
import { answerHub } from './substack-hub.ts';
import { homeOf, homePage, postPage, postState } from './substack-page.ts';
import { MARA, pilots } from './substack-pilots.ts';
import {
  feedOf,
  listedState,
  type SubstackReplica,
  sitemapOf,
  substackBody,
} from './substack-replica.ts';

/** Mara's links as a person copies them: with the mark of who shared them, out of the app, or plain. */
export const substackLinks = {
  post: 'https://maralindqvist.substack.com/p/the-tide-table-is-a-prior?r=1ttoeh',
  secondPost:
    'https://open.substack.com/pub/maralindqvist/p/a-gap-is-a-reading-too?r=1ttoeh&utm_campaign=post&utm_medium=web',
  preview: 'https://maralindqvist.substack.com/p/notes-on-tuning-on-notes',
  publication: 'https://maralindqvist.substack.com',
  customDomainPost: 'https://letters.tidewater.example/p/harbour-light-no-3?utm_source=substack',
  customDomainRoot: 'https://letters.tidewater.example',
  episode: 'https://harbourpilots.substack.com/p/slack-water-aloud?utm_source=podcast',
  jointPost: 'https://harbourpilots.substack.com/p/what-a-pilot-carries',
  sharedPublication: 'https://harbourpilots.substack.com/archive?sort=new',
  profile: 'https://substack.com/@maralindqvist',
  note: 'https://substack.com/@maralindqvist/note/c-77000431?utm_source=notes-share-action',
} as const;

const MEDIA = 'https://substack-post-media.s3.amazonaws.com/public/images';
const letters: SubstackReplica = {
  publication: {
    id: 2718281,
    name: 'Slack Water Letters',
    subdomain: 'maralindqvist',
    customDomain: null,
    authorName: 'Mara Lindqvist',
  },
  posts: [
    {
      id: 148203317,
      slug: 'the-tide-table-is-a-prior',
      title: 'The tide table is a prior',
      subtitle: 'How I stopped teaching the moon to a neural network',
      canonicalUrl: 'https://maralindqvist.substack.com/p/the-tide-table-is-a-prior',
      postDate: '2024-08-18T06:02:41.118Z',
      updatedAt: '2024-08-20T19:44:03.502Z',
      audience: 'everyone',
      wordcount: 515,
      coverImage: `https://substackcdn.com/image/fetch/$s_!tW4q!,f_auto,q_auto:good,fl_progressive:steep/${encodeURIComponent(`${MEDIA}/5b1f0c7e-2a44-4c19-9d0b-6f1f3c0a7e21_1600x900.png`)}`,
      tags: ['tides', 'machine learning'],
      bylines: [MARA],
      bodyHtml: substackBody('the-tide-table-is-a-prior'),
    },
    {
      id: 146117204,
      slug: 'a-gap-is-a-reading-too',
      title: 'A gap is a reading too',
      subtitle: 'Eleven minutes of silence, and what the harbour said in them',
      // The address in the reading app, as on 2 of 11 captured pages.
      canonicalUrl: 'https://substack.com/home/post/p-146117204',
      postDate: '2024-07-21T06:15:22.871Z',
      updatedAt: '2024-07-21T06:15:23.004Z',
      audience: 'everyone',
      wordcount: 320,
      coverImage: null,
      tags: ['streams'],
      bylines: [MARA],
      bodyHtml: substackBody('a-gap-is-a-reading-too'),
    },
    {
      id: 143001599,
      slug: 'notes-on-tuning-on-notes',
      title: 'Notes on tuning on notes',
      subtitle: 'The whole recipe, with the failures in it',
      canonicalUrl: 'https://maralindqvist.substack.com/p/notes-on-tuning-on-notes',
      postDate: '2024-06-02T06:00:19.460Z',
      updatedAt: '2024-06-02T06:00:19.690Z',
      audience: 'only_paid',
      wordcount: 1873,
      coverImage: `${MEDIA}/7c2a9b1d-4e5f-4a6b-8c7d-9e0f1a2b3c4d_1456x816.png`,
      tags: [],
      bylines: [MARA],
      bodyHtml: substackBody('notes-on-tuning-on-notes'),
    },
  ],
};

const tidewater: SubstackReplica = {
  publication: {
    id: 1414213,
    name: 'Tidewater Letters',
    subdomain: 'tidewaterletters',
    customDomain: 'letters.tidewater.example',
    authorName: 'The Tidewater Collective',
  },
  posts: [
    {
      id: 139554421,
      slug: 'harbour-light-no-3',
      title: 'Harbour Light No. 3',
      subtitle: 'Skarven, 104 steps',
      canonicalUrl: 'https://letters.tidewater.example/p/harbour-light-no-3',
      postDate: '2023-12-08T17:30:00.221Z',
      updatedAt: '2023-12-09T08:11:47.930Z',
      audience: 'everyone',
      wordcount: 318,
      coverImage: `${MEDIA}/e4f30a1b-5555-4c6d-8e9f-0a1b2c3d4e5f_1200x1600.png`,
      tags: ['harbour lights'],
      bylines: [MARA],
      bodyHtml: substackBody('harbour-light-no-3'),
    },
  ],
};

const replicas = [letters, tidewater, pilots];

export const substackSite: Site = {
  hosts: [
    'substack.com',
    'tidewaterletters.substack.com',
    ...replicas.map(({ publication }) => homeOf(publication)),
  ],
  answer({ url }) {
    if (url.pathname === '/robots.txt') return text('User-agent: *\nAllow: /\n');
    if (url.hostname === 'substack.com') return answerHub(url, replicas);
    const replica = replicas.find(({ publication }) => homeOf(publication) === url.hostname);
    if (replica === undefined)
      return movedTo(new URL(url.pathname, 'https://letters.tidewater.example'));
    return url.pathname.startsWith('/api/v1/')
      ? answerApi(url, replica)
      : (answerList(url.pathname, replica) ?? answerPage(url.pathname, replica));
  },
};

function answerList(path: string, replica: SubstackReplica): SiteAnswer | undefined {
  const xml = (type: string, body: string): SiteAnswer => ({
    headers: { 'content-type': `${type}; charset=utf-8` },
    body,
  });
  if (path === '/sitemap.xml') return xml('application/xml', sitemapOf(replica));
  if (path === '/feed') return xml('application/xml', feedOf(replica));
  return undefined;
}

function answerPage(path: string, { publication, posts }: SubstackReplica): SiteAnswer | undefined {
  if (path === '/' || path === '/archive') return { body: homePage(publication) };
  const post = posts.find(({ slug }) => path === `/p/${slug}`);
  return post && { body: postPage(post, publication) };
}

function answerApi(url: URL, { publication, posts }: SubstackReplica): SiteAnswer {
  if (url.pathname === '/api/v1/archive') {
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 12);
    const entries = posts.slice(offset, offset + limit);
    return json(entries.map((post) => listedState(post, publication)));
  }
  const post = posts.find(({ slug }) => url.pathname === `/api/v1/posts/${slug}`);
  if (post === undefined) return { ...json({ error: 'Not found' }), status: 404 };
  return json(postState(post, publication));
}

function movedTo(link: URL): SiteAnswer {
  return { status: 301, headers: { location: link.href } };
}

function json(value: unknown): SiteAnswer {
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

function text(body: string): SiteAnswer {
  return { headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
