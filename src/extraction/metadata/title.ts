/** The title of an article, without the name of its site. */
import { textOf as jsonLdText } from '../json-ld.ts';
import { textOf } from '../markdown/elements.ts';
import { firstOf, line, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';
import { isSiteName, sameText } from './letters.ts';
import { mainHeadings, SEPARATOR, titleHeading } from './title-heading.ts';
import { unescaped } from './unescaped.ts';

export { sameText };

const TITLE_RULES: readonly Rule<string>[] = [
  { name: 'json-ld headline', find: ({ article }) => said(article?.headline) },
  ...metaRules('og:title twitter:title citation_title dc.title parsely-title sailthru.title'),
  { name: 'title element', find: ({ survey }) => survey.title },
  { name: 'json-ld name', find: ({ article }) => said(article?.name) },
];

const SUBTITLES =
  /(?:^|\s)(?:subtitle|post-description|dek|standfirst|(?:post|article|entry)-(?:subtitle|dek)|article__dek)(?:\s|$)/i;

const SUBTITLE_RULES: readonly Rule<string>[] = [
  {
    name: 'json-ld alternativeHeadline',
    find: ({ article }) => said(article?.alternativeHeadline),
  },
  {
    name: 'subtitle element',
    find: ({ survey }) => {
      const mark = survey.subtitles.find(
        ({ element: { attribs } }) =>
          attribs.itemprop === 'alternativeHeadline' || SUBTITLES.test(attribs.class ?? ''),
      );
      return mark === undefined ? undefined : textOf(mark.element, 500);
    },
  },
];

/**
 * The title as the page shows it: the `<h1>` that the page's own title repeats, else that title without the site's name.
 *
 * @returns '' when the page has none
 */
export function titleOf(facts: PageFacts, siteName: string | undefined): Ruled<string> {
  const found = firstOf(TITLE_RULES, facts, (title) => line(title.slice(0, LONGEST)));
  const shown = mainHeadings(facts);
  if (found === undefined) return { value: shown[0] ?? '', rule: 'h1' };
  const clean = withoutSite(found.value, siteName, facts.url.hostname);
  const element = line(facts.survey.title?.slice(0, LONGEST)) ?? clean;
  const heading = titleHeading(facts, [found.value, clean, element], siteName);
  if (heading !== undefined) return { ...heading, rule: heading.rule + found.rule };
  // Titles for search engines differ from what the author wrote above the text.
  const [only] = shown;
  const isTitle =
    only !== undefined &&
    only.length >= 12 &&
    only.length <= 200 &&
    !isSiteName(only, siteName, facts.url.hostname);
  return shown.length === 1 && isTitle
    ? { value: only, rule: 'only h1' }
    : { value: clean, rule: found.rule };
}

export function subtitleOf(facts: PageFacts, title: string): Ruled<string> | undefined {
  return firstOf(SUBTITLE_RULES, facts, (found) => {
    const subtitle = line(found);
    return subtitle !== undefined && subtitle.length <= 400 && !sameText(subtitle, title)
      ? subtitle
      : undefined;
  });
}

/** Longer ones are none; what reads them must not be given whole books. */
const LONGEST = 1_000;

function said(value: unknown): string | undefined {
  const text = jsonLdText(value);
  return text === undefined ? undefined : unescaped(text);
}

function withoutSite(title: string, siteName: string | undefined, host: string): string {
  const separators = [...title.matchAll(SEPARATOR)];
  const last = separators.at(-1);
  const [first] = separators;
  if (last === undefined || first === undefined) return title;
  const head = title.slice(0, last.index);
  const tail = title.slice(last.index + last[0].length);
  if (isSiteName(tail, siteName, host)) return withoutSite(head, siteName, host);
  const rest = title.slice(first.index + first[0].length);
  if (isSiteName(title.slice(0, first.index), siteName, host)) return rest;
  // After a bar stands the site, whatever it calls itself elsewhere.
  return last[0].includes('|') && tail.split(' ').length <= 4 && head.length > tail.length
    ? head
    : title;
}
