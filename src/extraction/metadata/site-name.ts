/** The name of the site that a page belongs to. */
import { namesOf, nodesOfType, textOf } from '../json-ld.ts';
import { firstOf, line, metaRule, type PageFacts, type Rule } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  metaRule('og:site_name'),
  ({ article, nodes }) => namesOf(article?.publisher, nodes)[0],
  ({ nodes }) => textOf(nodesOfType(nodes, 'WebSite')[0]?.name),
  metaRule('application-name', 'apple-mobile-web-app-title', 'dc.publisher'),
];

export function siteNameOf(facts: PageFacts): string | undefined {
  return firstOf(RULES, facts, line);
}
