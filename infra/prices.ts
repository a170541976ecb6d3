/**
 * What AWS asks for what the fleet uses: list prices in US dollars of us-east-1 without free tiers, as far as they could be
 * looked up in November 2026: docs/operations.md says where each was read. Other regions ask up to a third more.
 *
 * @see https://aws.amazon.com/lambda/pricing/, https://aws.amazon.com/sqs/pricing/ and https://aws.amazon.com/cloudwatch/pricing/
 */
export const PRICES = {
  place: 'us-east-1',
  date: '2026-11',
  lambda: {
    gigabyteSecond: 0.000_016_666_7,
    request: 0.000_000_2,
    /** A GB-second of /tmp beyond the first half GB. */
    temporaryGigabyteSecond: 0.000_000_030_9,
  },
  /** A request to a FIFO queue: one to ten messages of 64 kB together. */
  fifoRequest: 0.000_000_5,
  /** A GB that is written to a log. */
  logGigabyte: 0.5,
  /** A month of one metric of our own, for each combination of its dimensions. */
  metricMonth: 0.3,
  /** A month of one metric that an alarm looks at. */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
  secretMonth: 0.4,
} as const;
