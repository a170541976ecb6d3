import { describe, expect, it } from 'vitest';
import { StorageError } from '../../src/errors.ts';
import { captureLog } from './captured-log.ts';
import { failed, handlerOf, lambdaContext, outcome, sqsRecord } from './invocation.ts';

const log = captureLog();
const user = 'Mara Lindqvist';
const record = (link: string, receives = 1) =>
  sqsRecord(JSON.stringify({ user, link, depth: 0 }), new URL(link).hostname, 'handle', receives);
const queue = { follow: async () => undefined, postpone: async () => undefined };

describe('the metrics of an invocation', () => {
  it('of a direct event say what became of its link', async () => {
    const handler = handlerOf(async ({ link }) =>
      outcome({
        link,
        platform: 'mara.example',
        documents: { stored: 2, replaced: 1, unchanged: 0 },
        isRendered: true,
        tookMs: 840,
      }),
    );
    await handler({ user, link: 'https://mara.example/' }, lambdaContext());
    expect(log.metrics()).toEqual({
      'Links outcome=stored': 1,
      'LinksByPlatform platform=other': 1,
      'LinkDuration platform=other': 840,
      'Documents outcome=stored': 2,
      'Documents outcome=replaced': 1,
      RenderedLinks: 1,
      LinkSuccess: 1,
    });
  });

  it('of a batch are counted over its messages, by outcome, platform and reason', async () => {
    const handler = handlerOf(
      async ({ link }) => {
        if (link.includes('past')) return outcome({ link, isPast: true });
        if (link.includes('gone')) return failed(link, { code: 'not_found' });
        if (link.includes('busy')) return failed(link, { code: 'throttled', retry: 'later' });
        if (link.includes('away')) throw new StorageError('The database is away.');
        if (link.includes('slow')) return failed(link, { code: 'aborted', retry: 'later' });
        return outcome({
          link,
          state: 'unchanged',
          documents: { stored: 0, replaced: 0, unchanged: 1 },
        });
      },
      { queue },
    );
    const records = [
      record('https://a.example/1'),
      record('https://b.example/1'),
      record('https://past.example/'),
      record('https://gone.example/'),
      record('https://busy.example/1'),
      record('https://busy.example/2'),
      record('https://busy2.example/', 5),
      record('https://away.example/'),
      record('https://slow.example/'),
      sqsRecord('no JSON', 'none'),
    ];
    await handler({ Records: records }, lambdaContext());
    expect(log.metrics()).toEqual({
      'Links outcome=unchanged': 2,
      'Links outcome=skipped': 1,
      // Gone, and the one that was throttled on its last receive.
      'Links outcome=failed': 2,
      // Throttled, behind it in its group, without a database, stopped, and what is no message.
      'Links outcome=postponed': 5,
      'FailedLinks reason=not_found': 1,
      'FailedLinks reason=throttled': 2,
      'FailedLinks reason=storage': 1,
      'FailedLinks reason=aborted': 1,
      'FailedLinks reason=invalid_event': 1,
      'LinksByPlatform platform=medium': 6,
      'LinkDuration platform=medium': 72,
      'Documents outcome=unchanged': 2,
      LinkSuccess: 2,
    });
  });

  it('count the links that are followed in the same invocation', async () => {
    const handler = handlerOf(async ({ link, depth }, { follow }) => {
      const next = [1, 2, 3].map((n) => ({ user, link: `${link}${n}`, depth: 1 }));
      if (depth === 0) await follow(next);
      return link.endsWith('3')
        ? failed(link, { code: 'blocked' })
        : outcome({ link, state: depth === 0 ? 'followed' : 'stored' });
    });
    await handler({ user, link: 'https://mara.example/' }, lambdaContext());
    expect(log.metrics()).toMatchObject({
      'Links outcome=followed': 1,
      'Links outcome=stored': 2,
      'Links outcome=failed': 1,
      'FailedLinks reason=blocked': 1,
    });
  });

  it('are written when the event fails and is thrown', async () => {
    const handler = handlerOf(() => Promise.reject(new StorageError('The database is away.')));
    const event = { user, link: 'https://mara.example/' };
    await expect(handler(event, lambdaContext())).rejects.toThrow(StorageError);
    expect(log.metrics()).toEqual({
      'Links outcome=failed': 1,
      'FailedLinks reason=storage': 1,
      LinkSuccess: 0,
    });
  });

  it('are none where nothing was crawled, and none of the invocation before', async () => {
    const handler = handlerOf(async ({ link }) => outcome({ link }));
    await handler({ user, link: 'https://mara.example/' }, lambdaContext());
    log.clear();
    await handler({ user }, lambdaContext());
    expect(log.metrics()).toEqual({});
    await handler({ user, link: 'https://mara.example/' }, lambdaContext());
    expect(log.metrics()).toMatchObject({ 'Links outcome=stored': 1 });
  });

  it('take one line for each dimension: they go by the service and one word of a short list', async () => {
    const handler = handlerOf(async ({ link }) => outcome({ link }));
    await handler({ user, link: 'https://mara.example/' }, lambdaContext());
    const lines = log
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((line) => '_aws' in line);
    const dimensions = lines.map(({ _aws }) => _aws.CloudWatchMetrics[0].Dimensions);
    // What is stored goes with what was stored: links and documents.
    expect(dimensions).toEqual([
      [['service', 'outcome']],
      [['service']],
      [['service', 'platform']],
    ]);
    expect(new Set(lines.map(({ service }) => service))).toEqual(new Set(['goldpan-test']));
    expect(log.text()).not.toContain('ColdStart');
  });
});
