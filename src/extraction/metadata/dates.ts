/** When an article was first published, and when it was last changed. */
import { dateOf, textOf } from '../json-ld.ts';
import { addressDate } from './address-date.ts';
import { firstOf, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';
import type { Headline } from './headline.ts';
import { findDates, parseDate } from './parse-date.ts';
import { type ShownDate, shownDates } from './shown-dates.ts';

export interface DateFacts extends PageFacts {
  readonly title: string;
  readonly headline: Headline | undefined;
  readonly dayFirst: boolean;
  readonly shown: readonly ShownDate[];
}

type DateRule = Rule<Date, DateFacts>;

const PUBLISHED: readonly DateRule[] = [
  jsonLd('article', 'datePublished'),
  ...dated(
    'article:published_time article:published og:published_time og:article:published_time datepublished parsely-pub-date ' +
      'sailthru.date publish-date publish_date publishdate publication_date publication-date published_time published-date ' +
      'published_date published originalpublicationdate citation_online_date citation_publication_date citation_date ' +
      'dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date dc.terms.date pubdate ' +
      'article.published article_date_original article:post_date cxenseparse:recs:publishtime cxenseparse:publishtime date',
  ),
  shownRule('itemprop datePublished', ({ declared }) => declared),
  jsonLd('page', 'datePublished'),
  { name: 'address', find: addressDate },
  shownRule('visible date with label', ({ label, near }) => near && label === 'published'),
  shownRule('visible date', ({ label, near }) => near && label === 'none'),
  shownRule('visible date with label, far', ({ label }) => label === 'published'),
  shownRule('time or element named after dates', ({ label, marked }) => marked && label === 'none'),
  { name: 'state of a script', find: scriptDate },
  jsonLd('article', 'dateCreated'),
  jsonLd('page', 'dateCreated'),
  onlyRule('visible dateline', ({ label }) => label === 'dateline'),
  onlyRule('visible day, the only one', isAlone),
  shownRule('visible date of update, no other', ({ label, near }) => near && label === 'updated'),
];

const MODIFIED: readonly DateRule[] = [
  jsonLd('article', 'dateModified'),
  ...dated(
    'article:modified_time article:modified og:updated_time datemodified dcterms.modified dc.date.modified last-modified ' +
      'modified-time lastmod revised',
  ),
  jsonLd('page', 'dateModified'),
  shownRule('visible date of update', ({ label }) => label === 'updated'),
];

/** @param facts with the headline's place, by which dates shown to readers are judged */
export function datesOf(
  facts: PageFacts,
  headline: Headline | undefined,
  title: string,
  language: string | undefined,
): { publishedAt: Ruled<Date> | undefined; modifiedAt: Ruled<Date> | undefined } {
  const dayFirst = writesDayFirst(facts, language);
  const shown = shownDates({ survey: facts.survey, headline, dayFirst });
  const dateFacts = { ...facts, title, headline, dayFirst, shown };
  return {
    publishedAt: asShown(firstOf(PUBLISHED, dateFacts, possible), dateFacts),
    modifiedAt: firstOf(MODIFIED, dateFacts, possible),
  };
}

const DAY = 86_400_000;

/**
 * The day that a page shows its readers wins over the date for machines where that is the date of a later publication, and
 * where it is the same moment on another day of UTC: who looks a document's date up on the page finds it there.
 */
function asShown(found: Ruled<Date> | undefined, facts: DateFacts): Ruled<Date> | undefined {
  if (found === undefined || found.rule.startsWith('visible')) return found;
  const instant = found.value.getTime();
  const distanceTo = (day: Date) => (instant - day.getTime()) / DAY;
  const inTitle = datesIn(facts.title, facts);
  const headline = facts.headline?.to ?? 0;
  const shown = facts.shown.filter(({ label, near, marked, line, day }) => {
    if ((label !== 'published' && label !== 'none') || inTitle.has(day.getTime())) return false;
    if (Math.abs(distanceTo(day)) < BESIDE) return near || marked;
    return near && (label === 'published' || marked || Math.abs(line - headline) < 8);
  });
  const named = shown.filter(({ marked }) => marked);
  const days = [
    ...(named.length > 0 ? named : shown).map(({ day }) => day),
    addressDate(facts),
  ].filter((day) => day !== undefined);
  if (days.some((day) => isWithin(day, found.value))) return found;
  const [day] = days.filter((one) => possible(one) && distanceTo(one) > -1);
  if (day === undefined) return found;
  return { value: day, rule: `visible day, beside ${found.rule}` };
}

/** @param day at its midnight of UTC */
function isWithin(day: Date, instant: Date): boolean {
  const after = instant.getTime() - day.getTime();
  return after >= 0 && after < DAY;
}

/** Days: no time zone is further from UTC than 14 hours. */
const BESIDE = 1 + 14 / 24;

/** Dates that can only be read one way tell how to read the others; else the language does. */
function writesDayFirst({ survey, url }: PageFacts, language: string | undefined): boolean {
  for (const { raw } of survey.lines) {
    if (raw.length > 100 || !raw.includes('/')) continue;
    const match = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(?:19|20)\d\d(?!\d)/.exec(raw);
    if (match === null) continue;
    if (Number(match[1]) > 12) return true;
    if (Number(match[2]) > 12) return false;
  }
  if (/\.(?:uk|au|nz|ie|in|za)$/.test(url.hostname)) return true;
  return language !== undefined && !/^en(?:$|-(?:us|ca|ph))/i.test(language);
}

/** Dates before the web are the epoch of a broken clock, or of the thing that is written about. */
function possible(date: Date): Date | undefined {
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2100 ? date : undefined;
}

function jsonLd(node: 'article' | 'page', property: string): DateRule {
  return {
    name: `json-ld ${node === 'page' ? 'page ' : ''}${property}`,
    find: (facts) => {
      const value = facts[node]?.[property];
      return ownDay(textOf(value) ?? '') ?? dateOf(value) ?? parseDate(textOf(value) ?? '', facts);
    },
  };
}

function dated(names: string): DateRule[] {
  return metaRules(names).map(({ name, find }) => ({
    name,
    find: (facts) => {
      const said = find(facts) ?? '';
      return ownDay(said) ?? parseDate(said, facts);
    },
  }));
}

/**
 * The day that the page's own time zone has, where UTC has another: that is the day on which its author published it. And
 * midnight of its own time zone is how machines write a day, which is kept as midnight UTC.
 */
function ownDay(said: string): Date | undefined {
  const [, written] =
    /^\s*(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?[+-]\d\d:?\d\d\s*$/.exec(said) ??
    [];
  const day = written === undefined ? undefined : parseDate(written);
  const instant = parseDate(said);
  if (day === undefined || instant === undefined) return undefined;
  return isWithin(day, instant) && !/[T ]00:00(?::00(?:\.0+)?)?\s?[+-]/.test(said)
    ? undefined
    : day;
}

function shownRule(name: string, fits: (shown: ShownDate) => boolean): DateRule {
  return { name, find: ({ shown }) => shown.find((one) => fits(one) && possible(one.date))?.date };
}

/** Where several days could be it, none is. */
function onlyRule(name: string, fits: (shown: ShownDate, facts: DateFacts) => boolean): DateRule {
  return {
    name,
    find: (facts) => {
      const days = facts.shown
        .filter((shown) => fits(shown, facts))
        .map(({ day }) => day.getTime());
      const [day] = days;
      if (day === undefined || days.some((other) => other !== day)) return undefined;
      return datesIn(facts.title, facts).has(day) ? undefined : new Date(day);
    },
  };
}

/** Where much else stands beside it, it is the day of something else. */
function isAlone({ label, line }: ShownDate, { survey }: DateFacts): boolean {
  return label === 'none' && (survey.lines[line]?.text.length ?? 0) <= 50;
}

/** A day in the title is what the page is about. */
function datesIn(title: string, facts: DateFacts): Set<number> {
  return new Set(findDates(title, facts).map(({ date }) => date.getTime()));
}

const STATE =
  /"(?:datePublished|date_published|publishedAt|published_at|publishDate|publish_date|publishedDate|published_date|publicationDate|firstPublished(?:At|Date)?|post_date|pubDate)\\?"\s{0,2}:\s{0,2}\\?"(\d{4}-\d\d-\d\d[^"\\]{0,20})/;

/** What an application starts from often says it, of this article first. */
function scriptDate({ survey }: DateFacts): Date | undefined {
  for (const script of survey.scripts) {
    const [, said] = STATE.exec(script) ?? [];
    const date = said === undefined ? undefined : parseDate(said);
    if (date !== undefined) return date;
  }
  return undefined;
}
