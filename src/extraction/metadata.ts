/** What a page says about its article, from JSON-LD, `<meta>`, `<link>`, its address and its own words, in that order. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Article } from './article.ts';
import { authorOf } from './metadata/authors.ts';
import { canonicalLinkOf } from './metadata/canonical-link.ts';
import { datesOf } from './metadata/dates.ts';
import { factsOf, type Ruled } from './metadata/facts.ts';
import { headlineOf } from './metadata/headline.ts';
import { imageOf } from './metadata/image.ts';
import { languageOf } from './metadata/language.ts';
import { siteNameOf } from './metadata/site-name.ts';
import { tagsOf } from './metadata/tags.ts';
import { subtitleOf, titleOf } from './metadata/title.ts';

/** All that does not depend on the body. */
export type Metadata = Omit<Article, 'markdown' | 'text' | 'wordCount' | 'kind' | 'trace'>;

export interface TracedMetadata {
  readonly metadata: Metadata;
  /** Field → the rule that gave it: `{ publishedAt: 'json-ld datePublished' }`. */
  readonly trace: Record<string, string>;
}

/**
 * Reads everything but the text of an article. Each field is an ordered list of small rules; the first that finds
 * something believable decides.
 *
 * @param $ the whole page
 * @param url its address, after redirects
 * @returns `title` is '' when the page has none
 * @example
 * readMetadata(parseHtml(page.text), page.url).metadata.publishedAt; // first publication, not the last change
 */
export function readMetadata($: CheerioAPI, url: URL): TracedMetadata {
  const facts = factsOf($, url);
  const siteName = siteNameOf(facts);
  const title = titleOf(facts, siteName?.value);
  const language = languageOf(facts);
  const headline = headlineOf(facts.survey, title.value);
  const tags = tagsOf(facts);
  const { publishedAt, modifiedAt } = datesOf(facts, headline, title.value, language?.value);
  const free = String(facts.article?.isAccessibleForFree ?? 'true');
  const found = {
    title,
    subtitle: subtitleOf(facts, title.value),
    publishedAt,
    modifiedAt,
    siteName,
    language,
    canonicalLink: canonicalLinkOf(facts),
    image: imageOf(facts),
    author: authorOf(facts, headline, siteName?.value),
    tags,
  };
  return {
    metadata: {
      title: title.value,
      ...values(found),
      tags: tags?.value ?? [],
      access: /^false$/i.test(free) ? 'preview' : 'full',
    },
    trace: Object.fromEntries(
      Object.entries(found).flatMap(([field, ruled]) =>
        ruled === undefined || ruled.value === '' ? [] : [[field, ruled.rule]],
      ),
    ),
  };
}

type Values<Fields> = {
  [Name in keyof Fields]?: Exclude<Fields[Name], undefined> extends Ruled<infer Value>
    ? Value
    : never;
};

/** Absent fields are left out, not undefined. */
function values<Fields extends Record<string, Ruled<unknown> | undefined>>(
  fields: Fields,
): Values<Fields> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, ruled]) =>
      ruled === undefined ? [] : [[name, ruled.value]],
    ),
  ) as Values<Fields>;
}
