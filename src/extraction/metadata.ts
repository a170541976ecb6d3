/** What a page says about its article, from JSON-LD, `<meta>`, `<link>`, its address and its own words, in that order. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Article } from './article.ts';
import { authorOf } from './metadata/authors.ts';
import { canonicalLinkOf } from './metadata/canonical-link.ts';
import { modifiedAtOf, publishedAtOf } from './metadata/dates.ts';
import { factsOf } from './metadata/facts.ts';
import { imageOf } from './metadata/image.ts';
import { languageOf } from './metadata/language.ts';
import { siteNameOf } from './metadata/site-name.ts';
import { tagsOf } from './metadata/tags.ts';
import { subtitleOf, titleOf } from './metadata/title.ts';

/** All that does not depend on the body. */
export type Metadata = Omit<Article, 'markdown' | 'text' | 'wordCount' | 'kind' | 'trace'>;

/**
 * Reads everything but the text of an article. Each field is an ordered list of small rules; the first that finds
 * something believable decides.
 *
 * @param $ the whole page
 * @param url its address, after redirects
 * @returns `title` is '' when the page has none
 * @example
 * readMetadata(load(page.text), page.url).publishedAt; // first publication, not the last change
 */
export function readMetadata($: CheerioAPI, url: URL): Metadata {
  const facts = factsOf($, url);
  const siteName = siteNameOf(facts);
  const title = titleOf(facts, siteName);
  const free = String(facts.article?.isAccessibleForFree ?? 'true');
  return {
    title,
    ...present({
      subtitle: subtitleOf(facts, title),
      publishedAt: publishedAtOf(facts),
      modifiedAt: modifiedAtOf(facts),
      siteName,
      language: languageOf(facts),
      canonicalLink: canonicalLinkOf(facts),
      image: imageOf(facts),
      author: authorOf(facts, siteName),
    }),
    tags: tagsOf(facts),
    access: /^false$/i.test(free) ? 'preview' : 'full',
  };
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Absent fields are left out, not undefined. */
function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>;
}
