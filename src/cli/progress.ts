/** The progress of a run: a live display on a terminal, a line a link when piped. Goes to stderr. */
import { createLogUpdate } from 'log-update';
import type { RunProgress } from '../pipeline/crawl-all.ts';
import type { Outcome, OutcomeState } from '../pipeline/outcome.ts';
import { duration, isInteractive, paint, plural, shorten } from './terminal.ts';

const MARKS: Readonly<
  Record<OutcomeState, { mark: string; style: 'green' | 'dim' | 'cyan' | 'red' }>
> = {
  stored: { mark: '✓', style: 'green' },
  unchanged: { mark: '=', style: 'dim' },
  followed: { mark: '→', style: 'cyan' },
  failed: { mark: '✗', style: 'red' },
};
const BAR_WIDTH = 24;
const MOST_RUNNING_SHOWN = 4;

export interface ProgressDisplay {
  show(progress: RunProgress): void;
  /** Takes the live part away; the lines of the links stay. */
  end(): void;
}

export function progressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return isInteractive(stream) ? liveDisplay(stream) : plainDisplay(stream);
}

/** One outcome as a line: '✓ stored     https://… · 2 documents · 0.4 s'. */
export function outcomeLine(outcome: Outcome, stream: NodeJS.WriteStream): string {
  const { mark, style } = MARKS[outcome.state];
  const state = paint(style, `${mark} ${outcome.state.padEnd(9)}`, stream);
  const detail = outcomeDetail(outcome);
  const width = (stream.columns ?? 160) - 14 - detail.length - 3;
  const link = isInteractive(stream) ? shorten(outcome.link, Math.max(24, width)) : outcome.link;
  return `${state}  ${link}${paint('dim', detail, stream)}`;
}

function outcomeDetail({ state, failure, documents, found, known, tookMs }: Outcome): string {
  if (state === 'failed') return ` · ${failure?.code ?? 'unknown'}`;
  const { stored, replaced, unchanged } = documents;
  const parts = [
    ...(state === 'stored' && stored + replaced > 1 ? [plural(stored + replaced, 'document')] : []),
    ...(state === 'stored' && replaced > 0 ? [`${replaced} replaced`] : []),
    ...(state === 'unchanged' && unchanged > 1 ? [plural(unchanged, 'document')] : []),
    ...(found > 0 ? [plural(found, 'link')] : []),
    ...(found > 0 && known !== undefined ? [`${found - known} new`] : []),
    duration(tookMs),
  ];
  return ` · ${parts.join(' · ')}`;
}

function plainDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return {
    show: ({ outcome, done, total }) => {
      if (outcome) stream.write(`[${done}/${total}] ${outcomeLine(outcome, stream)}\n`);
    },
    end: () => undefined,
  };
}

function liveDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const live = createLogUpdate(stream);
  return {
    show: (progress) => {
      if (progress.outcome) live.persist(outcomeLine(progress.outcome, stream));
      live(liveLines(progress, stream).join('\n'));
    },
    end: () => live.clear(),
  };
}

function liveLines({ done, total, running }: RunProgress, stream: NodeJS.WriteStream): string[] {
  const filled = total === 0 ? 0 : Math.round((done / total) * BAR_WIDTH);
  const bar =
    paint('green', '━'.repeat(filled), stream) +
    paint('dim', '━'.repeat(BAR_WIDTH - filled), stream);
  const more = running.length - MOST_RUNNING_SHOWN;
  const width = (stream.columns ?? 80) - 6;
  return [
    `${bar} ${done} of ${plural(total, 'link')}`,
    ...running
      .slice(0, MOST_RUNNING_SHOWN)
      .map((link) => paint('dim', `  ⋯ ${shorten(link, width)}`, stream)),
    ...(more > 0 ? [paint('dim', `  and ${more} more`, stream)] : []),
  ];
}
