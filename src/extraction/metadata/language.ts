/** The language of a page as BCP 47. */
import { textOf } from '../json-ld.ts';
import { firstOf, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  { name: 'html lang', find: ({ survey }) => survey.html?.attribs.lang },
  { name: 'html xml:lang', find: ({ survey }) => survey.html?.attribs['xml:lang'] },
  { name: 'body lang', find: ({ survey }) => survey.body?.attribs.lang },
  { name: 'json-ld inLanguage', find: ({ article }) => textOf(article?.inLanguage) },
  {
    name: 'http-equiv content-language',
    find: ({ survey }) =>
      survey.metas.find(
        ({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'content-language',
      )?.attribs.content,
  },
  ...metaRules('og:locale language dc.language'),
];

export function languageOf(facts: PageFacts): Ruled<string> | undefined {
  return firstOf(RULES, facts, (said) => {
    const tag =
      said
        .trim()
        .replaceAll('_', '-')
        .split(/[,;\s.]/)[0] ?? '';
    return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? canonical(tag) : undefined;
  });
}

/** Some tags have the right form and are none: `en-US-US`. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tag.split('-')[0]?.toLowerCase();
  }
}
