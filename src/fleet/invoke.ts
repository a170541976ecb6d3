/** One link through the deployed function, called directly. */
import { z } from 'zod';
import { parseLink } from '../dispatcher/link.ts';
import { parseUserName } from '../documents/user.ts';
import {
  AbortedError,
  BrowserCrashError,
  type CrawlError,
  type CrawlErrorDetails,
  StorageError,
  ThrottledError,
  UnexpectedError,
  UpstreamError,
} from '../errors.ts';
import { askAws } from './aws.ts';
import { FleetError } from './fleet-error.ts';
import type { FleetStack } from './stack.ts';

const answered = z.object({ statusCode: z.number(), body: z.unknown() });
const thrown = z.object({ errorType: z.string().optional(), errorMessage: z.string() });

export type FleetAnswer = z.output<typeof answered>;

/** Failures that pass are thrown by the function, and Lambda tells their type by its name. */
const PASSING: Readonly<
  Record<string, new (message: string, details?: CrawlErrorDetails) => CrawlError>
> = {
  AbortedError,
  BrowserCrashError,
  StorageError,
  ThrottledError,
  UnexpectedError,
};

/**
 * Has the fleet crawl one link at once, past the queue, and waits for the answer.
 *
 * @returns 200 and what came of it, or 4xx and why it failed for good
 * @throws the typed `CrawlError` of a failure that passes; `UpstreamError` where the function itself broke off
 * @throws InvalidEventError, UnsafeUrlError for bad input, FleetError where AWS cannot be asked
 * @example
 * const { statusCode, body } = await invokeFleet({ user: 'Mara Lindqvist', link }, await fleetStack('dev'));
 */
export async function invokeFleet(
  event: { readonly user: string; readonly link: string },
  { FunctionName, stage }: Pick<FleetStack, 'FunctionName' | 'stage'>,
): Promise<FleetAnswer> {
  parseUserName(event.user);
  parseLink(event.link);
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  // Once: a second invocation beside one that runs still would crawl the link twice.
  const client = new LambdaClient({ maxAttempts: 1 });
  try {
    const command = new InvokeCommand({
      FunctionName,
      Payload: Buffer.from(JSON.stringify(event)),
    });
    const answer = await askAws(`invoke ${FunctionName}`, () => client.send(command), {
      ResourceNotFoundException: () => {
        throw new FleetError('not_deployed', `There is no function ${FunctionName}`);
      },
      TooManyRequestsException: () => {
        throw new ThrottledError('All places of the fleet are taken', {
          hint: 'Try again in a minute, or put the link into the queue: goldpan fleet ingest.',
        });
      },
    });
    const payload = readJson(answer.Payload?.transformToString());
    const { link } = event;
    const hint = `What happened there: goldpan fleet logs --stage ${stage} --since 15m`;
    const failure = answer.FunctionError === undefined ? undefined : thrown.safeParse(payload);
    if (failure !== undefined) {
      const { errorType = 'Error', errorMessage = 'no reason is given' } = failure.data ?? {};
      const Type = PASSING[errorType];
      if (Type !== undefined) throw new Type(errorMessage, { link, hint });
      const said = errorType === 'UpstreamError' ? errorMessage : `${errorType}: ${errorMessage}`;
      throw new UpstreamError(said, { link, hint });
    }
    const read = answered.safeParse(payload);
    if (read.success) return read.data;
    throw new UpstreamError(`${FunctionName} gave an answer that is none`, { link, hint });
  } finally {
    client.destroy();
  }
}

function readJson(text = 'null'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
