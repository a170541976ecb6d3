/** What kind of page this is, told from its structure: before anything is extracted from it. */
import type { CheerioAPI } from 'cheerio/slim';
import type { PageKind } from './article.ts';
import { documentationRule } from './kind/documentation.ts';
import { forumRule } from './kind/forum.ts';
import { listingRule } from './kind/listing.ts';
import { type KindSurvey, surveyOf } from './kind/survey.ts';

export interface KindAndRule {
  readonly kind: PageKind;
  /** The rule that decided, for people: "forum: Discourse". */
  readonly rule: string;
}

/** Less running text than this (in letters) is no article. */
const LEAST_ARTICLE = 250;

/**
 * The kind of a page. What a page declares and which program wrote it goes first; a listing is told by the sum of many
 * small signs; of the rest, whatever has some running text is an article.
 *
 * @param survey of that page, where it is there already
 * @example
 * kindOf(page, new URL('https://forum.mara.example/t/spring-tides/7')); // { kind: 'forum', rule: 'forum: Discourse' }
 */
export function kindOf(
  $: CheerioAPI,
  url: URL,
  { signs, text }: KindSurvey = surveyOf($),
): KindAndRule {
  const forum = forumRule(signs, url);
  if (forum !== undefined) return { kind: 'forum', rule: forum };
  const documentation = documentationRule(signs, url, text.hasCode);
  if (documentation !== undefined) return { kind: 'documentation', rule: documentation };
  const listing = listingRule(signs, url, text);
  if (listing !== undefined) return { kind: 'listing', rule: listing };
  return text.runningLetters >= LEAST_ARTICLE
    ? { kind: 'article', rule: 'article: running text' }
    : { kind: 'other', rule: 'other: no running text' };
}
