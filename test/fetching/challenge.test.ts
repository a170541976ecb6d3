import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BEGINNING_BYTES } from '../../src/fetching/bodies.ts';
import { isChallenge } from '../../src/fetching/challenge.ts';
import { refusalOf } from '../../src/fetching/refusals.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

const PAGES = new URL('../../../shared/pages/', import.meta.url).pathname;
const CORPUS = new URL('../../../shared/corpora/wcxb-dev/', import.meta.url).pathname;

/** In the shape of Cloudflare's page of 2026. */
const CHALLENGE =
  '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></noscript>' +
  "<script nonce=\"x\">(function(){window._cf_chl_opt = {cType: 'managed'};var a = document.createElement('script');a.src = '/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1';}());</script></body></html>";

const answer = (
  body: string,
  headers: Record<string, string> = {},
  link = 'https://medium.com/p',
  status = 200,
) => ({
  url: new URL(link),
  status,
  headers: new Map(Object.entries(headers)),
  beginning: body.slice(0, BEGINNING_BYTES),
});

describe('flaw 5: a challenge page is recognised and never stored', () => {
  test.each([200, 403, 429, 503])('with HTTP %i', async (status) => {
    let requests = 0;
    const server = await startHttp((_request, response) => {
      requests += 1;
      response.writeHead(status, { 'content-type': 'text/html' }).end(CHALLENGE);
    });
    await expect(loopbackFetcher().page(server.link('/post'))).rejects.toMatchObject({
      code: 'blocked',
      retry: 'never',
      message: `site.example answered with a Cloudflare challenge (HTTP ${status}).`,
    });
    expect(requests).toBe(1);
  });

  test.each([
    ["by Cloudflare's header alone", '', { 'cf-mitigated': 'challenge' }],
    ['by its title and a mark', CHALLENGE.replace(/<script.*<\/script>/, ''), {}],
    [
      'by its script, whatever language the title is in',
      CHALLENGE.replace('Just a moment...', 'Nur einen Moment …'),
      {},
    ],
    [
      'in its form of 2020',
      '<title>Just a moment...</title><form id="challenge-form" action="/x">',
      {},
    ],
  ])('%s', (_how, body, headers) => {
    expect(isChallenge(answer(body, headers))).toBe(true);
  });

  test('a challenge in front of an archive', async () => {
    const server = await startHttp((_request, response) =>
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end(CHALLENGE),
    );
    await expect(
      loopbackFetcher().stream(server.link('/a.tar.gz'), { maxBytes: 9e6 }),
    ).rejects.toMatchObject({ code: 'blocked' });
  });
});

describe('a page that only looks like one is a page', () => {
  test.each([
    [
      'served through Cloudflare',
      '<title>Tides</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
    ],
    ['titled with the same words', '<title>Just a moment...</title><p>A poem.</p>'],
    [
      'about challenges, quoting one',
      `<title>Just a moment... and other walls</title><pre>${CHALLENGE.replaceAll('<', '&lt;')}</pre>`,
    ],
    [
      'that speaks of _cf_chl_opt in a script of its own',
      '<title>x</title><script>search("window._cf_chl_opt = ")</script>',
    ],
  ])('%s', (_what, body) => {
    expect(isChallenge(answer(body))).toBe(false);
  });
});

describe.skipIf(!existsSync(PAGES))('the captured pages', () => {
  const files = existsSync(PAGES)
    ? readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(?:html|json|xml)$/.test(name),
      )
    : [];

  test('the refusals are refused', () => {
    const cloudflare = readFileSync(
      join(PAGES, 'blocked/cloudflare-challenge-quora-2026.html'),
      'latin1',
    );
    expect(isChallenge(answer(cloudflare))).toBe(true);
    const wall = answer(
      readFileSync(join(PAGES, 'blocked/linkedin-authwall-synthetic.html'), 'latin1'),
      {},
      'https://www.linkedin.com/posts/x',
    );
    const request = { url: wall.url, headers: {}, signal: new AbortController().signal };
    expect(refusalOf(wall, request, 0)?.code).toBe('login_required');
  });

  test('no other page is refused, on any host', () => {
    const refused = files.filter((name) => {
      if (name.startsWith('blocked')) return false;
      const page = answer(
        readFileSync(join(PAGES, name), 'latin1'),
        {},
        name.startsWith('linkedin') ? 'https://www.linkedin.com/posts/x' : undefined,
      );
      return refusalOf(
        page,
        { url: page.url, headers: {}, signal: new AbortController().signal },
        0,
      );
    });
    expect(files.length).toBeGreaterThan(50);
    expect(refused).toEqual([]);
  });
});

describe.skipIf(!existsSync(CORPUS))('the corpus of 1,096 pages', () => {
  test('none is taken for a challenge', () => {
    const names = readdirSync(join(CORPUS, 'html'));
    const refused = names.filter((name) => {
      // The first 64 kB of compressed bytes hold more text than is ever looked at.
      const packed = readFileSync(join(CORPUS, 'html', name)).subarray(0, BEGINNING_BYTES);
      return isChallenge(
        answer(gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')),
      );
    });
    expect(names.length).toBeGreaterThan(1_000);
    expect(refused).toEqual([]);
  });
});
