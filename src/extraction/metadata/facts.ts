/** What a page says of itself, read once for all rules. */
import type { CheerioAPI } from 'cheerio/slim';
import { type JsonLdNode, nodesOfBlock, nodesOfType, textOf, typesOf } from '../json-ld.ts';
import { folded } from '../white-space.ts';
import { type Survey, surveyOf } from './survey.ts';

export interface PageFacts {
  readonly url: URL;
  readonly survey: Survey;
  /** Every JSON-LD node of the page. */
  readonly nodes: readonly JsonLdNode[];
  /** The node that describes the article. */
  readonly article: JsonLdNode | undefined;
  /** The node that describes the page. */
  readonly page: JsonLdNode | undefined;
  /** `name`, `property` or `itemprop` of `<meta>`, lower case → contents in the page's order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
}

/** A rule looks at one place; what it finds there is checked by whoever asked. */
export interface Rule<Found, Facts = PageFacts> {
  /** For the trace. */
  readonly name: string;
  readonly find: (facts: Facts) => Found | undefined;
}

export interface Ruled<Value> {
  readonly value: Value;
  /** The name of the rule that gave it. */
  readonly rule: string;
}

const ARTICLE_TYPES =
  'Article BlogPosting NewsArticle TechArticle ScholarlyArticle MedicalScholarlyArticle Report ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle AdvertiserContentArticle SatiricalArticle SocialMediaPosting LiveBlogPosting'.split(
    ' ',
  );
/** They describe an article, or a part of one. */
const OTHER_TYPES =
  'DiscussionForumPosting Question Recipe HowTo Review Course PodcastEpisode VideoObject QAPage'.split(
    ' ',
  );

export function factsOf($: CheerioAPI, url: URL): PageFacts {
  const survey = surveyOf($.root().get(0)?.children ?? []);
  const nodes = survey.jsonLd.flatMap(nodesOfBlock);
  const articles = nodesOfType(nodes, ...ARTICLE_TYPES);
  return {
    url,
    survey,
    nodes,
    article:
      articles.find((node) => textOf(node.headline) !== undefined) ??
      articles[0] ??
      OTHER_TYPES.flatMap((type) => nodesOfType(nodes, type))[0],
    page: nodes.find((node) => typesOf(node).some((type) => /(?:Page|WebContent)$/.test(type))),
    meta: metaOf(survey),
  };
}

function metaOf({ metas }: Survey): Map<string, string[]> {
  const meta = new Map<string, string[]>();
  for (const { attribs } of metas) {
    const content = (attribs.content ?? attribs.value)?.trim();
    if (!content) continue;
    for (const name of new Set([attribs.property, attribs.name, attribs.itemprop])) {
      if (!name) continue;
      const key = name.trim().toLowerCase();
      const known = meta.get(key);
      if (known === undefined) meta.set(key, [content]);
      else known.push(content);
    }
  }
  return meta;
}

/** Rules that read the first content of the given `<meta>` names, in the given order. */
export function metaRules(names: string): Rule<string>[] {
  return names.split(' ').map((name) => ({
    name: `meta ${name}`,
    find: ({ meta }) => meta.get(name)?.[0],
  }));
}

/** What the first rule finds that `read` accepts. */
export function firstOf<Found, Value, Facts>(
  rules: readonly Rule<Found, Facts>[],
  facts: Facts,
  read: (found: Found) => Value | undefined,
): Ruled<Value> | undefined {
  for (const { name, find } of rules) {
    const found = find(facts);
    const value = found === undefined ? undefined : read(found);
    if (value !== undefined) return { value, rule: name };
  }
  return undefined;
}

/** Text of one line, without places where words may be broken, or `undefined` when blank. */
export function line(text: string | undefined): string | undefined {
  return (text && folded(text.replaceAll(/[\u00AD\u200B]/g, ''))) || undefined;
}
