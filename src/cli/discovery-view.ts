/** What a source would give, as a table that fits the terminal. */
import Table from 'cli-table3';
import { type DiscoveredEntry, type Discovery, dateOf } from '../pipeline/discover.ts';
import { limitSentence } from '../pipeline/follow-links.ts';
import { day, isInteractive, oneLine, paint, plural, shorten } from './terminal.ts';

const KINDS: Readonly<Record<Exclude<DiscoveredEntry['kind'], 'link'>, [string, string?]>> = {
  article: ['article'],
  post: ['post'],
  repository: ['repository', 'repositories'],
};

/** How much of the room goes to the titles; the links have the rest. */
const TITLE_SHARE = 0.45;
/** '2024-08-18' */
const DATE_WIDTH = 10;
/** A cell's blanks and the line before it. */
const FRAME = 3;

/**
 * Count, dates and a row an entry. On a terminal titles and links are cut to its width; piped, they are whole.
 *
 * @example
 * console.log(discoveryView(await discover(link, session)));
 */
export function discoveryView(
  discovery: Discovery,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const { entries, limit } = discovery;
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only.kind !== 'link') {
    return single(discovery, only);
  }
  return [
    summary(discovery),
    table(entries, isInteractive(stream) ? stream.columns : Number.POSITIVE_INFINITY),
    ...(limit === undefined
      ? []
      : [
          `${paint('yellow', '!', stream)} ${limitSentence({ ...discovery, limit, done: 'listed' })}`,
        ]),
  ].join('\n');
}

function single({ link, platform }: Discovery, entry: DiscoveredEntry): string {
  const what = entry.kind === 'article' ? 'an article' : `a ${entry.kind}`;
  const date = dateOf(entry);
  return [
    `${link} is ${what} itself (${platform}); it leads to no other links.`,
    `${paint('bold', oneLine(entry.title ?? ''))}${date === undefined ? '' : ` (${day(date)})`}`,
  ].join('\n');
}

function summary({ link, platform, found, limit, entries }: Discovery): string {
  const counts = [...Map.groupBy(entries, ({ kind }) => kind)].flatMap(([kind, { length }]) =>
    kind === 'link' ? [] : [plural(length, ...KINDS[kind])],
  );
  const parts = [...(counts.length > 0 ? [`holds ${counts.join(', ')}`] : [])];
  if (found > 0 || parts.length === 0) {
    parts.push(`leads to ${limit?.isOpenEnded ? 'at least ' : ''}${plural(found, 'link')}`);
  }
  const dates = entries.flatMap((entry) => dateOf(entry) ?? []);
  const [newest, oldest] = [dates[0], dates.at(-1)];
  const span =
    newest === undefined || oldest === undefined ? '' : `, ${day(newest)} to ${day(oldest)}`;
  return `${link} (${platform}) ${parts.join(' and ')}${span}`;
}

/** Columns of which nothing is known are left out. */
function table(entries: readonly DiscoveredEntry[], columns: number): string {
  const hasDates = entries.some((entry) => dateOf(entry) !== undefined);
  const hasTitles = entries.some(({ title }) => title !== undefined);
  const room = columns - 1 - FRAME - (hasDates ? DATE_WIDTH + FRAME : 0) - (hasTitles ? FRAME : 0);
  const titleWidth = Math.max(8, Math.floor(room * TITLE_SHARE));
  const linkWidth = Math.max(16, hasTitles ? room - titleWidth : room);
  const isCut = Number.isFinite(columns);
  const grid = new Table({
    head: [...(hasDates ? ['date'] : []), ...(hasTitles ? ['title'] : []), 'link'],
    style: { head: [], border: [], compact: true },
    // Cuts by what letters take up on the screen: titles may hold any.
    ...(isCut && {
      colWidths: [
        ...(hasDates ? [DATE_WIDTH + 2] : []),
        ...(hasTitles ? [titleWidth + 2] : []),
        linkWidth + 2,
      ],
    }),
  });
  for (const entry of entries) {
    const date = dateOf(entry);
    grid.push([
      ...(hasDates ? [date === undefined ? '' : day(date)] : []),
      ...(hasTitles ? [oneLine(entry.title ?? '')] : []),
      isCut ? shorten(entry.link, linkWidth) : entry.link,
    ]);
  }
  return grid.toString();
}
