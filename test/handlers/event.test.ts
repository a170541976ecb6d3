import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidEventError } from '../../src/errors.ts';
import { readEvent } from '../../src/handlers/event.ts';
import { readMessage } from '../../src/queue/message.ts';

/** What it reads, or the one error it may throw. */
function readOrRefuse<T>(read: () => T): T | InvalidEventError {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidEventError) return error;
    throw error;
  }
}

describe('whatever arrives', () => {
  it('as an event is read or refused, never a crash', () => {
    const field = fc.oneof(fc.anything(), fc.constantFrom('aws:sqs', 'Mara Lindqvist'));
    const event = fc.oneof(
      fc.anything(),
      fc.record({ user: field, link: field }, { requiredKeys: [] }),
      fc.record({ refresh: fc.oneof(fc.anything(), fc.record({ olderThan: field })) }),
      fc.record({ Records: fc.array(fc.record({ eventSource: field, body: field })) }),
    );
    fc.assert(fc.property(event, (any) => readOrRefuse(() => readEvent(any)) !== undefined));
  });

  it('as a queue message is read or refused, never a crash', () => {
    const body = fc.oneof(fc.string(), fc.json());
    fc.assert(fc.property(body, (any) => readOrRefuse(() => readMessage(any)) !== undefined));
  });

  it('is never quoted in the refusal: an event may hold a password by mistake', () => {
    const refused = readOrRefuse(() => readEvent({ user: 7, link: { password: 'hunter2' } }));
    expect(String(refused)).not.toContain('hunter2');
  });
});
