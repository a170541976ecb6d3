/** Key words and sections that the page files an article under. */
import { listOf } from '../json-ld.ts';
import { line, type PageFacts, type Rule } from './facts.ts';

const RULES: readonly Rule<readonly string[]>[] = [
  ({ meta }) => meta.get('article:tag'),
  ({ article }) => listOf(article?.keywords).filter((item) => typeof item === 'string'),
  ({ meta }) => meta.get('parsely-tags') ?? meta.get('news_keywords'),
  ({ $ }) =>
    $('a[rel~="tag"]')
      .toArray()
      .map((link) => $(link).text()),
  ({ meta }) => meta.get('keywords'),
];

const MOST = 30;

/** The first place that names tags; each once, without its hash. */
export function tagsOf(facts: PageFacts): string[] {
  for (const rule of RULES) {
    const tags = new Map<string, string>();
    for (const tag of (rule(facts) ?? []).flatMap((text) => text.split(/[,;]/))) {
      const clean = line(tag.replace(/^\s*#/, ''));
      if (clean !== undefined && clean.length <= 60) tags.set(clean.toLowerCase(), clean);
    }
    if (tags.size > 0) return [...tags.values()].slice(0, MOST);
  }
  return [];
}
