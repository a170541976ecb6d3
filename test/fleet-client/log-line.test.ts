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

  it('tells an error without its stack', () => {
    const error = {
      name: 'NotFoundError',
      code: 'not_found',
      message: 'mara.example has no such page (HTTP 404).',
      stack: 'NotFoundError: …\n at crawlDirect (/var/task/index.mjs:5:7)',
    };
    const line = readLogLine(JSON.stringify({ level: 'ERROR', message: 'it failed', error }), at);
    expect(line && logLine(line)).toBe(
      '2026-11-24 18:02:11 ERROR  it failed error=not_found: mara.example has no such page (HTTP 404).',
    );
  });

  it('of Lambda itself, in JSON, tells how an invocation ended', () => {
    const said = (type: string, record: object): string | undefined => {
      const line = readLogLine(JSON.stringify({ time: at.toISOString(), type, record }), at);
      return line && logLine(line);
    };
    const metrics = { durationMs: 26.4, billedDurationMs: 27, maxMemoryUsedMB: 143 };
    expect(said('platform.start', { requestId: 'a1', version: '$LATEST' })).toBeUndefined();
    expect(said('platform.report', { requestId: 'a1', metrics, status: 'success' })).toBe(
      '2026-11-24 18:02:11 LAMBDA report status=success billedDurationMs=27 maxMemoryUsedMB=143',
    );
    expect(said('platform.initReport', { status: 'error', errorType: 'Runtime.ExitError' })).toBe(
      '2026-11-24 18:02:11 LAMBDA initReport status=error errorType=Runtime.ExitError',
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
