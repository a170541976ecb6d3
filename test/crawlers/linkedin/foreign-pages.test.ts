/** Pages as nobody expects them: what comes out is links of LinkedIn or a typed error, never a crash. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { readOrganisation, readPostsBy } from '../../../src/crawlers/linkedin/listing.ts';
import { readNewsletter } from '../../../src/crawlers/linkedin/newsletter.ts';
import { readPost } from '../../../src/crawlers/linkedin/post.ts';
import { readRecentActivity } from '../../../src/crawlers/linkedin/recent-activity.ts';
import { targetOf } from '../../../src/crawlers/linkedin/short-link.ts';
import { CrawlError } from '../../../src/errors.ts';
import type { FetchedPage } from '../../../src/fetching/page.ts';
import { linkedinLinks } from '../../sites/linkedin.ts';
import { pageOf } from '../bench.ts';

const html = (name: string): string =>
  readFileSync(new URL(`../../sites/pages/linkedin/${name}.html`, import.meta.url), 'utf8');

const READERS: readonly [name: string, link: string, read: (page: FetchedPage) => Harvest[]][] = [
  ['company', linkedinLinks.company, (page) => readOrganisation(page, 'company/tidepool-data')],
  ['newsletter', linkedinLinks.newsletter, (page) => readNewsletter(page, 'tide-letters-7004711')],
  [
    'recent-activity',
    `${linkedinLinks.profile}/recent-activity/all/`,
    (page) => readRecentActivity(page, 'mara-lindqvist'),
  ],
  [
    'document',
    linkedinLinks.document,
    (page) => [readPost(page, { kind: 'activity', id: '7470023916723897128' })],
  ],
];

/** What stands on those pages and was written by somebody else. */
const OF_OTHERS = /7456948765568537191|7403730447106048333|oskar-brandt|how-we-moderate/;

describe.each(READERS)('%s', (name, link, read) => {
  const whole = html(name);
  const lines = whole.split('\n');
  const readOrError = (text: string): Harvest[] | CrawlError => {
    try {
      return read(pageOf(link, text));
    } catch (error) {
      if (error instanceof CrawlError) return error;
      throw error;
    }
  };

  test('whatever is cut out of it, nothing of others comes', () => {
    fc.assert(
      fc.property(fc.nat(lines.length), fc.nat(20), (start, count) => {
        const found = readOrError(lines.toSpliced(start, count).join('\n'));
        if (found instanceof CrawlError) return;
        for (const { kind, link: one } of found) {
          if (kind === 'link') expect(one.href).not.toMatch(OF_OTHERS);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('whatever stands in its attributes, a typed error or something comes out', () => {
    const attributes = [
      ...['href', 'data-activity-urn', 'data-attributed-urn', 'data-urn', 'data-id'],
      'data-native-document-config',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...attributes),
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.json(),
          fc.constant('urn:li:activity:99999999999999999999'),
        ),
        (attribute, value) => {
          const written = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
          readOrError(
            whole.replaceAll(
              new RegExp(`${attribute}="[^"]*"`, 'g'),
              () => `${attribute}="${written}"`,
            ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(['', '<html>', 'authwall', 'pulse'])('of another page (%s) nothing comes', (other) => {
    const text = /^[a-z]/.test(other) ? html(other) : other;
    expect(readOrError(text)).toBeInstanceOf(CrawlError);
  });
});

test('a short link that warns of nothing leads nowhere', () => {
  expect(() => targetOf(pageOf('https://lnkd.in/x', html('authwall')))).toThrow(CrawlError);
  const wrapped =
    '<a data-tracking-control-name="external_url_click" href="https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fmara.example%2F">x</a>';
  expect(targetOf(pageOf('https://lnkd.in/x', wrapped)).href).toBe('https://mara.example/');
  const back =
    '<a data-tracking-control-name="external_url_click" href="javascript:alert(1)">x</a>';
  expect(() => targetOf(pageOf('https://lnkd.in/x', back))).toThrow(CrawlError);
});

test('thousands of cards are read at once', () => {
  const card = `<article class="main-feed-activity-card" data-activity-urn="urn:li:activity:7467091312299214034">
    <a data-tracking-control-name="x_feed-actor-name" href="/company/tidepool-data">T</a>
    <p data-test-id="main-feed-activity-card__commentary">#tides</p></article>`;
  const page = pageOf(linkedinLinks.company, `<div>${card}</div>`.repeat(2_000));
  const before = performance.now();
  expect(readOrganisation(page, 'company/tidepool-data')).toHaveLength(2_000);
  expect(readPostsBy(page, 'T')).toHaveLength(2_000);
  const nested = pageOf(linkedinLinks.company, card.replace('</article>', '').repeat(2_000));
  expect(readOrganisation(nested, 'company/tidepool-data')).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(20_000);
});
