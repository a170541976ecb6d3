import { describe, expect, test } from 'vitest';
import { visibleDate } from '../../../src/crawlers/medium/visible-date.ts';
import { parseHtml } from '../../../src/extraction/parse-html.ts';

const iso = (html: string, latest?: string) =>
  visibleDate(
    parseHtml(`<html>${html}</html>`),
    latest === undefined ? undefined : new Date(latest),
  )?.toISOString();

describe('the date below the title is the first publication', () => {
  test('years before the latest one, which the metadata tells', () => {
    expect(iso('<span>Dec 30, 2013</span>', '2024-08-07T12:01:51.460Z')).toBe(
      '2013-12-30T00:00:00.000Z',
    );
  });

  test('to the millisecond where both are the same day, in any time zone', () => {
    expect(iso('<a>Feb 1, 2015</a>', '2015-01-31T22:58:05.645Z')).toBe('2015-01-31T22:58:05.645Z');
    expect(iso('<a>Dec 1, 2025</a>', '2025-12-02T09:21:56.249Z')).toBe('2025-12-02T09:21:56.249Z');
  });

  test('in the running year it comes without its year', () => {
    expect(iso('<time>Mar 17</time>', '2015-03-17T16:27:40.294Z')).toBe('2015-03-17T16:27:40.294Z');
    expect(iso('<time>Mar 1</time>', '2015-03-17T16:27:40.294Z')).toBe('2015-03-01T00:00:00.000Z');
    expect(iso('<time>Dec 29</time>', '2015-01-02T08:00:00.000Z')).toBe('2014-12-29T00:00:00.000Z');
  });

  test('beside other words of its line, and over line breaks', () => {
    expect(iso('<span>May 27, 2015<span>3 min read</span></span>')).toBe(
      '2015-05-27T00:00:00.000Z',
    );
    expect(iso('<a>Jun\n   19, 2017</a>')).toBe('2017-06-19T00:00:00.000Z');
  });

  test('before the time to read, in the same element', () => {
    expect(iso('<span>Nov 28, 2020<b>·</b>23 min read</span>')).toBe('2020-11-28T00:00:00.000Z');
  });

  test('not the date of something promoted above the article', () => {
    const html = '<div>Nov 25, 2020</div><article><span>Nov 28, 2020</span></article>';
    expect(iso(html)).toBe('2020-11-28T00:00:00.000Z');
  });

  test('not in the middle of a sentence', () => {
    expect(iso('<p>It happened on May 27, 2015 in the harbour.</p>')).toBeUndefined();
    expect(iso('<p>Max 27, 2015</p>')).toBeUndefined();
  });
});
