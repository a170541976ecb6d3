/** The lead image of an article. */
import { linksOf } from '../json-ld.ts';
import { firstOf, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  ...metaRules('og:image og:image:url og:image:secure_url twitter:image twitter:image:src'),
  { name: 'json-ld image', find: ({ article, nodes }) => linksOf(article?.image, nodes)[0] },
  {
    name: 'json-ld page image',
    find: ({ page, nodes }) => linksOf(page?.primaryImageOfPage, nodes)[0],
  },
];

export function imageOf(facts: PageFacts): Ruled<string> | undefined {
  return firstOf(RULES, facts, (link) => {
    const url = URL.parse(link, facts.url.href);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
  });
}
