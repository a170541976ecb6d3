/** From links to requests, gigabyte-seconds, bytes, and dollars. Pure arithmetic: figures in, figures out. */
import { PRICES } from './prices.ts';

/** Lambda gives one vCPU for so much memory, and shares below and above in proportion. */
export const MB_A_VCPU = 1_769;
export const HOURS_A_MONTH = 730;

/** Sources hand their links over in batches of ten. */
const SEND_BATCH = 10;
/** Start and report, which Lambda writes for each invocation, as JSON. */
const LAMBDA_LOG_BYTES = 600;
/** Metrics × values of their dimensions: outcomes 6, platforms 5 and 5, reasons 14, documents 3; success and rendered 1 each. */
const METRICS = 35;
/** The alarms look at so many metrics together. */
const ALARM_METRICS = 7;
const GB = 1e9;
const MILLION = 1e6;

export interface Workload {
  readonly links: number;
  /** Over all invocations. */
  readonly billedSeconds: number;
  readonly invocations: number;
  /** Messages that came back, one ChangeMessageVisibility each. */
  readonly returned: number;
  readonly memoryMB: number;
  readonly ephemeralMB: number;
  readonly logBytesALink: number;
  readonly documentBytesALink: number;
  readonly ledgerBytesALink: number;
  readonly commandsALink: number;
  readonly pageBytesALink: number;
  readonly secretReads: number;
}

export interface Bill {
  readonly gbSeconds: number;
  readonly lambdaRequests: number;
  readonly sqsRequests: number;
  readonly logGb: number;
  readonly storedGb: number;
  readonly commands: number;
  readonly natGb: number;
  readonly usd: {
    readonly compute: number;
    readonly lambdaRequests: number;
    readonly ephemeral: number;
    readonly queue: number;
    readonly logs: number;
    readonly secretReads: number;
    /** Of the run; what costs by the month is in `standingUsd`. */
    readonly total: number;
  };
  /** Only in a VPC, and not in the total. */
  readonly natUsd: number;
}

/**
 * What the vCPU share makes of CPU time: our code runs on one thread, so more than one vCPU does not help it.
 *
 * @example
 * cpuSecondsIn(512, 0.026); // 0.09
 */
export function cpuSecondsIn(memoryMB: number, cpuSeconds: number): number {
  return cpuSeconds / Math.min(1, memoryMB / MB_A_VCPU);
}

/**
 * What a link adds to the billed duration where the links of one host follow each other: the rest is waited for inside of the
 * invocation.
 *
 * @example
 * billedSecondsOf({ paceSeconds: 1, waitSeconds: 0.5, cpuSeconds: 0.026, memoryMB: 2_048 }); // 1
 */
export function billedSecondsOf(link: {
  readonly paceSeconds: number;
  readonly waitSeconds: number;
  readonly cpuSeconds: number;
  readonly memoryMB: number;
}): number {
  return Math.max(
    link.paceSeconds,
    link.waitSeconds + cpuSecondsIn(link.memoryMB, link.cpuSeconds),
  );
}

export const computeUsd = (seconds: number, memoryMB: number): number =>
  seconds * (memoryMB / 1_024) * PRICES.gbSecond.usd;

export function billOf(work: Workload): Bill {
  const gbSeconds = work.billedSeconds * (work.memoryMB / 1_024);
  // Sent, received and deleted in batches; what comes back, one by one.
  const sqsRequests = work.links / SEND_BATCH + 2 * work.invocations + work.returned;
  const logGb = (work.links * work.logBytesALink + work.invocations * LAMBDA_LOG_BYTES) / GB;
  const natGb = (work.links * work.pageBytesALink) / GB;
  const usd = {
    compute: computeUsd(work.billedSeconds, work.memoryMB),
    lambdaRequests: (work.invocations / MILLION) * PRICES.lambdaRequests.usd,
    ephemeral:
      work.billedSeconds *
      (Math.max(0, work.ephemeralMB - 512) / 1_024) *
      PRICES.ephemeralGbSecond.usd,
    queue: (sqsRequests / MILLION) * PRICES.sqsRequests.usd,
    logs: logGb * (PRICES.logGb.usd + PRICES.logGbMonth.usd),
    secretReads: (work.secretReads / MILLION) * PRICES.secretReads.usd,
  };
  return {
    gbSeconds,
    lambdaRequests: work.invocations,
    sqsRequests,
    logGb,
    storedGb: (work.links * (work.documentBytesALink + work.ledgerBytesALink)) / GB,
    commands: work.links * work.commandsALink,
    natGb,
    usd: { ...usd, total: Object.values(usd).reduce((sum, part) => sum + part) },
    natUsd: natGb * PRICES.natGb.usd,
  };
}

/** What a stage costs in a month in which it does nothing: the hourly tick, and pollers that find an empty queue. */
export function standingUsd(): Readonly<Record<string, number>> {
  const { metricMonth, alarmMonth, dashboardMonth, secretMonth, schedules, sqsRequests } = PRICES;
  /** Two pollers at least, each waiting for 20 s. */
  const emptyReceives = (2 * HOURS_A_MONTH * 3_600) / 20;
  return {
    metrics: METRICS * metricMonth.usd,
    alarms: ALARM_METRICS * alarmMonth.usd,
    dashboard: dashboardMonth.usd,
    secret: secretMonth.usd,
    schedule: (HOURS_A_MONTH / MILLION) * schedules.usd,
    'empty receives': (emptyReceives / MILLION) * sqsRequests.usd,
  };
}
