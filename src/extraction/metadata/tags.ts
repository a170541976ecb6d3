/** Key words and sections that the page files an article under. */
import { listOf } from '../json-ld.ts';
import { textOf } from '../markdown/elements.ts';
import { line, type PageFacts, type Rule, type Ruled } from './facts.ts';

const RULES: readonly Rule<readonly string[]>[] = [
  { name: 'meta article:tag', find: ({ meta }) => meta.get('article:tag') },
  {
    name: 'json-ld keywords',
    find: ({ article }) => listOf(article?.keywords).filter((item) => typeof item === 'string'),
  },
  { name: 'meta parsely-tags', find: ({ meta }) => meta.get('parsely-tags') },
  { name: 'meta news_keywords', find: ({ meta }) => meta.get('news_keywords') },
  { name: 'rel tag', find: ({ survey }) => survey.tags.slice(0, 60).map((link) => textOf(link)) },
  { name: 'meta keywords', find: ({ meta }) => meta.get('keywords') },
];

const MOST = 30;

/** The first place that names tags; each once, without its hash. */
export function tagsOf(facts: PageFacts): Ruled<string[]> | undefined {
  for (const { name, find } of RULES) {
    const tags = new Map<string, string>();
    for (const tag of (find(facts) ?? []).flatMap((text) => text.split(/[,;]/))) {
      const clean = line(tag.replace(/^\s*#/, ''));
      if (clean !== undefined && clean.length <= 60) tags.set(clean.toLowerCase(), clean);
    }
    if (tags.size > 0) return { value: [...tags.values()].slice(0, MOST), rule: name };
  }
  return undefined;
}
