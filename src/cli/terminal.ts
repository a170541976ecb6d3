/** What a terminal can show: colours where a person looks, plain text where a program reads. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/**
 * Colours a text for the given stream; leaves it alone when that is piped, or NO_COLOR is set.
 *
 * @example
 * console.log(paint('green', 'stored'));
 */
export function paint(
  style: Style,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(style, text, { stream });
}

export function isInteractive(stream: NodeJS.WriteStream = process.stderr): boolean {
  return stream.isTTY === true;
}

/** '830 ms', '4.1 s', '2 min 5 s'. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** Cuts the middle out of a text that is longer than the width. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** '2024-08-18', in UTC. */
export const day = (date: Date): string => date.toISOString().slice(0, 10);

/** One line, without what would steer the terminal: what others wrote may hold anything. */
export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069\s]+/gu, ' ').trim();
