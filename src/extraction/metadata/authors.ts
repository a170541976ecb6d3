/** The names that a page gives as its authors. */
import { isNode, listOf, namesOf, typesOf } from '../json-ld.ts';
import { metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';
import { type Headline, linesNear } from './headline.ts';
import { isSiteName } from './letters.ts';
import { cleanNames, looksLikeHandle, looksLikeName, looksLikePerson } from './names.ts';
import {
  bylines,
  farBylines,
  markedAuthors,
  namesBesideDates,
  threadStarter,
} from './shown-authors.ts';
import type { Mark } from './survey.ts';

export interface AuthorFacts extends PageFacts {
  readonly headline: Headline | undefined;
  readonly near: ReadonlySet<number>;
}

type AuthorRule = Rule<readonly string[], AuthorFacts>;

const RULES: readonly AuthorRule[] = [
  {
    name: 'json-ld author',
    find: ({ article, nodes }) => namesOf(personsOf(article?.author), nodes),
  },
  ...named(
    'author byl parsely-author sailthru.author article:author_name citation_author dc.creator dcterms.creator dc.creator.personalname ' +
      'article:author og:article:author article.author cxenseparse:author creator author-name authors',
  ),
  { name: 'meta twitter:label "Written by"', find: ({ meta }) => labelled(meta) },
  { name: 'thread starter', find: ({ survey }) => threadStarter(survey) },
  { name: 'attribute of the first post', find: ({ survey }) => survey.attributed.slice(0, 1) },
  { name: 'state of Discourse', find: ({ survey }) => discourseAuthor(survey.discourse) },
  marked('itemprop author', isItemprop, looksLikeName, 'near'),
  marked('rel author', isRel, looksLikeName, 'near'),
  { name: 'visible byline', find: ({ survey, headline }) => bylines(survey, headline) },
  marked('element named after authors', () => true, looksLikePerson, 'near'),
  {
    name: 'link to a person',
    find: ({ survey, near }) =>
      markedAuthors(survey.profiles, survey, ({ from }) => near.has(from), looksLikePerson),
  },
  marked('itemprop author, far', isItemprop, looksLikeName),
  marked('rel author, far', isRel, looksLikeName),
  { name: 'visible byline, far', find: ({ survey }) => farBylines(survey) },
  marked('element named after authors, far', () => true, looksLikePerson),
  {
    name: 'name beside a date',
    find: ({ survey, headline }) => namesBesideDates(survey, headline),
  },
  { name: 'json-ld page author', find: ({ page, nodes }) => namesOf(page?.author, nodes) },
  marked('login in an element named after authors', () => true, isOneWord, 'near'),
  {
    name: 'json-ld organisation',
    find: ({ article, nodes }) => namesOf(article?.author ?? article?.creator, nodes),
  },
];

/**
 * Names in the page's order, cleaned of "By", roles, addresses and repetition; a login and the site's own name count only
 * when there is no other.
 */
export function authorOf(
  facts: PageFacts,
  headline: Headline | undefined,
  siteName: string | undefined,
): Ruled<string[]> | undefined {
  const near = new Set(linesNear(facts.survey, headline));
  const authorFacts = { ...facts, headline, near };
  const isThread = typesOf(facts.article ?? {}).some((type) => /Posting$|^Question$/.test(type));
  let weak: Ruled<string[]> | undefined;
  for (const { name: rule, find } of RULES) {
    const names = cleanNames(find(authorFacts) ?? []);
    const persons = names.filter((name) => !isOfSite(name, siteName, facts.url.hostname));
    const isLogin = /^(?:json-ld|meta)/.test(rule) && !isThread && persons.every(looksLikeHandle);
    if (persons.length > 0 && !isLogin) return { value: personsFirst(persons), rule };
    if (names.length > 0) weak ??= { value: names, rule };
  }
  return weak;
}

function isOfSite(name: string, siteName: string | undefined, host: string): boolean {
  return isSiteName(
    name.replace(/\s+(?:editorial )?(?:team|staff|editors?)$/i, ''),
    siteName,
    host,
  );
}

/** Beside persons, the newspaper that they write for is none. */
function personsFirst(names: string[]): string[] {
  const persons = names.filter((name) => !/^the\s/i.test(name));
  return persons.length > 0 ? persons : names;
}

/** Discourse renders topics from state in an attribute; the first post's author is the topic's. */
function discourseAuthor(state: string | undefined): string[] {
  const start = state?.indexOf('post_stream') ?? -1;
  if (state === undefined || start < 0) return [];
  const post = state.slice(start, start + 800);
  const [, user] = /\\?"username\\?":\\?"([^"\\]{1,60})/.exec(post) ?? [];
  return user === undefined ? [] : [user];
}

function personsOf(author: unknown): unknown {
  return listOf(author).filter((item) => !isNode(item) || !typesOf(item).includes('Organization'));
}

function named(names: string): AuthorRule[] {
  return metaRules(names).map(({ name }) => {
    const key = name.slice('meta '.length);
    return {
      name,
      find: ({ meta }) =>
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
function labelled(meta: PageFacts['meta']): readonly string[] | undefined {
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

function marked(
  name: string,
  fits: (mark: Mark) => boolean,
  accepts: (name: string) => boolean,
  where: 'near' | 'anywhere' = 'anywhere',
): AuthorRule {
  return {
    name,
    find: ({ survey, near }) =>
      markedAuthors(
        survey.authors,
        survey,
        (mark) => fits(mark) && (where === 'anywhere' || near.has(mark.from)),
        accepts,
      ),
  };
}

function isOneWord(name: string): boolean {
  return !name.includes(' ');
}

function isItemprop({ element }: Mark): boolean {
  return /(?:^|\s)author(?:\s|$)/.test(element.attribs.itemprop ?? '');
}

function isRel({ element }: Mark): boolean {
  return /(?:^|\s)author(?:\s|$)/i.test(element.attribs.rel ?? '');
}
