/** The title of an article, without the name of its site. */
import { textOf as jsonLdText } from '../json-ld.ts';
import { textOf } from '../markdown/elements.ts';
import { parseHtml, topNodes } from '../parse-html.ts';
import { firstOf, line, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';
import { headingText } from './headline.ts';
import { isSiteName, lettersOf, sameText } from './letters.ts';

export { sameText };

const TITLE_RULES: readonly Rule<string>[] = [
  { name: 'json-ld headline', find: ({ article }) => unescaped(jsonLdText(article?.headline)) },
  ...metaRules('og:title twitter:title citation_title dc.title parsely-title sailthru.title'),
  { name: 'title element', find: ({ survey }) => survey.title },
  { name: 'json-ld name', find: ({ article }) => unescaped(jsonLdText(article?.name)) },
];

const SUBTITLES =
  /(?:^|\s)(?:subtitle|post-description|dek|standfirst|(?:post|article|entry)-(?:subtitle|dek)|article__dek)(?:\s|$)/i;

const SUBTITLE_RULES: readonly Rule<string>[] = [
  {
    name: 'json-ld alternativeHeadline',
    find: ({ article }) => unescaped(jsonLdText(article?.alternativeHeadline)),
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
  const shown = headingsOf(facts);
  if (found === undefined) return { value: shown[0] ?? '', rule: 'h1' };
  const said = found.value;
  const same = shown.find((heading) => repeats(said, heading));
  if (same !== undefined) return { value: same, rule: `h1, as ${found.rule}` };
  const clean = withoutSite(said, siteName, facts.url.hostname);
  const part =
    shown.find((heading) => isSegment(said, heading)) ?? pieceOfHeading(facts, [said, clean]);
  if (part !== undefined) return { value: part, rule: `h1, part of ${found.rule}` };
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

/** Many templates escape JSON-LD as if it were HTML. */
function unescaped(text: string | undefined): string | undefined {
  return text?.includes('&') ? textOf(topNodes(parseHtml(text.slice(0, LONGEST)))) : text;
}

function headingsOf({ survey }: PageFacts): string[] {
  return survey.headings
    .filter(({ element }) => element.name === 'h1')
    .slice(0, 10)
    .flatMap((heading) => headingText(survey, heading).replace(/\s*[¶§#]$/, '') || []);
}

/** Is the heading the first of the parts that separators cut the title into? */
function isSegment(title: string, heading: string): boolean {
  const parts = title.split(SEPARATOR).map(lettersOf);
  const letters = lettersOf(heading);
  return letters.length >= 3 && parts.length > 1 && letters === parts[0];
}

/** Labels, numbers and buttons stand within headings, in elements of their own. */
function pieceOfHeading({ survey }: PageFacts, titles: readonly string[]): string | undefined {
  const letters = titles.map(lettersOf);
  return survey.headings
    .filter(({ element }) => element.name === 'h1')
    .slice(0, 10)
    .flatMap(({ from, to }) => survey.lines.slice(from, to).flatMap(({ pieces }) => pieces))
    .find((piece) => piece.length >= 3 && letters.includes(lettersOf(piece)));
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
  if (isSiteName(tail, siteName, host)) return withoutSite(head, siteName, host);
  const rest = title.slice(first.index + first[0].length);
  if (isSiteName(title.slice(0, first.index), siteName, host)) return rest;
  // After a bar stands the site, whatever it calls itself elsewhere.
  return last[0].includes('|') && tail.split(' ').length <= 4 && head.length > tail.length
    ? head
    : title;
}
