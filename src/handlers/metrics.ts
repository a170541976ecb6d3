/** What one invocation did, as CloudWatch metrics in its log (EMF). */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { CrawlError } from '../errors.ts';
import type { Outcome } from '../pipeline/outcome.ts';

const NAMESPACE = 'goldpan';
const DURATION = 'LinkDuration';

/** Every combination of dimensions costs money each month: only names from short lists, never a host or a person. */
const PLATFORMS: ReadonlySet<string> = new Set(['medium', 'substack', 'linkedin', 'github']);

/**
 * Counts what becomes of links, and writes it once at the end.
 *
 * - `Links` by `outcome`: stored, unchanged, followed, failed, `postponed` (goes back to the queue, or waits in the ledger), `skipped` (done before)
 * - `LinksByPlatform` and `LinkDuration` (ms) by `platform`: every attempt
 * - `FailedLinks` by `reason`: every attempt that failed, those that will be tried again included
 * - `Documents` by `outcome`: stored, replaced, unchanged
 * - `LinkSuccess`, without a dimension: 1 for every attempt that went well, 0 for every one that failed; none for what the time-out stopped
 * - `RenderedLinks`: those for which a browser was needed
 *
 * @example
 * const metrics = new InvocationMetrics('goldpan-dev');
 * try { metrics.crawled(await crawlLink(message, deps), true); } finally { metrics.flush(); }
 */
export class InvocationMetrics {
  readonly #serviceName: string;
  /** By dimension ('outcome=stored', '' for none), then by name: a count, or every duration. */
  readonly #values = new Map<string, Map<string, number[]>>();

  /** @param serviceName dimension `service` of all: 'goldpan-prod' */
  constructor(serviceName: string) {
    this.#serviceName = serviceName;
  }

  /**
   * An attempt that has come to an end, good or bad.
   *
   * @param comesBack does a failure that passes bring the link back?
   */
  crawled(outcome: Outcome, comesBack: boolean): void {
    const { state, failure, platform, documents, tookMs, isRendered, isPast } = outcome;
    if (isPast) {
      this.#count('Links', 'outcome=skipped');
      return;
    }
    const isPostponed = failure?.retry === 'later' && (comesBack || failure.code === 'aborted');
    this.#count('Links', `outcome=${isPostponed ? 'postponed' : state}`);
    if (failure !== undefined) this.#count('FailedLinks', `reason=${failure.code}`);
    if (failure?.code !== 'aborted')
      this.#valuesOf('LinkSuccess').push(failure === undefined ? 1 : 0);
    const place = `platform=${PLATFORMS.has(platform) ? platform : 'other'}`;
    this.#count('LinksByPlatform', place);
    this.#valuesOf(DURATION, place).push(tookMs);
    if (isRendered) this.#count('RenderedLinks');
    for (const [change, number] of Object.entries(documents)) {
      if (number > 0) this.#count('Documents', `outcome=${change}`, number);
    }
  }

  /** An attempt that ended in an exception: a database that is away, a link that may not be crawled, a message that is none. */
  threw(error: unknown, comesBack: boolean): void {
    const reason = error instanceof CrawlError ? error.code : 'unexpected';
    this.#count('FailedLinks', `reason=${reason}`);
    this.#valuesOf('LinkSuccess').push(0);
    this.#count('Links', `outcome=${comesBack ? 'postponed' : 'failed'}`);
  }

  /** A message that goes back to the queue untried. */
  left(): void {
    this.#count('Links', 'outcome=postponed');
  }

  /** Writes everything, once: one line for each dimension, since all metrics of a line share theirs. */
  flush(): void {
    for (const [dimension, metrics] of this.#values) {
      const line = new Metrics({ namespace: NAMESPACE, serviceName: this.#serviceName });
      const [name = '', value = ''] = dimension.split('=');
      if (dimension !== '') line.addDimension(name, value);
      for (const [metric, values] of metrics) {
        const unit = metric === DURATION ? MetricUnit.Milliseconds : MetricUnit.Count;
        for (const each of values) line.addMetric(metric, unit, each);
      }
      line.publishStoredMetrics();
    }
    this.#values.clear();
  }

  #count(metric: string, dimension = '', number = 1): void {
    const values = this.#valuesOf(metric, dimension);
    values[0] = (values[0] ?? 0) + number;
  }

  #valuesOf(metric: string, dimension = ''): number[] {
    const metrics = this.#values.get(dimension) ?? new Map<string, number[]>();
    this.#values.set(dimension, metrics);
    const values = metrics.get(metric) ?? [];
    metrics.set(metric, values);
    return values;
  }
}
