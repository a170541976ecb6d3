/**
 * The Lambda of goldpan: the one file that the bundle is made from. Everything here is made once a cold start and kept
 * over warm invocations; a wrong setting fails the cold start, which Lambda counts, instead of every event.
 */
import { loadConfig, useSecretSettings } from '../config.ts';
import { useServer } from '../documents/connection.ts';
import { HostDocument } from '../documents/host.ts';
import { createFetcher } from '../fetching/index.ts';
import { crawlLink } from '../pipeline/crawl-link.ts';
import { queueInLedger } from '../pipeline/ledger.ts';
import { sqsQueue } from '../queue/sqs.ts';
import { createHandler } from './handler.ts';
import { createLogger, logOf } from './logging.ts';
import { Redaction } from './redaction.ts';
import { settingsSecret } from './settings-secret.ts';

/** How old what is known of the secret may be: without an accident, a new token is in use after this time. */
const SECRET_MS = 15 * 60_000;
/** After a failed connection: old enough that a password may have been changed since, and no storm of requests. */
const SECRET_IN_DOUBT_MS = 5_000;

const config = loadConfig();
const { QUEUE_URL, SETTINGS_SECRET, MAX_RECEIVES, POWERTOOLS_SERVICE_NAME: serviceName } = config;

const redaction = new Redaction();
redaction.learn(config.MONGODB_URI);
redaction.learn(config.GITHUB_TOKEN);
const logger = createLogger({ serviceName, logLevel: config.LOG_LEVEL, redaction });
const log = logOf(logger);

const readSecret =
  SETTINGS_SECRET === undefined
    ? undefined
    : settingsSecret(SETTINGS_SECRET, {
        onRead: ({ MONGODB_URI, GITHUB_TOKEN }) => {
          redaction.learn(MONGODB_URI);
          redaction.learn(GITHUB_TOKEN);
          useSecretSettings({ GITHUB_TOKEN });
        },
        onStale: (error) => log.warn('the secret could not be read anew', { error }),
      });
if (readSecret !== undefined) {
  useServer(async () => (await readSecret(SECRET_IN_DOUBT_MS)).MONGODB_URI);
}

export const handler = createHandler({
  crawlLink,
  queueInLedger,
  // All Lambdas keep the pace together.
  fetcher: createFetcher(config, { log, hosts: HostDocument }),
  logger,
  serviceName,
  queue: QUEUE_URL === undefined ? undefined : sqsQueue(QUEUE_URL),
  maxReceives: MAX_RECEIVES,
  prepare: async () => {
    await readSecret?.(SECRET_MS);
  },
});
