/** What the handler writes, on either stream, kept from the test's own output: log lines and metrics. */
import { afterEach, beforeEach, vi } from 'vitest';

export interface CapturedLog {
  /** All that was written since the test began, or since the last `clear`. */
  text(): string;
  /** Its lines of the log, read. */
  lines(): Record<string, unknown>[];
  /** Its metrics (EMF), summed up: `{'Links outcome=stored': 2, RenderedLinks: 1}`. */
  metrics(): Record<string, number>;
  clear(): void;
}

/** A line of CloudWatch's embedded metric format, with one set of dimensions. */
interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      {
        readonly Namespace: string;
        readonly Dimensions: readonly [readonly string[]];
        readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
      },
    ];
  };
  readonly [name: string]: unknown;
}

export function captureLog(): CapturedLog {
  const written: string[] = [];
  const keep = (line: unknown): boolean => {
    written.push(String(line));
    return true;
  };
  beforeEach(() => {
    written.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const read = (): Record<string, unknown>[] =>
    written
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return {
    text: () => written.join(''),
    lines: () => read().filter((line) => !('_aws' in line)),
    metrics: () => Object.fromEntries(read().flatMap(valuesOf)),
    clear: () => {
      written.length = 0;
    },
  };
}

function valuesOf(line: Record<string, unknown>): [name: string, value: number][] {
  if (!('_aws' in line)) return [];
  const { _aws, ...values } = line as unknown as EmbeddedMetrics;
  const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
  if (Namespace !== 'goldpan') throw new Error(`A metric of another namespace: ${Namespace}`);
  const dimensions = Dimensions[0]
    .filter((name) => name !== 'service')
    .map((name) => `${name}=${values[name]}`);
  return Metrics.map(({ Name }) => {
    const value = [values[Name]].flat().reduce((sum: number, each) => sum + Number(each), 0);
    return [[Name, ...dimensions].join(' '), value];
  });
}
