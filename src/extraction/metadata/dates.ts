/** When an article was first published, and when it was last changed. */
import { dateOf as jsonLdDate, nodesOfType } from '../json-ld.ts';
import { firstOf, metaRule, type PageFacts, type Rule } from './facts.ts';
import { parseDate } from './parse-date.ts';

/** Elements whose dates are those of something else. */
const NOT_THE_ARTICLE =
  'aside, footer, nav, .comment, .comments, #comments, .related, .sidebar, .widget, [class*="related"]';

const PUBLISHED: readonly Rule<Date>[] = [
  ({ article }) => jsonLdDate(article?.datePublished),
  dated(
    metaRule(
      ...[
        'article:published_time',
        'article:published',
        'og:published_time',
        'og:article:published_time',
        'datepublished',
      ],
      ...[
        'parsely-pub-date',
        'sailthru.date',
        'publish-date',
        'publish_date',
        'publication_date',
        'published_time',
      ],
      ...[
        'citation_publication_date',
        'citation_date',
        'citation_online_date',
        'dc.date.issued',
        'dcterms.issued',
      ],
      ...[
        'dcterms.created',
        'dc.date.created',
        'dc.date',
        'dcterms.date',
        'pubdate',
        'date',
        'article.published',
        'cxenseparse:recs:publishtime',
      ],
    ),
  ),
  ({ $ }) => shownDate($, '[itemprop="datePublished"]'),
  ({ $ }) =>
    shownDate(
      $,
      'time.published, time.entry-date, time[pubdate], .dt-published, abbr.published, time.post-date',
    ),
  ({ nodes }) => jsonLdDate(nodesOfType(nodes, 'WebPage')[0]?.datePublished),
  ({ $ }) =>
    shownDate(
      $,
      'article time[datetime], main time[datetime], header time[datetime], time[datetime]',
    ),
  ({ url }) => pathDate(url.pathname),
  ({ $ }) =>
    shownDate(
      $,
      '.date, .post-date, .published, .posted-on, .entry-date, .publish-date, .article-date, .post-meta, .entry-meta, .article-meta, .byline, .meta, time, [class*="publish"], [class*="post-date"], [class*="Date"], [class*="date"]',
    ),
  ({ article, nodes }) => jsonLdDate((article ?? nodesOfType(nodes, 'WebPage')[0])?.dateCreated),
];

const MODIFIED: readonly Rule<Date>[] = [
  ({ article }) => jsonLdDate(article?.dateModified),
  dated(
    metaRule(
      'article:modified_time',
      'og:updated_time',
      'datemodified',
      'dcterms.modified',
      'last-modified',
    ),
  ),
  ({ $ }) => shownDate($, '[itemprop="dateModified"], time.updated'),
];

export function publishedAtOf(facts: PageFacts): Date | undefined {
  return firstOf(PUBLISHED, facts, possible);
}

export function modifiedAtOf(facts: PageFacts): Date | undefined {
  return firstOf(MODIFIED, facts, possible);
}

/** Dates before the web are the epoch of a broken clock, or of the thing that is written about. */
function possible(date: Date): Date | undefined {
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2100 ? date : undefined;
}

function dated(rule: Rule<string>): Rule<Date> {
  return (facts) => parseDate(rule(facts) ?? '');
}

/** The first of the elements that shows a date and is not about something else. */
function shownDate($: PageFacts['$'], selector: string): Date | undefined {
  for (const element of $(selector).toArray().slice(0, 30)) {
    if ($(element).closest(NOT_THE_ARTICLE).length > 0) continue;
    const shown = $(element);
    const said = shown.attr('datetime') ?? shown.attr('content') ?? shown.attr('title');
    const date = parseDate(said ?? '') ?? parseDate(shown.text().slice(0, 300));
    if (date !== undefined) return date;
  }
  return undefined;
}

function pathDate(path: string): Date | undefined {
  const match = /\/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)/.exec(path);
  return match === null
    ? undefined
    : parseDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`);
}
