/** The body of an answer that is no success: only good for recognising what kind of refusal it is. */
import { readBeginning } from './bodies.ts';
import { decoded } from './content-coding.ts';
import type { RawAnswer } from './transport.ts';

/**
 * The beginning of the body, or nothing when it cannot be read: the status has said it all, and a broken body must not
 * turn "not found" into "network failure".
 *
 * @throws what the signal was aborted with
 */
export async function readRefusal(answer: RawAnswer, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readBeginning(decoded(answer.body, answer.headers.get('content-encoding')));
  } catch (error) {
    if (signal.aborted) throw error;
    return new Uint8Array();
  } finally {
    answer.body.destroy();
  }
}
