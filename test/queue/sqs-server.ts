/** An SQS server inside the test process (fauxqs), with a queue like the stack's. */
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';

export interface SqsServer {
  readonly server: FauxqsServer;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly queueName: string;
  readonly client: SQSClient;
  stop(): Promise<void>;
}

export async function startSqsServer(): Promise<SqsServer> {
  const server = await startFauxqs({ port: 0, logger: false });
  const queue = server.createQueue('links.fifo', {
    attributes: { FifoQueue: 'true', VisibilityTimeout: '30' },
  });
  const client = new SQSClient({
    endpoint: server.address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    server,
    ...queue,
    client,
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
