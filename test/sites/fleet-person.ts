/** Mara writes for many publications, each on a domain of its own; her page on Substack leads to all her posts. */
import type { Site, SiteAnswer } from './replica.ts';
import { postPage, type ReplicaPost, type ReplicaPublication } from './substack-page.ts';
import { MARA } from './substack-pilots.ts';
import { listedState } from './substack-replica.ts';

export interface FleetPerson extends Site {
  /** Her page. */
  readonly link: string;
  /** Her posts, as her page lists them: from publication to publication. */
  readonly posts: readonly string[];
}

const PLACES = ['Brest', 'Göteborg', 'Halifax', 'Skarven', 'Vlissingen'];

/**
 * @param shape `name` tells the hosts of one person from those of another: `<name>-0.example`
 * @example
 * const person = fleetPerson({ name: 'pier', publications: 20, postsEach: 15, delayMs: 20 });
 */
export function fleetPerson(shape: {
  name: string;
  publications: number;
  postsEach: number;
  delayMs?: number;
}): FleetPerson {
  const { name, publications: count, postsEach, delayMs = 0 } = shape;
  const publications = Array.from({ length: count }, (_, number) => publicationOf(name, number));
  const posts = Array.from({ length: postsEach }, (_, number) =>
    publications.map((publication) => ({ publication, post: postOf(publication, number) })),
  ).flat();
  const answers = new Map<string, SiteAnswer>(
    posts.map(({ publication, post }) => [
      post.canonicalUrl,
      { body: postPage(post, publication) },
    ]),
  );
  const profile = {
    ...MARA,
    primaryPublication: null,
    publicationUsers: publications.map((publication) => ({
      public: true,
      publication: described(publication),
    })),
  };

  const hub = ({ pathname, searchParams }: URL): SiteAnswer | undefined => {
    if (pathname === `/api/v1/user/${MARA.handle}/public_profile`) return json(profile);
    if (pathname === `/api/v1/reader/feed/profile/${MARA.id}`) return json({ items: [] });
    if (pathname !== '/api/v1/profile/posts') return undefined;
    const offset = Number(searchParams.get('offset') ?? 0);
    return json({
      posts: posts
        .slice(offset, offset + Number(searchParams.get('limit')))
        .map(({ post, publication }) => listedState(post, publication)),
      publications: publications.map(described),
      nextCursor: null,
    });
  };

  return {
    hosts: ['substack.com', ...publications.map(({ customDomain }) => customDomain ?? '')],
    link: `https://substack.com/@${MARA.handle}`,
    posts: posts.map(({ post }) => post.canonicalUrl),
    answer({ url }) {
      const answer = url.hostname === 'substack.com' ? hub(url) : answers.get(url.href);
      return answer && { ...answer, delayMs };
    },
  };
}

function publicationOf(name: string, number: number): ReplicaPublication {
  return {
    id: 4_000_000 + number,
    name: `Letters from pier ${number}`,
    subdomain: `${name}${number}`,
    customDomain: `${name}-${number}.example`,
    authorName: MARA.name,
  };
}

function postOf(publication: ReplicaPublication, number: number): ReplicaPost {
  const slug = `low-water-${number}`;
  const place = PLACES[number % PLACES.length] ?? '';
  const day = new Date(Date.UTC(2026, 0, 1) - number * 86_400_000).toISOString();
  return {
    id: publication.id * 1_000 + number,
    slug,
    title: `Low water ${number}: ${place}`,
    subtitle: `What ${publication.name.toLowerCase()} measured that week`,
    canonicalUrl: `https://${publication.customDomain}/p/${slug}`,
    postDate: day,
    updatedAt: day,
    audience: 'everyone',
    wordcount: 120,
    coverImage: null,
    tags: ['tides'],
    bylines: [MARA],
    bodyHtml: bodyOf(publication, number, place),
  };
}

function bodyOf({ name }: ReplicaPublication, number: number, place: string): string {
  const metres = (0.4 + (number % 17) / 10).toFixed(1);
  return [
    `<p>At ${place} the gauge of ${name.toLowerCase()} stood at ${metres} metres when the water turned, ${number + 3} minutes after the table said it would. The pilot had stopped believing the table in March.</p>`,
    '<h2>What I changed</h2>',
    `<p>I gave the model the wind of the last ${(number % 5) + 2} days instead of that of the hour. It is a small change, and it took a week to be sure of it, because the sensor had drifted by a hand and nobody had looked.</p>`,
    `<pre><code>def level(hour):\n\treturn ${metres} + 2.4 * cos(hour / 12.42)\n</code></pre>`,
    '<p>The residuals are in the table below the harbour office, and in mine.</p>',
  ].join('');
}

const described = ({ id, name, subdomain, customDomain }: ReplicaPublication): object => ({
  id,
  name,
  subdomain,
  custom_domain: customDomain,
  custom_domain_optional: false,
});

const json = (value: object): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
