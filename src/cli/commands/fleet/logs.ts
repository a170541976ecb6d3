/** `goldpan fleet logs`: what the fleet does, in lines for people. */
import { dispatcher } from '../../../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../../dispatcher/link.ts';
import type { LogLine } from '../../../fleet/log-line.ts';
import { fleetLog } from '../../../fleet/logs.ts';
import { fleetStack } from '../../../fleet/stack.ts';
import type { Stage } from '../../../fleet/stage.ts';
import { stopSignal } from '../../stop-signal.ts';
import { oneLine, paint } from '../../terminal.ts';

export interface FleetLogsOptions {
  readonly stage: Stage;
  /** Milliseconds. */
  readonly since: number;
  readonly user?: string;
  readonly link?: string;
  readonly follow?: true;
}

const STYLES: Readonly<Record<string, 'red' | 'yellow' | 'dim'>> = {
  CRITICAL: 'red',
  ERROR: 'red',
  WARN: 'yellow',
  DEBUG: 'dim',
  LAMBDA: 'dim',
};

/** @returns the exit code */
export async function fleetLogs({
  stage,
  since,
  user,
  link,
  follow,
}: FleetLogsOptions): Promise<number> {
  const canonical = link && canonicalLink(parseLink(link), dispatcher).href;
  const stack = await fleetStack(stage);
  using stop = stopSignal();
  const start = new Date(Date.now() - since);
  let lines = 0;
  const request = { since: start, user, link: canonical, follow: follow ?? false };
  for await (const line of fleetLog(stack, { ...request, signal: stop.signal })) {
    console.log(logLine(line));
    lines += 1;
  }
  if (lines === 0)
    console.error(`Nothing since ${start.toISOString()}; --since 1d looks back further.`);
  return 0;
}

/** '2026-11-24 18:02:11 INFO  crawled  https://… (Mara Lindqvist) state=stored'. */
export function logLine({ at, level, message, user, link, fields }: LogLine): string {
  const time = at.toISOString().slice(0, 19).replace('T', ' ');
  const style = STYLES[level];
  const mark = level.padEnd(6);
  const about = [link, user === undefined ? undefined : `(${user})`].filter(Boolean).join(' ');
  const details = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  return [
    paint('dim', time),
    style === undefined ? mark : paint(style, mark),
    oneLine([message, about].filter(Boolean).join('  ')),
    ...(details.length > 0 ? [paint('dim', details.join(' '))] : []),
  ].join(' ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return oneLine(value);
  return oneLine(errorText(value) ?? JSON.stringify(value));
}

/** An error as a sentence: its stack is for machines, and for the log itself. */
function errorText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('message' in value)) return undefined;
  const name = 'code' in value ? value.code : 'name' in value ? value.name : undefined;
  return typeof name === 'string' ? `${name}: ${String(value.message)}` : undefined;
}
