/** The one Lambda, made from the bundle in dist/. */
import { type Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { CrawlQueues } from './crawl-queues.ts';

/** Links a batch: few enough for the time-out, as the links of one site come one after the other. */
const BATCH_SIZE = 5;
/** The secret with the connection string; made by hand once, so that no template and no shell history holds it. */
const SECRET_NAME = 'goldpan/mongodb-uri';

export interface CrawlerFunctionProps {
  readonly queues: CrawlQueues;
  /** Folder of the bundle. */
  readonly bundle: string;
  readonly timeout: Duration;
}

/** The function, fed by the queue and allowed to use that queue, its log, and nothing else. */
export function crawlerFunction(
  scope: Construct,
  { queues, bundle, timeout }: CrawlerFunctionProps,
): LambdaFunction {
  const logGroup = new LogGroup(scope, 'CrawlerLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // Instead of AWS's managed policy, which may write to every log of the account.
  const role = new Role(scope, 'CrawlerRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  const crawler = new LambdaFunction(scope, 'Crawler', {
    code: Code.fromAsset(bundle, { exclude: ['meta.json'] }),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.X86_64,
    memorySize: 1024,
    timeout,
    logGroup,
    role,
    environment: {
      QUEUE_URL: queues.links.queueUrl,
      // CloudFormation puts the value in at deployment; whoever may read the function's configuration sees it.
      MONGODB_URI: SecretValue.secretsManager(SECRET_NAME).unsafeUnwrap(),
      NODE_OPTIONS: '--enable-source-maps',
    },
  });
  queues.links.grantSendMessages(crawler);
  crawler.addEventSource(
    new SqsEventSource(queues.links, { batchSize: BATCH_SIZE, reportBatchItemFailures: true }),
  );
  return crawler;
}
