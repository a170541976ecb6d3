/** The names that a page gives as its authors. */
import { namesOf, typesOf } from '../json-ld.ts';
import { discourseAuthor, labelled, metaAuthors, personsOf } from './declared-authors.ts';
import type { PageFacts, Rule, Ruled } from './facts.ts';
import { type Headline, linesNear } from './headline.ts';
import { isSiteName } from './letters.ts';
import { markedAuthors } from './marked-authors.ts';
import {
  cleanNames,
  looksLikeHandle,
  looksLikeName,
  looksLikeOrganisation,
  looksLikePerson,
} from './names.ts';
import { bylines, farBylines, namesBesideDates, threadStarter } from './shown-authors.ts';
import type { Mark } from './survey.ts';
import { unescaped } from './unescaped.ts';

export interface AuthorFacts extends PageFacts {
  readonly headline: Headline | undefined;
  readonly near: ReadonlySet<number>;
}

type AuthorRule = Rule<readonly string[], AuthorFacts>;

const RULES: readonly AuthorRule[] = [
  {
    name: 'json-ld author',
    find: ({ article, nodes }) => namesOf(personsOf(article?.author), nodes).map(unescaped),
  },
  // WordPress and others declare whoever pressed the button; readers see who wrote it.
  {
    name: 'visible byline',
    find: ({ survey, headline }) => bylines(survey, headline).filter(looksLikePerson),
  },
  ...metaAuthors(
    'author byl parsely-author sailthru.author article:author_name citation_author dc.creator dcterms.creator dc.creator.personalname ' +
      'shareaholic:article_author_name article:author og:article:author article.author cxenseparse:author creator author-name authors',
  ),
  { name: 'meta twitter:label "Written by"', find: ({ meta }) => labelled(meta) },
  { name: 'thread starter', find: ({ survey }) => threadStarter(survey) },
  { name: 'attribute of the first post', find: ({ survey }) => survey.attributed.slice(0, 1) },
  { name: 'state of Discourse', find: ({ survey }) => discourseAuthor(survey.discourse) },
  marked('itemprop author', isItemprop, looksLikeName, 'near'),
  marked('rel author', isRel, looksLikeName, 'near'),
  {
    name: 'visible byline with a login',
    find: ({ survey, headline }) => bylines(survey, headline),
  },
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
  const sites = [siteName, ...namesOf(facts.article?.publisher, facts.nodes)];
  const isOfSite = (name: string) => sites.some((site) => isSite(name, site, facts.url.hostname));
  let weak: Ruled<string[]> | undefined;
  let firstName: Ruled<string[]> | undefined;
  for (const { name: rule, find } of RULES) {
    const said = find(authorFacts) ?? [];
    const persons = cleanNames(said.filter((name) => !isOfSite(name))).filter(
      (name) => !isOfSite(name),
    );
    const found = { value: personsFirst(persons), rule };
    if (persons.length === 0 || isWeak(found, isThread)) {
      const names = cleanNames(said);
      if (names.length > 0) weak ??= { value: names, rule };
    } else if (firstName !== undefined) {
      if (persons.some((name) => firstName?.value.some((first) => isLonger(name, first))))
        return found;
    } else if (DECLARED.test(rule) && !isThread && persons.every(isOneWord)) {
      firstName = found;
    } else if (weak === undefined || isBetter(found, weak)) {
      return found;
    }
  }
  return firstName ?? weak;
}

/** By machines for machines: what stands there may be a login, or whoever owns the site. */
const DECLARED = /^(?:json-ld|meta)/;
const OF_THREAD = /^(?:thread|attribute|state)/;

function isWeak({ value, rule }: Ruled<string[]>, isThread: boolean): boolean {
  const isLogin = DECLARED.test(rule) && !isThread && value.every(looksLikeHandle);
  return isLogin || value.every(looksLikeOrganisation);
}

/** A person, or the same name again where readers see it. */
function isBetter({ value, rule }: Ruled<string[]>, weak: Ruled<string[]>): boolean {
  if (DECLARED.test(rule) || OF_THREAD.test(rule)) return true;
  return value.some((name) => looksLikePerson(name) || weak.value.includes(name));
}

function isLonger(name: string, first: string): boolean {
  return looksLikePerson(name) && name.toLowerCase().startsWith(`${first.toLowerCase()} `);
}

function isSite(name: string, siteName: string | undefined, host: string): boolean {
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
