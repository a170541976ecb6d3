/** What a run came to, as a person reads it: links by state, documents by collection and platform, failures with reasons. */
import Table from 'cli-table3';
import type { Run } from '../pipeline/crawl-all.ts';
import { limitSentence } from '../pipeline/follow-links.ts';
import type { Outcome, OutcomeState } from '../pipeline/outcome.ts';
import type { StoredDocument } from '../pipeline/store-harvest.ts';
import { duration, paint, plural } from './terminal.ts';

const STATES: readonly OutcomeState[] = ['stored', 'unchanged', 'followed', 'failed'];

/** Collection → platform → how many. */
export type DocumentCount = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Counts documents as they are stored. */
export class DocumentTally {
  readonly #counts = new Map<string, Map<string, number>>();

  add({ collection, platform }: StoredDocument): void {
    const platforms = this.#counts.get(collection) ?? new Map<string, number>();
    this.#counts.set(collection, platforms.set(platform, (platforms.get(platform) ?? 0) + 1));
  }

  get counts(): DocumentCount {
    return this.#counts;
  }
}

/** The table at the end of a run. */
export function runTable(report: Run, documents: DocumentCount): string {
  const byState = Map.groupBy(report.outcomes, ({ state }) => state);
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    ['links', STATES.map((state) => `${byState.get(state)?.length ?? 0} ${state}`).join(' · ')],
    ...[...documents].map(([collection, platforms]) => [collection, platformList(platforms)]),
    ...limitRow(report.outcomes),
    ['time', duration(report.tookMs)],
  );
  return table.toString();
}

function limitRow(outcomes: readonly Outcome[]): [string, string][] {
  const limited = outcomes.filter(({ limit }) => limit !== undefined);
  if (limited.length === 0) return [];
  const leftOut = limited.reduce(
    (sum, { found, known = 0, limit }) => sum + found - known - (limit?.followed ?? 0),
    0,
  );
  const isOpenEnded = limited.some(({ limit }) => limit?.isOpenEnded);
  const count = isOpenEnded ? `${leftOut} or more` : String(leftOut);
  return [['limits', `${count} found links of ${plural(limited.length, 'source')} not followed`]];
}

/** The sources that led to more links than were followed, a line each; empty where there is none. */
export function limitList(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap((outcome) =>
      outcome.limit === undefined ? [] : [limitSentence({ ...outcome, limit: outcome.limit })],
    )
    .map((sentence) => `${paint('yellow', '!')} ${sentence}`)
    .join('\n');
}

/** More than these are not named: every blog is a platform of its own, and a table has to fit the terminal. */
const MOST_PLATFORMS = 6;

/** 'medium 4 · substack 3 · 12 others 20', most first. */
export function platformList(platforms: ReadonlyMap<string, number>): string {
  const ordered = [...platforms].toSorted(
    ([a, most], [b, least]) => least - most || a.localeCompare(b),
  );
  const isLong = ordered.length > MOST_PLATFORMS + 1;
  const others = isLong ? ordered.splice(MOST_PLATFORMS) : [];
  const inOthers = others.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...ordered.map(([platform, count]) => `${platform} ${count}`),
    ...(isLong ? [`${others.length} others ${inOthers}`] : []),
  ].join(' · ');
}

/** The failures of a run, each with its code, its message and what to do; empty where there is none. */
export function failureList(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return '';
  const entries = failed.map(({ link, failure }) => failureEntry(link, failure ?? {}));
  return [`${plural(failed.length, 'link')} failed:`, ...entries].join('\n');
}

type KnownFailure = { readonly [Part in 'code' | 'message' | 'hint']?: string | undefined };

/** One failed link, with whatever is known of its failure, on three lines. */
export function failureEntry(
  link: string,
  { code = 'unknown', message = '', hint = '' }: KnownFailure,
): string {
  return [
    `  ${paint('red', '✗')} ${link}`,
    `    ${paint('bold', code)}: ${message}`,
    `    ${paint('dim', hint)}`,
  ].join('\n');
}
