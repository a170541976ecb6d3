/** The title of an article, without the name of its site. */
import { textOf } from '../json-ld.ts';
import { firstOf, line, metaRule, type PageFacts, type Rule } from './facts.ts';

const TITLE_RULES: readonly Rule<string>[] = [
  ({ article, $ }) => unescaped($, textOf(article?.headline)),
  metaRule(
    'og:title',
    'twitter:title',
    'citation_title',
    'dc.title',
    'parsely-title',
    'sailthru.title',
  ),
  ({ $ }) => $('title').first().text(),
  ({ article }) => textOf(article?.name),
];

const SUBTITLE_RULES: readonly Rule<string>[] = [
  ({ article }) => textOf(article?.alternativeHeadline),
  ({ $ }) => $('[itemprop="alternativeHeadline"]').first().text(),
  ({ $ }) =>
    $(
      'h1 ~ .subtitle, h1 ~ .post-description, h1 ~ .dek, h1 ~ .standfirst, .post-subtitle, .article-subtitle, .entry-subtitle, .article-dek, .article__dek',
    )
      .first()
      .text(),
];

/**
 * The title as the page shows it: the `<h1>` that the page's own title repeats, else that title without the site's name.
 *
 * @returns '' when the page has none
 */
export function titleOf(facts: PageFacts, siteName: string | undefined): string {
  const said = firstOf(TITLE_RULES, facts, line);
  const shown = headingsOf(facts);
  if (said === undefined) return shown[0] ?? '';
  const same = shown.find((heading) => repeats(said, heading));
  if (same !== undefined) return same;
  const clean = withoutSite(said, siteName, facts.url.hostname);
  // Titles for search engines differ from what the author wrote above the text.
  const [only] = shown;
  const isTitle =
    only !== undefined &&
    only.length >= 12 &&
    only.length <= 200 &&
    !isSite(only, siteName, facts.url.hostname);
  return shown.length === 1 && isTitle ? only : clean;
}

export function subtitleOf(facts: PageFacts, title: string): string | undefined {
  return firstOf(SUBTITLE_RULES, facts, (found) => {
    const subtitle = line(found);
    return subtitle !== undefined && subtitle.length <= 400 && !sameText(subtitle, title)
      ? subtitle
      : undefined;
  });
}

/** Many templates escape JSON-LD as if it were HTML. */
function unescaped($: PageFacts['$'], text: string | undefined): string | undefined {
  return text?.includes('&') ? $('<p>').html(text).text() : text;
}

/** Equal but for case, punctuation and white space. */
export function sameText(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function headingsOf({ $ }: PageFacts): string[] {
  return $('h1')
    .toArray()
    .slice(0, 10)
    .flatMap((heading) => line($(heading).text()) ?? []);
}

/** Is the heading all of the title, or all but a site's name before or after it? */
function repeats(title: string, heading: string): boolean {
  const whole = lettersOf(title);
  const part = lettersOf(heading);
  if (part === '') return false;
  return (
    whole === part ||
    (part.length >= whole.length / 2 &&
      part.length > 8 &&
      (whole.startsWith(part) || whole.endsWith(part)))
  );
}

const SEPARATOR = /\s+[|•·»«–—:\\/-]\s+|\s*\|\s*|:\s+/g;

function withoutSite(title: string, siteName: string | undefined, host: string): string {
  const separators = [...title.matchAll(SEPARATOR)];
  const last = separators.at(-1);
  const [first] = separators;
  if (last === undefined || first === undefined) return title;
  const head = title.slice(0, last.index);
  const tail = title.slice(last.index + last[0].length);
  if (isSite(tail, siteName, host)) return withoutSite(head, siteName, host);
  const rest = title.slice(first.index + first[0].length);
  return isSite(title.slice(0, first.index), siteName, host) ? rest : title;
}

function isSite(text: string, siteName: string | undefined, host: string): boolean {
  const letters = lettersOf(text);
  if (letters === '') return true;
  if (siteName !== undefined && letters === lettersOf(siteName)) return true;
  const name = lettersOf(host.replace(/^www\./, '').replace(/\.[a-z]+$/, ''));
  return (
    letters === lettersOf(host) ||
    letters === name ||
    letters === lettersOf(host.replace(/^www\./, ''))
  );
}
