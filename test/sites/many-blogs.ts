/** Any number of small blogs with any number of posts: for tests and benchmarks of whole runs. */
import type { Site } from './replica.ts';

const PLACES = [
  'Göteborg',
  'Brest',
  'Saint-Malo',
  'Halifax',
  'Anchorage',
  'Broome',
  'Derby',
  'Wilhelmshaven',
];
const PARAGRAPHS_A_POST = 12;

export interface ManyBlogs extends Site {
  /** Every post, blog by blog. */
  readonly links: readonly string[];
}

/**
 * @param delayMs how long each answer takes
 * @example
 * const blogs = manyBlogs({ blogs: 20, postsEach: 10 });
 * const sites = await startReplicaSites([blogs]);
 */
export function manyBlogs(shape: {
  blogs: number;
  postsEach: number;
  delayMs?: number;
}): ManyBlogs {
  const { blogs, postsEach, delayMs = 0 } = shape;
  const hosts = Array.from({ length: blogs }, (_, blog) => `harbour-${blog}.example`);
  return {
    hosts,
    links: hosts.flatMap((host) =>
      Array.from({ length: postsEach }, (_, post) => `https://${host}/log/${post}`),
    ),
    answer: ({ url }) => {
      const post = Number(/^\/log\/(\d+)$/.exec(url.pathname)?.[1] ?? Number.NaN);
      return post < postsEach ? { body: page(url, post), delayMs } : undefined;
    },
  };
}

function page(url: URL, post: number): string {
  const place = PLACES[post % PLACES.length] ?? '';
  const title = `Harbour log ${post}: ${place}`;
  const day = String((post % 27) + 1).padStart(2, '0');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | ${url.hostname}</title>
<link rel="canonical" href="${url.href}"><meta property="article:published_time" content="2026-03-${day}T06:00:00Z">
<meta name="author" content="Mara Lindqvist"></head><body>
<nav><ul>${Array.from({ length: 20 }, (_, entry) => `<li><a href="/log/${entry}">Log ${entry}</a></li>`).join('')}</ul></nav>
<main><article><h1>${title}</h1>
${Array.from({ length: PARAGRAPHS_A_POST }, (_, index) => paragraph(place, post, index)).join('\n')}
<pre><code class="language-python">def level(hour):\n\treturn ${post} + 2.4 * cos(hour / 12.42)\n</code></pre>
</article></main><footer><p>© ${url.hostname} · <a href="/about">About</a> · <a href="/feed.xml">Feed</a></p></footer></body></html>`;
}

function paragraph(place: string, post: number, index: number): string {
  const metres = (1.5 + ((post * 7 + index * 3) % 50) / 10).toFixed(1);
  return `<p>Reading ${index + 1} at ${place}: the gauge by the old pier showed ${metres} metres at slack water, a hand above what the
harmonic prediction gave. The wind had been in the west for ${index + 2} days, and what the model does not know about wind it cannot tell
us about the <a href="https://tides.example/surge/${index}">surge</a>; so I wrote down both numbers, and the difference is what I train on.</p>`;
}
