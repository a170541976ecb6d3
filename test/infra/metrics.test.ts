import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../infra/metrics.ts';
import { InvalidEventError } from '../../src/errors.ts';
import { InvocationMetrics } from '../../src/handlers/metrics.ts';
import type { Outcome } from '../../src/pipeline/outcome.ts';
import { captureLog } from '../handlers/captured-log.ts';
import { only, templateOf } from './template.ts';

const log = captureLog();
let template: Template;

beforeAll(() => {
  template = templateOf();
});

describe('every metric that an alarm or the dashboard reads', () => {
  it('is one that the function writes, by the same dimension', () => {
    const body = JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard').DashboardBody);
    const plain = body.replaceAll(/\\+"/g, '"');
    const searched = plain.matchAll(/SEARCH\('\{goldpan,(\w+),service\} MetricName="(\w+)"/g);
    const drawn = plain.matchAll(/\["goldpan","(\w+)",(?:"(\w+)","\w+",)?"service","goldpan-dev"/g);
    const watched = Object.values(template.findResources('AWS::CloudWatch::Alarm'))
      .filter(({ Properties }) => Properties.Namespace === 'goldpan')
      .map(({ Properties }) => String(Properties.MetricName));
    const read = new Set([
      ...[...searched].map(([, dimension, name]) => `${name} ${dimension}`),
      ...[...drawn].map(([, name, dimension]) => [name, dimension].filter(Boolean).join(' ')),
      ...watched,
    ]);

    expect([...read].sort()).toEqual([
      'Documents outcome',
      'FailedLinks reason',
      'LinkDuration platform',
      'LinkSuccess',
      'Links outcome',
      'LinksByPlatform platform',
      'RenderedLinks',
    ]);
    const names = Object.keys(written()).map((name) => name.replace(/=.*/, ''));
    expect([...read].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('names each outcome as the function does', () => {
    const outcomes = Object.keys(written())
      .map((name) => /^Links outcome=(\w+)$/.exec(name)?.[1])
      .filter((outcome) => outcome !== undefined);
    expect(outcomes.sort()).toEqual([...OUTCOMES].sort());
  });
});

/** What the function writes when all that can become of a link has become of one. */
function written(): Record<string, number> {
  const metrics = new InvocationMetrics('goldpan-dev');
  const failure = { code: 'upstream', message: '', hint: '', retry: 'later' } as const;
  const stored: Outcome = {
    user: 'Mara Lindqvist',
    link: 'https://mara.example/',
    state: 'stored',
    platform: 'mara.example',
    documents: { stored: 1, replaced: 1, unchanged: 1 },
    found: 0,
    isRendered: true,
    tookMs: 5,
  };
  metrics.crawled(stored, false);
  metrics.crawled({ ...stored, state: 'unchanged' }, false);
  metrics.crawled({ ...stored, state: 'followed' }, false);
  metrics.crawled({ ...stored, isPast: true }, false);
  metrics.crawled({ ...stored, state: 'failed', failure }, true);
  metrics.threw(new InvalidEventError('No message'), false);
  metrics.flush();
  return log.metrics();
}
