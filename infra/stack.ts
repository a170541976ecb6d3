/** The fleet: links wait in a queue, one Lambda crawls them, what cannot be crawled lies in a dead-letter queue. */
import { type App, CfnOutput, Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { stackName } from '../src/fleet/stage.ts';
import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { chromiumLayer } from './chromium-layer.ts';
import { costEstimate } from './cost-estimate.ts';
import { crawlQueues, MAX_RECEIVES } from './crawl-queues.ts';
import { crawlerFunction, TEMPORARY_STORAGE } from './crawler-function.ts';
import { dashboard } from './dashboard.ts';
import { failedCalls } from './failed-calls.ts';
import { placeInNetwork } from './network.ts';
import { queueFeed } from './queue-feed.ts';
import { refreshSchedule } from './refresh-schedule.ts';
import type { Settings } from './settings.ts';
import { settingsSecret } from './settings-secret.ts';

export interface GoldpanStackProps extends StackProps {
  readonly settings: Settings;
  /** Folder of the bundle: index.mjs. */
  readonly bundle: string;
  /** Folder of the layer: nodejs/node_modules. */
  readonly layer: string;
}

export class GoldpanStack extends Stack {
  constructor(scope: App, id: string, { settings, bundle, layer, ...props }: GoldpanStackProps) {
    super(scope, id, {
      description: `goldpan, a crawler fleet (${settings.stage})`,
      ...props,
    });
    const { stage, memory, concurrency, reserve, contact } = settings;
    const name = stackName(stage);
    const timeout = Duration.seconds(settings.timeout);
    Tags.of(this).add('application', 'goldpan');
    Tags.of(this).add('stage', stage);

    const queues = crawlQueues(this, { prefix: name, invocationTimeout: timeout });
    const failed = failedCalls(this, { prefix: name });
    const secret = settingsSecret(this, { stage });
    const crawler = crawlerFunction(this, {
      service: name,
      bundle,
      layer: chromiumLayer(this, { folder: layer }),
      secret,
      timeout,
      memory,
      concurrency,
      reserve,
      failedCalls: failed,
      environment: {
        QUEUE_URL: queues.links.queueUrl,
        MAX_RECEIVES: String(MAX_RECEIVES),
        ...(contact !== undefined && { CONTACT: contact }),
      },
    });
    queueFeed(crawler.function, { links: queues.links, concurrency });
    refreshSchedule(this, {
      prefix: name,
      crawler: crawler.function,
      every: settings.refreshEvery,
      failedCalls: failed,
    });
    if (settings.network) placeInNetwork(crawler.function, crawler.role, settings.network);

    const topic = alarmTopic(this, { email: settings.alarmEmail });
    const watched = { service: name, crawler: crawler.function, ...queues };
    dashboard(this, {
      ...watched,
      alarms: alarms(this, { ...watched, failedCalls: failed, topic }),
      costs: costEstimate({
        crawler: crawler.function,
        links: queues.links,
        logGroup: crawler.logGroup,
        memory,
        temporaryStorage: TEMPORARY_STORAGE.toMebibytes(),
      }),
    });

    // What `goldpan fleet` reads.
    const outputs = {
      FunctionName: crawler.function.functionName,
      QueueUrl: queues.links.queueUrl,
      DeadLetterUrl: queues.deadLetters.queueUrl,
      SecretName: secret.name,
      LogGroupName: crawler.logGroup.logGroupName,
      AlarmTopicArn: topic.topicArn,
    };
    for (const [key, value] of Object.entries(outputs)) new CfnOutput(this, key, { value });
  }
}
