/** The lead image of an article. */
import { linksOf } from '../json-ld.ts';
import { firstOf, metaRule, type PageFacts, type Rule } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  metaRule('og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src'),
  ({ article, nodes }) => linksOf(article?.image, nodes)[0],
];

export function imageOf(facts: PageFacts): string | undefined {
  return firstOf(RULES, facts, (link) => {
    const url = URL.parse(link, facts.url.href);
    return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
  });
}
