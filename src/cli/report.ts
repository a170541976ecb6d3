/** What a run came to, as a person reads it: links by state, documents by collection and platform, failures with reasons. */
import Table from 'cli-table3';
import type { Run } from '../pipeline/crawl-all.ts';
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
    ['time', duration(report.tookMs)],
  );
  return table.toString();
}

/** 'medium 4 · substack 3', most first. */
export function platformList(platforms: ReadonlyMap<string, number>): string {
  return [...platforms]
    .toSorted(([a, most], [b, least]) => least - most || a.localeCompare(b))
    .map(([platform, count]) => `${platform} ${count}`)
    .join(' · ');
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
