/** The names that a page gives as its authors. */
import { isNode, listOf, namesOf, typesOf } from '../json-ld.ts';
import { line, type PageFacts, type Rule } from './facts.ts';

const NOT_THE_AUTHOR = '.comment, .comments, #comments, aside, footer, nav, .related, .sidebar';

const RULES: readonly Rule<readonly string[]>[] = [
  ({ article, nodes }) => namesOf(personsOf(article?.author), nodes),
  ({ meta }) =>
    meta.get('author') ??
    meta.get('byl') ??
    meta.get('parsely-author') ??
    meta.get('sailthru.author'),
  ({ meta }) =>
    meta.get('citation_author') ?? meta.get('dc.creator') ?? meta.get('dcterms.creator'),
  ({ meta }) =>
    meta.get('article:author') ??
    meta.get('article:author_name') ??
    meta.get('twitter:data1')?.filter(looksLikeName),
  shown('[itemprop="author"] [itemprop="name"], [itemprop="author"]'),
  shown('[rel~="author"]'),
  shown(
    '.byline .author, .byline a, .author-name, .p-author, .post-author, .entry-author, .article-author, .author a, .author',
  ),
  shown('.byline, [class*="byline"], [class*="author-name"], [class*="authorName"]'),
  ({ article, nodes }) => namesOf(article?.author ?? article?.creator, nodes),
];

/**
 * Names in the page's order, cleaned of "By", roles, addresses and repetition; the site's own name counts only when there
 * is no other.
 */
export function authorOf(facts: PageFacts, siteName: string | undefined): string[] | undefined {
  let organisation: string[] = [];
  for (const rule of RULES) {
    const names = cleanNames(rule(facts) ?? []);
    const persons = names.filter((name) => name.toLowerCase() !== siteName?.toLowerCase());
    if (persons.length > 0) return persons;
    if (organisation.length === 0) organisation = names;
  }
  return organisation.length > 0 ? organisation : undefined;
}

function personsOf(author: unknown): unknown {
  return listOf(author).filter((item) => !isNode(item) || !typesOf(item).includes('Organization'));
}

function shown(selector: string): Rule<readonly string[]> {
  return ({ $ }: PageFacts) => {
    const texts: string[] = [];
    for (const element of $(selector).toArray().slice(0, 20)) {
      if ($(element).closest(NOT_THE_AUTHOR).length > 0) continue;
      const text = line($(element).attr('content') ?? $(element).text());
      if (text !== undefined && text.length <= 120) texts.push(text);
    }
    // A page names its author at its top; further ones are those of other articles.
    return texts.slice(0, texts[0] === texts[1] ? 2 : 1);
  };
}

/** @example cleanNames(['By Mara Lindqvist, Staff Writer and Ann Lee']); // ['Mara Lindqvist', 'Ann Lee'] */
export function cleanNames(texts: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const text of texts) {
    // Facebook's property gives the address of a profile.
    if (/^\s*(?:https?:)?\/\//.test(text)) continue;
    const by = text.replace(
      /^.*?\b(?:(?:written|posted|published|reviewed|authored|story|words)\s+by|by)\b[:\s]+/i,
      '',
    );
    for (const part of by.split(/\s*[,;|•·/]\s*|\s+(?:and|und|et|y|e|&|with)\s+|\s+[-–—]\s+/i)) {
      const name = line(
        part.replace(/^(?:by|von|par|por|di|and)\s+/i, '').replaceAll(/^[\s.:@]+|[\s.:]+$/g, ''),
      );
      if (name !== undefined && looksLikeName(name)) names.set(name.toLowerCase(), name);
    }
  }
  return [...names.values()].slice(0, 12);
}

const NOT_A_NAME =
  /^(?:admin|administrator|editor|editors|editorial|staff|staff writer|author|guest|guest author|contributor|contributing writer|senior .*|correspondent|reporter|updated.*|published.*|posted.*|share.*|follow.*|(?:\d+ )?min(?:ute)?s? read|.* ago|ph\.?d|m\.?d|jr|sr|unknown|none|null|view all.*|read more.*|last .*)$/i;

function looksLikeName(text: string): boolean {
  if (text.length < 2 || text.length > 60 || NOT_A_NAME.test(text)) return false;
  if (/https?:|www\.|@\w+\.|\d{2}|[{}<>=?]/.test(text)) return false;
  return /\p{L}/u.test(text) && text.split(' ').length <= 6;
}
