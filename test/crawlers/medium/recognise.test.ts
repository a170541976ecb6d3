import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isMediumPage } from '../../../src/crawlers/medium/recognise.ts';
import { pageOf } from '../bench.ts';
import { replicaPage } from './replica-pages.ts';

const LINK = 'https://stories.tidewater.example/';
const CORPUS = new URL('../../../../shared/corpora/wcxb-dev/', import.meta.url);
const MANIFEST = new URL('manifest.jsonl', CORPUS);

describe('flaw 9: a custom domain is known as Medium by the marks of its pages', () => {
  test.each([
    'tide-sensor.html',
    'backfilling.html',
    'moon.html',
    'fine-tuning.html',
    'custom-domain-home.html',
  ])('%s', (name) => {
    expect(isMediumPage(pageOf(LINK, replicaPage(name)))).toBe(true);
  });

  test.each([
    [
      'the app, attributes in the other order',
      '<meta content="com.medium.reader" property="al:android:package">',
    ],
    ['the title alone', '<h1 id="aa" class="pw-post-title ab ac">Tides</h1>'],
    [
      'the state alone',
      '<script>window.__APOLLO_STATE__ = {"a":"https://miro.medium.com/1*a"}</script>',
    ],
  ])('%s', (_what, html) => {
    expect(isMediumPage(pageOf(LINK, html))).toBe(true);
  });

  test.each([
    [
      'another app of another site',
      '<meta property="al:android:package" content="com.other.reader">',
    ],
    ['the state of another site', '<script>window.__APOLLO_STATE__ = {}</script>'],
    ['an image of Medium', '<img src="https://miro.medium.com/1*a.png">'],
    ['a feed', '<rss><channel><generator>Medium</generator></channel></rss>'],
  ])('%s is no mark', (_what, html) => {
    expect(isMediumPage(pageOf(LINK, html))).toBe(false);
  });

  test('an answer that is no page is not looked at', () => {
    const page = pageOf(LINK, replicaPage('tide-sensor.html'), 'application/json');
    expect(isMediumPage(page)).toBe(false);
  });

  test('a page made to slow it down takes no longer than others', () => {
    const startedAt = performance.now();
    for (const piece of ['<meta ', '<meta al:android:package', 'class="', 'class="pw-post ']) {
      expect(isMediumPage(pageOf(LINK, piece.repeat(200_000)))).toBe(false);
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

test.skipIf(!existsSync(MANIFEST))(
  'of 1,096 pages of the WCXB corpus exactly those of Medium are recognised',
  () => {
    const entries = readFileSync(MANIFEST, 'utf8').trim().split('\n');
    const recognised = entries.flatMap((line) => {
      const { id, html }: { id: string; html: string } = JSON.parse(line);
      const text = gunzipSync(readFileSync(new URL(html, CORPUS))).toString('utf8');
      return isMediumPage(pageOf(LINK, text)) ? [id] : [];
    });
    expect(entries).toHaveLength(1_096);
    // netflixtechblog.com (the root of a custom domain), brianjenney.medium.com, sergioschuler.com.
    expect(recognised).toEqual(['2972', '4433', '4460']);
  },
  60_000,
);
