/** The tables of docs/operations.md on costs: measured figures and list prices in, Markdown out. */
import { markdownTable, textTable } from '../document.ts';
import { count, duration } from './durations.ts';
import { KINDS, type Kind, type LinkCost, type Measured } from './measured.ts';
import {
  type Bill,
  billedSecondsOf,
  billOf,
  computeUsd,
  cpuSecondsIn,
  HOURS_A_MONTH,
  standingUsd,
} from './model.ts';
import { PRICES, type Price, REGION } from './prices.ts';
import type { Simulated } from './simulated.ts';
import { BROWSER_SHARE, PROD_CONCURRENCY } from './typical.ts';

const MEMORY_MB = 2_048;
const EPHEMERAL_MB = 1_024;
/** Network and waiting of a link, as in the simulation. */
const STATIC_WAIT = 0.5;
const BROWSER_WAIT = 3;
/** A function reads the secret again after so long. */
const SECRET_SECONDS = 15 * 60;

/** For the three sizes: what holds the documents while they come in. */
const DATABASES = [
  { tier: 'M10', usd: PRICES.atlasM10.usd },
  { tier: 'M10', usd: PRICES.atlasM10.usd },
  { tier: 'M50', usd: PRICES.atlasM50.usd },
] as const;

const NAMES: Readonly<Record<Kind, string>> = {
  blog: 'post of a small blog (replica)',
  platform: 'Medium, Substack, LinkedIn (captured pages)',
  repository: 'repository (replica)',
  source: 'feed with 100 links, found links sent on',
  browser: 'page in the browser (replica)',
};

export const commandsOf = ({ commands }: LinkCost): number =>
  Object.values(commands).reduce((sum, each) => sum + each, 0);

/** Of the links that the tables of costs are about. */
export function mixed({ costs }: Measured, of: (cost: LinkCost) => number): number {
  return (1 - BROWSER_SHARE) * of(costs.platform) + BROWSER_SHARE * of(costs.browser);
}

export function measuredSection({
  measuredAt,
  machine,
  coldCpuMs,
  connections,
  costs,
  batches,
}: Measured): string {
  const rows = KINDS.map((kind) => {
    const cost = costs[kind];
    // The replica's page is the same document every time.
    const stored = kind === 'browser' ? '' : kB(cost.documentBytes);
    return [
      NAMES[kind],
      count(cost.links),
      cost.cpuMs.toFixed(cost.cpuMs < 100 ? 1 : 0),
      count(cost.peakMB),
      commandsOf(cost).toFixed(1),
      kB(cost.logBytes),
      stored,
      kB(cost.ledgerBytes),
      kB(cost.pageBytes),
    ];
  });
  return [
    `Measured on ${measuredAt}, ${machine}, with the bundle in the local Lambda. A cold start takes ${count(coldCpuMs)} ms of CPU; a function held ${connections} connections to the database at most.`,
    '',
    markdownTable([
      [
        'a link',
        'links',
        'CPU ms',
        'peak MB',
        'commands',
        'log kB',
        'documents kB',
        'ledger kB',
        'pages kB',
      ],
      ...rows,
    ]),
    '',
    `A batch of five links, with rests of 1 s: ${batches.oneHostSeconds.toFixed(1)} s where all are on one host, ${batches.fiveHostsSeconds.toFixed(1)} s where each is on its own.`,
  ].join('\n');
}

export function costsSection(measured: Measured, { sizes }: Simulated): string {
  const { platform } = measured.costs;
  const bills = sizes.map(({ links, course }) =>
    billOf({
      links,
      billedSeconds: course.billedSeconds,
      invocations: course.invocations,
      returned: course.attempts - links,
      memoryMB: MEMORY_MB,
      ephemeralMB: EPHEMERAL_MB,
      logBytesALink: mixed(measured, ({ logBytes }) => logBytes),
      documentBytesALink: platform.documentBytes,
      ledgerBytesALink: platform.ledgerBytes,
      commandsALink: mixed(measured, commandsOf),
      pageBytesALink: mixed(measured, ({ pageBytes }) => pageBytes),
      secretReads: PROD_CONCURRENCY * Math.ceil(course.doneAt / SECRET_SECONDS),
    }),
  );
  const row = (name: string, of: (bill: Bill) => string): string[] => [name, ...bills.map(of)];
  const table = markdownTable([
    ['', ...sizes.map(({ links }) => `${count(links)} links`)],
    [
      'hosts; links of the largest',
      ...sizes.map(({ hosts, largestHost }) => `${count(hosts)}; ${count(largestHost)}`),
    ],
    [`done, ${PROD_CONCURRENCY} at once`, ...sizes.map(({ course }) => duration(course.doneAt))],
    ['90 % done', ...sizes.map(({ course }) => duration(course.mostAt))],
    row('Lambda requests', ({ lambdaRequests }) => count(lambdaRequests)),
    row('Lambda GB-seconds', ({ gbSeconds }) => count(gbSeconds)),
    row('SQS requests', ({ sqsRequests }) => count(sqsRequests)),
    row('database commands', ({ commands }) => count(commands)),
    [
      'commands a second, on average',
      ...bills.map(({ commands }, at) => (commands / (sizes[at]?.course.doneAt ?? 1)).toFixed(0)),
    ],
    row('stored, before compression', ({ storedGb }) => gigabytes(storedGb)),
    row('logs', ({ logGb }) => gigabytes(logGb)),
    row('Lambda, compute', ({ usd }) => dollars(usd.compute)),
    row('Lambda, requests', ({ usd }) => dollars(usd.lambdaRequests)),
    row('Lambda, /tmp', ({ usd }) => dollars(usd.ephemeral)),
    row('SQS', ({ usd }) => dollars(usd.queue)),
    row('logs, with one month', ({ usd }) => dollars(usd.logs)),
    row('reads of the secret', ({ usd }) => dollars(usd.secretReads)),
    row('**the run**', ({ usd }) => `**${dollars(usd.total)}**`),
    [
      'a month of the database',
      ...DATABASES.map(({ tier, usd }) => `${tier} ${dollars(usd * HOURS_A_MONTH)}`),
    ],
    row('in a VPC: data through NAT, at most', ({ natUsd }) => dollars(natUsd)),
  ]);
  const standing = Object.entries(standingUsd());
  const sum = standing.reduce((total, [, usd]) => total + usd, 0);
  const { natHour, addressHour, endpointHour, atlasM30 } = PRICES;
  const month = ({ usd }: Price): string => dollars(usd * HOURS_A_MONTH);
  const nat = dollars((natHour.usd + addressHour.usd) * HOURS_A_MONTH);
  return [
    table,
    '',
    `By the month, whatever is crawled: ${dollars(sum)} (${standing.map(([name, usd]) => `${name} ${dollars(usd)}`).join(', ')}). M30, in between, is ${month(atlasM30)} a month. In a VPC: ${nat} a NAT gateway, ${dollars(endpointHour.usd * HOURS_A_MONTH)} an endpoint and zone.`,
  ].join('\n');
}

export function memorySection({ costs, batches }: Measured): string {
  const rows = [512, 1_024, 2_048].map((memoryMB) => {
    const share = cpuSecondsIn(memoryMB, 1);
    const seconds = (kind: 'platform' | 'browser', waitSeconds: number): number =>
      billedSecondsOf({
        paceSeconds: 1,
        waitSeconds,
        cpuSeconds: costs[kind].cpuMs / 1_000,
        memoryMB,
      });
    const statics = seconds('platform', STATIC_WAIT);
    const browser = seconds('browser', BROWSER_WAIT);
    const spread = batches.fiveHostsSeconds / 5;
    return [
      `${count(memoryMB)} MB`,
      (1 / share).toFixed(2),
      `${count(costs.platform.cpuMs * share)} ms`,
      `${statics.toFixed(2)} s`,
      dollars(computeUsd(statics * 1e6, memoryMB)),
      dollars(computeUsd(spread * 1e6, memoryMB)),
      memoryMB < costs.browser.peakMB * 1.2
        ? 'too small'
        : dollars(computeUsd(browser * 1e6, memoryMB)),
    ];
  });
  return markdownTable([
    [
      'memory',
      'vCPU for our thread',
      'CPU, stretched',
      'billed a static link',
      'million static links, one host a batch',
      'five hosts a batch',
      'million browser links',
    ],
    ...rows,
  ]);
}

export function pricesSection(): string {
  const prices: readonly Price[] = Object.values(PRICES);
  return [
    `Region ${REGION}, as of 2026-11-24.`,
    '',
    textTable([
      ['what', 'US$', 'per', 'page', 'read in'],
      ...prices.map(({ what, usd, per, page, seen }) => [what, plain(usd), per, page, seen]),
    ]),
  ].join('\n');
}

const plain = (usd: number): string => usd.toFixed(10).replace(/\.?0+$/, '');
const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);

const gigabytes = (value: number): string =>
  value < 1
    ? `${(value * 1_000).toFixed(value < 0.1 ? 1 : 0)} MB`
    : `${value.toFixed(value < 10 ? 1 : 0)} GB`;

function dollars(usd: number): string {
  if (usd > 0 && usd < 0.01) return '< $0.01';
  return `$${usd.toLocaleString('en', { minimumFractionDigits: usd < 100 ? 2 : 0, maximumFractionDigits: usd < 100 ? 2 : 0 })}`;
}
