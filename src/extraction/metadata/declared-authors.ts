/** Authors that a page declares in its head or in its state. */
import { isNode, listOf, typesOf } from '../json-ld.ts';
import { metaRules, type PageFacts, type Rule } from './facts.ts';

/** An author in JSON-LD without organisations. */
export function personsOf(author: unknown): unknown {
  return listOf(author).filter((item) => !isNode(item) || !typesOf(item).includes('Organization'));
}

/** Rules that read all contents of the given `<meta>` names. */
export function metaAuthors(names: string): Rule<readonly string[]>[] {
  return metaRules(names).map(({ name }) => {
    const key = name.slice('meta '.length);
    return {
      name,
      find: ({ meta }: PageFacts) =>
        key === 'citation_author' ? meta.get(key)?.map(firstNameFirst) : meta.get(key),
    };
  });
}

/** `Lindqvist, Mara`, as libraries write it. */
function firstNameFirst(name: string): string {
  const [last, first, ...more] = name.split(/\s*,\s*/);
  return first !== undefined && more.length === 0 ? `${first} ${last}` : name;
}

/** Twitter's cards have two free fields, each with a label in the page's language. */
export function labelled(meta: PageFacts['meta']): readonly string[] | undefined {
  for (const number of [1, 2]) {
    const label = meta.get(`twitter:label${number}`)?.[0] ?? '';
    if (
      /by|author|autor|auteur|von|escrito|geschrieben|verfasst|écrit|scritto|door|skriv/i.test(
        label,
      )
    )
      return meta.get(`twitter:data${number}`);
  }
  return undefined;
}

/** Discourse renders topics from state in an attribute; the first post's author is the topic's. */
export function discourseAuthor(state: string | undefined): string[] {
  const start = state?.indexOf('post_stream') ?? -1;
  if (state === undefined || start < 0) return [];
  const post = state.slice(start, start + 800);
  const [, user] = /\\?"username\\?":\\?"([^"\\]{1,60})/.exec(post) ?? [];
  return user === undefined ? [] : [user];
}
