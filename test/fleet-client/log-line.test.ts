import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logLine } from '../../src/cli/commands/fleet/logs.ts';
import { readLogLine } from '../../src/fleet/log-line.ts';

const at = new Date('2026-11-24T18:02:11Z');

describe('a line of the log', () => {
  it('says when, how bad, what, of which link, and the rest in short', () => {
    const text = JSON.stringify({
      level: 'WARN',
      message: 'the link goes back to the queue',
      timestamp: '2026-11-24T18:02:11.000Z',
      service: 'goldpan-dev',
      function_request_id: 'a1',
      user: 'Mara Lindqvist',
      link: 'https://mara.example/tides',
      failure: { code: 'throttled' },
    });
    const line = readLogLine(text, at);
    expect(line && logLine(line)).toBe(
      '2026-11-24 18:02:11 WARN   the link goes back to the queue https://mara.example/tides (Mara Lindqvist) failure={"code":"throttled"}',
    );
  });

  it('of Lambda itself is shown where it says something', () => {
    expect(readLogLine('START RequestId: a1 Version: $LATEST\n', at)).toBeUndefined();
    expect(readLogLine('END RequestId: a1\n', at)).toBeUndefined();
    expect(readLogLine('REPORT RequestId: a1\tDuration: 5 ms\n', at)).toMatchObject({
      level: 'LAMBDA',
      message: 'REPORT RequestId: a1\tDuration: 5 ms',
    });
    expect(readLogLine('2026 a1 Task timed out after 300.00 seconds', at)?.level).toBe('LAMBDA');
  });

  it('of metrics is left out', () => {
    expect(readLogLine('{"_aws":{"Timestamp":1},"Links":1}', at)).toBeUndefined();
  });

  it('never steers the terminal, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (message, extra) => {
        const line = readLogLine(JSON.stringify({ level: 'INFO', message, extra }), at);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(line && logLine(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 200 },
    );
  });
});
