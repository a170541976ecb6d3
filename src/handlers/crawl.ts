/**
 * The Lambda of goldpan: the one file that the bundle is made from. Everything here is made once a cold start and kept
 * over warm invocations; a wrong setting fails the cold start, which Lambda counts, instead of every event.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { loadConfig } from '../config.ts';
import { HostDocument } from '../documents/host.ts';
import { createFetcher } from '../fetching/index.ts';
import { crawlLink } from '../pipeline/crawl-link.ts';
import { queueInLedger } from '../pipeline/ledger.ts';
import { sqsQueue } from '../queue/sqs.ts';
import { createHandler } from './handler.ts';
import { logOf } from './logging.ts';

const config = loadConfig();
const { QUEUE_URL, LOG_LEVEL } = config;
const logger = new Logger({ serviceName: 'goldpan', logLevel: LOG_LEVEL });

export const handler = createHandler({
  crawlLink,
  queueInLedger,
  // All Lambdas keep the pace together.
  fetcher: createFetcher(config, { log: logOf(logger), hosts: HostDocument }),
  logger,
  queue: QUEUE_URL === undefined ? undefined : sqsQueue(QUEUE_URL),
});
