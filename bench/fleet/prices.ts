/**
 * List prices in US dollars, without free tiers, discounts and taxes. Nobody could open AWS's pages from where this was written
 * (2026-11-24): the figures are those that the named page or a copy of it gave on the day of `seen`. Check them before you
 * rely on them. What the cost estimate of the dashboard uses as well is taken from there.
 */

import { PRICES as STACK } from '../../infra/prices.ts';

const MILLION = 1e6;

export const REGION = 'us-east-1 (N. Virginia)';

export interface Price {
  readonly what: string;
  readonly usd: number;
  readonly per: string;
  readonly page: string;
  /** Where and when the figure was read. */
  readonly seen: string;
}

const LAMBDA = 'aws.amazon.com/lambda/pricing';
const SQS = 'aws.amazon.com/sqs/pricing';
const CLOUDWATCH = 'aws.amazon.com/cloudwatch/pricing';
const EVENTBRIDGE = 'aws.amazon.com/eventbridge/pricing';
const SECRETS = 'aws.amazon.com/secrets-manager/pricing';
const VPC = 'aws.amazon.com/vpc/pricing';
const PRIVATELINK = 'aws.amazon.com/privatelink/pricing';
const ATLAS = 'mongodb.com/pricing';

export const PRICES = {
  gbSecond: {
    what: 'Lambda, x86',
    usd: STACK.lambda.gigabyteSecond,
    per: 'GB-second, up to 6 billion a month',
    page: LAMBDA,
    seen: 'a copy of the price list of 2026-08-21 (us-east-2, same price)',
  },
  lambdaRequests: {
    what: 'Lambda requests',
    usd: STACK.lambda.request * MILLION,
    per: 'million',
    page: LAMBDA,
    seen: 'as above',
  },
  ephemeralGbSecond: {
    what: 'Lambda, /tmp above 512 MB',
    usd: STACK.lambda.temporaryGigabyteSecond,
    per: 'GB-second',
    page: LAMBDA,
    seen: 'as above',
  },
  sqsRequests: {
    what: 'SQS FIFO requests of 64 kB',
    usd: STACK.fifoRequest * MILLION,
    per: 'million',
    page: SQS,
    seen: 'cloudburn.io/blog/amazon-sqs-pricing, March 2026',
  },
  logGb: {
    what: 'CloudWatch logs, taken in',
    usd: STACK.logGigabyte,
    per: 'GB',
    page: CLOUDWATCH,
    seen: 'cloudburn.io/blog/amazon-cloudwatch-pricing, February 2026',
  },
  logGbMonth: {
    what: 'CloudWatch logs, kept',
    usd: 0.03,
    per: 'GB and month',
    page: CLOUDWATCH,
    seen: 'output of infracost for us-east-1, in a pull request',
  },
  metricMonth: {
    what: 'CloudWatch metric of our own',
    usd: STACK.metricMonth,
    per: 'month',
    page: CLOUDWATCH,
    seen: 'signoz.io/guides/cloudwatch-pricing, February 2026',
  },
  alarmMonth: {
    what: 'metric that an alarm looks at',
    usd: STACK.alarmMetricMonth,
    per: 'month',
    page: CLOUDWATCH,
    seen: 'a worked example of that page, quoted in a repository, 2026',
  },
  dashboardMonth: {
    what: 'CloudWatch dashboard',
    usd: STACK.dashboardMonth,
    per: 'month',
    page: CLOUDWATCH,
    seen: 'factualminds.com, June 2026',
  },
  schedules: {
    what: 'EventBridge Scheduler',
    usd: 1,
    per: 'million calls',
    page: EVENTBRIDGE,
    seen: 'cloudburn.io/blog/amazon-eventbridge-pricing, March 2026',
  },
  secretMonth: {
    what: 'Secrets Manager secret',
    usd: STACK.secretMonth,
    per: 'month',
    page: SECRETS,
    seen: 'hivebook.wiki, undated',
  },
  secretReads: {
    what: 'Secrets Manager reads',
    usd: 5,
    per: 'million',
    page: SECRETS,
    seen: 'as above ($0.05 per 10,000)',
  },
  natHour: {
    what: 'NAT gateway',
    usd: 0.045,
    per: 'hour',
    page: VPC,
    seen: 'cloudburn.io/blog/aws-nat-gateway-pricing, February 2026',
  },
  natGb: { what: 'NAT gateway, data', usd: 0.045, per: 'GB', page: VPC, seen: 'as above' },
  addressHour: {
    what: 'public IPv4 address (of a NAT gateway)',
    usd: 0.005,
    per: 'hour',
    page: VPC,
    seen: 'as above',
  },
  endpointHour: {
    what: 'PrivateLink endpoint',
    usd: 0.01,
    per: 'hour and zone',
    page: PRIVATELINK,
    seen: 'cloudcostkit.com, January 2026',
  },
  atlasM10: {
    what: 'Atlas M10 (1,500 connections)',
    usd: 0.08,
    per: 'hour',
    page: ATLAS,
    seen: 'from memory; its billing guide says "starts at $60 per month"',
  },
  atlasM30: {
    what: 'Atlas M30 (3,000 connections)',
    usd: 0.54,
    per: 'hour',
    page: ATLAS,
    seen: 'Atlas documentation, page on invoices, 2025',
  },
  atlasM50: {
    what: 'Atlas M50 (160 GB, 16,000 connections)',
    usd: 2,
    per: 'hour',
    page: ATLAS,
    seen: 'a table in a repository, undated',
  },
} as const satisfies Record<string, Price>;
