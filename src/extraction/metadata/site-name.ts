/** The name of the site that a page belongs to. */
import { namesOf, nodesOfType, textOf } from '../json-ld.ts';
import { firstOf, line, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  ...metaRules('og:site_name'),
  {
    name: 'json-ld publisher',
    find: ({ article, nodes }) => namesOf(article?.publisher, nodes)[0],
  },
  { name: 'json-ld WebSite', find: ({ nodes }) => textOf(nodesOfType(nodes, 'WebSite')[0]?.name) },
  ...metaRules('application-name apple-mobile-web-app-title dc.publisher citation_journal_title'),
];

export function siteNameOf(facts: PageFacts): Ruled<string> | undefined {
  return firstOf(RULES, facts, (found) => {
    const name = line(found);
    return name !== undefined && name.length <= 120 ? name : undefined;
  });
}
