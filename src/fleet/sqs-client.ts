/** The client of SQS for a person's machine. */
import type { SQSClient } from '@aws-sdk/client-sqs';

const ignore = (): void => undefined;

/**
 * Silent: of a queue whose URL has another host than AWS_ENDPOINT_URL, as an emulator gives it, the SDK would otherwise warn
 * with every single call.
 */
export async function sqsClient(): Promise<SQSClient> {
  const sqs = await import('@aws-sdk/client-sqs');
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return new sqs.SQSClient({ logger });
}
