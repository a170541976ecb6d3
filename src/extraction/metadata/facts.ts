/** What a page says of itself, read once for all rules. */
import type { CheerioAPI } from 'cheerio/slim';
import { type JsonLdNode, jsonLdNodes, nodesOfType } from '../json-ld.ts';

export interface PageFacts {
  readonly $: CheerioAPI;
  readonly url: URL;
  /** Every JSON-LD node of the page. */
  readonly nodes: readonly JsonLdNode[];
  /** The node that describes the article. */
  readonly article: JsonLdNode | undefined;
  /** `name`, `property` or `itemprop` of `<meta>`, lower case → contents in the page's order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
}

/** A rule looks at one place; what it finds there is checked by whoever asked. */
export type Rule<Found> = (facts: PageFacts) => Found | undefined;

const ARTICLE_TYPES = [
  ...[
    'Article',
    'BlogPosting',
    'NewsArticle',
    'TechArticle',
    'ScholarlyArticle',
    'Report',
    'ReportageNewsArticle',
  ],
  ...[
    'AnalysisNewsArticle',
    'OpinionNewsArticle',
    'ReviewNewsArticle',
    'BackgroundNewsArticle',
    'AdvertiserContentArticle',
  ],
  ...[
    'SocialMediaPosting',
    'DiscussionForumPosting',
    'LiveBlogPosting',
    'Review',
    'Recipe',
    'HowTo',
    'QAPage',
  ],
];

export function factsOf($: CheerioAPI, url: URL): PageFacts {
  const nodes = jsonLdNodes($);
  const meta = new Map<string, string[]>();
  for (const { attribs } of $('meta').toArray()) {
    const content = (attribs.content ?? attribs.value)?.trim();
    if (!content) continue;
    for (const name of [attribs.property, attribs.name, attribs.itemprop]) {
      if (!name) continue;
      const key = name.toLowerCase();
      const known = meta.get(key);
      if (known === undefined) meta.set(key, [content]);
      else known.push(content);
    }
  }
  return { $, url, nodes, article: nodesOfType(nodes, ...ARTICLE_TYPES)[0], meta };
}

/** A rule that reads the first of the given `<meta>` names that has a content. */
export function metaRule(...names: readonly string[]): Rule<string> {
  return ({ meta }) => {
    for (const name of names) {
      const [content] = meta.get(name) ?? [];
      if (content !== undefined) return content;
    }
    return undefined;
  };
}

/** What the first rule finds that `read` accepts. */
export function firstOf<Found, Value>(
  rules: readonly Rule<Found>[],
  facts: PageFacts,
  read: (found: Found) => Value | undefined,
): Value | undefined {
  for (const rule of rules) {
    const found = rule(facts);
    const value = found === undefined ? undefined : read(found);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Text of one line, or `undefined` when blank. */
export function line(text: string | undefined): string | undefined {
  const folded = text?.replaceAll(/\s+/g, ' ').trim();
  return folded ? folded : undefined;
}
