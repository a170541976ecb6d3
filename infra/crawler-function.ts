/** The one Lambda, made from the bundle in dist/. */
import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { SettingsSecret } from './settings-secret.ts';

/** Concurrency beyond the queue's, for direct calls and the tick. */
const SPARE_CONCURRENCY = 5;
/** /tmp: Chromium unpacks to 210 MB, and keeps its profiles and the compile cache there. */
export const TEMPORARY_STORAGE = Size.mebibytes(1024);

export interface CrawlerFunctionProps {
  /** Its name in metrics and logs. */
  readonly service: string;
  /** Folder of the bundle. */
  readonly bundle: string;
  readonly layer: ILayerVersion;
  readonly secret: SettingsSecret;
  readonly timeout: Duration;
  /** MB. */
  readonly memory: number;
  /** Batches that the queue may send at the same time. */
  readonly concurrency: number;
  readonly reserve: boolean;
  /** Where asynchronous events end that failed at every attempt. */
  readonly failedCalls: IQueue;
  /** What the stack knows and the code reads: src/config.ts. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Crawler {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;
}

/** The function, its log, and a role that may write that log, read the one secret, and nothing else yet. */
export function crawlerFunction(scope: Construct, props: CrawlerFunctionProps): Crawler {
  const logGroup = new LogGroup(scope, 'CrawlerLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // Instead of AWS's managed policy, which may write to every log of the account.
  const role = new Role(scope, 'CrawlerRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  role.addToPolicy(props.secret.mayRead);
  const crawler = new LambdaFunction(scope, 'Crawler', {
    description: 'goldpan: crawls links of people and stores what they wrote',
    code: Code.fromAsset(props.bundle),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.X86_64,
    layers: [props.layer],
    memorySize: props.memory,
    ephemeralStorageSize: TEMPORARY_STORAGE,
    timeout: props.timeout,
    ...(props.reserve && {
      reservedConcurrentExecutions: props.concurrency + SPARE_CONCURRENCY,
    }),
    // Links lead to links, so the function feeds its own queue. Lambda counts such hops in the trace header and stops a chain
    // after 16. A link is at most five hops from its tick, and a message that is received again is none. But AWS does not say
    // whose count goes on from a batch that mixes chains; in a fleet that always has work it could add up. What ends a chain
    // here is the depth of a message, the ledger and the deduplication id.
    recursiveLoop: RecursiveLoop.ALLOW,
    // An event without a waiting caller: a tick, or a direct one. The next tick does what an old one would have done.
    maxEventAge: Duration.hours(1),
    retryAttempts: 2,
    deadLetterQueue: props.failedCalls,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.INFO,
    role,
    environment: {
      ...props.environment,
      SETTINGS_SECRET: props.secret.name,
      LOG_LEVEL: ApplicationLogLevel.INFO,
      POWERTOOLS_SERVICE_NAME: props.service,
      POWERTOOLS_METRICS_NAMESPACE: 'goldpan',
      NODE_OPTIONS: '--enable-source-maps',
      // For a process that is started anew in a container that was there before.
      NODE_COMPILE_CACHE: '/tmp/compile-cache',
    },
  });
  return { function: crawler, role, logGroup };
}
