import { describe, expect, it } from 'vitest';
import { dispatcher } from '../../src/dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../src/dispatcher/link.ts';
import { InvalidEventError, UnsafeUrlError } from '../../src/errors.ts';

describe('a link that a person gave', () => {
  it.each([
    ['', 'not a web link'],
    ['tides and pools', 'not a web link'],
    ['javascript:alert(1)', 'not a web link'],
    ['file:///etc/passwd', 'not a web link'],
    ['ftp://mara:secret@mara.example/notes', 'not a web link'],
  ])('%j is refused with a reason', (given, message) => {
    const read = (): unknown => parseLink(given);
    expect(read).toThrow(InvalidEventError);
    expect(read).toThrow(message);
    expect(read).not.toThrow('secret');
  });

  it.each([
    'https://mara:secret@mara.example/notes',
    'https://mara.example:8443/notes',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
  ])('%s is refused as unsafe', (given) => {
    const read = (): unknown => parseLink(given);
    expect(read).toThrow(UnsafeUrlError);
    expect(read).not.toThrow('secret');
  });

  it('advises to write the scheme when that is all that is missing', () => {
    try {
      parseLink('medium.com/@mara/tides-0123456789ab');
      expect.unreachable();
    } catch (error) {
      expect((error as InvalidEventError).hint).toBe(
        'Write it with its scheme: https://medium.com/@mara/tides-0123456789ab',
      );
    }
  });
});

describe('every URL form of a thing has one canonical link', () => {
  const canonical = (link: string): string => canonicalLink(parseLink(link), dispatcher).href;

  it.each([
    [
      'https://medium.com/@mara/tides-0123456789ab',
      [
        'https://Medium.com/@mara/tides-0123456789ab?source=rss-1------2',
        'http://medium.com/@mara/tides-0123456789ab#f00d',
      ],
    ],
    [
      'https://mara.substack.com/p/slack-water',
      [
        'https://mara.substack.com/p/slack-water?r=1ttoeh',
        'https://mara.substack.com/p/slack-water/?utm_source=x#details',
      ],
    ],
    [
      'https://github.com/mara/tidepool',
      [
        'https://www.github.com/mara/tidepool.git',
        'https://github.com/mara/tidepool/commits/main/src',
        'http://github.com/mara/tidepool/',
      ],
    ],
    [
      'https://mara.example/notes?page=2',
      ['https://mara.example./notes?utm_campaign=a&page=2&fbclid=1#top'],
    ],
  ])('%s', (expected, forms) => {
    for (const form of forms) expect(canonical(form)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  it('flaw 11: ?r= does not make the same Substack post another one', () => {
    expect(canonical('https://decodingml.substack.com/p/llm-agents-demystified?r=1ttoeh')).toBe(
      'https://decodingml.substack.com/p/llm-agents-demystified',
    );
  });
});
