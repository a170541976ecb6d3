/** In which order the messages of one site have their turn, when there may not be time for all. */
import type { SQSRecord } from 'aws-lambda';

/** How often the message was received, this time included. */
export const receivesOf = ({ attributes }: Pick<SQSRecord, 'attributes'>): number =>
  Number(attributes?.ApproximateReceiveCount ?? 1);

/**
 * First those that will not come again; then those that were received least often: what is slow each time comes behind what
 * has not met it yet. Of those that were received equally often another one is first each time, so that one slow link does
 * not use up the receives of its neighbours. The order in which the links of a site were found means nothing.
 *
 * @example
 * for (const record of inTurn(records, 5)) await crawl(record);
 */
export function inTurn(records: readonly SQSRecord[], maxReceives: number): SQSRecord[] {
  const isLast = (receives: number): boolean => receives >= maxReceives;
  const equals = [...Map.groupBy(records, receivesOf)].toSorted(
    ([one], [other]) => Number(isLast(other)) - Number(isLast(one)) || one - other,
  );
  return equals.flatMap(([receives, some]) => {
    const step = Math.ceil(some.length / maxReceives);
    const first = (Math.max(0, receives - 1) * step) % some.length;
    return [...some.slice(first), ...some.slice(0, first)];
  });
}
