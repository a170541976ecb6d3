/** The language of a page as BCP 47. */
import { textOf } from '../json-ld.ts';
import { firstOf, metaRule, type PageFacts, type Rule } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  ({ $ }) => $('html').attr('lang') ?? $('html').attr('xml:lang'),
  ({ $ }) => $('article[lang], body[lang]').first().attr('lang'),
  ({ article }) => textOf(article?.inLanguage),
  ({ $ }) => $('meta[http-equiv="content-language" i]').attr('content'),
  metaRule('og:locale', 'language', 'dc.language'),
];

export function languageOf(facts: PageFacts): string | undefined {
  return firstOf(RULES, facts, (said) => {
    const tag =
      said
        .trim()
        .replaceAll('_', '-')
        .split(/[,;\s.]/)[0] ?? '';
    return /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag)
      ? Intl.getCanonicalLocales(tag)[0]
      : undefined;
  });
}
