import { describe, expect, test } from 'vitest';
import type { CrawlError } from '../../src/errors.ts';
import type { Answer } from '../../src/fetching/exchange.ts';
import { refusalOf } from '../../src/fetching/refusals.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

const NOW = Date.UTC(2026, 0, 1);

function refusal(
  link: string,
  status: number,
  {
    headers = {},
    body = '',
    authorization,
  }: { headers?: Record<string, string>; body?: string; authorization?: string } = {},
): CrawlError | undefined {
  const url = new URL(link);
  const answer: Answer = {
    url,
    status,
    headers: new Map(Object.entries(headers)),
    beginning: body,
  };
  const sent = authorization === undefined ? {} : { authorization };
  return refusalOf(answer, { url, headers: sent, signal: new AbortController().signal }, NOW);
}

describe('every status has its error', () => {
  test.each([
    [400, 'unsupported_content'],
    [401, 'login_required'],
    [402, 'login_required'],
    [403, 'blocked'],
    [404, 'not_found'],
    [405, 'unsupported_content'],
    [406, 'unsupported_content'],
    [407, 'upstream'],
    [408, 'upstream'],
    [410, 'not_found'],
    [418, 'blocked'],
    [425, 'upstream'],
    [429, 'throttled'],
    [451, 'blocked'],
    [500, 'upstream'],
    [520, 'upstream'],
    [599, 'upstream'],
    [999, 'blocked'],
  ])('%i is %s', (status, code) => {
    const error = refusal('https://mara.example/notes', status);
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(`mara.example`);
    expect(error?.message).toContain(`HTTP ${status}`);
    expect(error?.link).toBe('https://mara.example/notes');
  });

  test.each([200, 201, 204, 206])('%i is none', (status) => {
    expect(refusal('https://mara.example/notes', status)).toBeUndefined();
  });

  test('999, as LinkedIn sends it, arrives as a refusal', async () => {
    const server = await startHttp((_request, response) => response.writeHead(999).end('denied'));
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toMatchObject({
      code: 'blocked',
    });
  });

  test('a 404 whose body is broken is still a 404', async () => {
    const server = await startHttp((_request, response) =>
      response.writeHead(404, { 'content-encoding': 'gzip' }).end('not gzip at all'),
    );
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the log-in walls of LinkedIn', () => {
  test.each([
    'https://www.linkedin.com/authwall?trk=bf&trkInfo=AQ',
    'https://www.linkedin.com/login',
    'https://www.linkedin.com/uas/login?session_redirect=x',
    'https://de.linkedin.com/checkpoint/challenge/AQ',
  ])('a redirect to %s is not even followed', async (wall) => {
    const asked: (string | undefined)[] = [];
    const server = await startHttp((request, response) => {
      asked.push(request.url);
      response.writeHead(302, { location: wall }).end();
    });
    await expect(loopbackFetcher().page(server.link('/posts/mara'))).rejects.toMatchObject({
      code: 'login_required',
      link: wall,
    });
    expect(asked).toEqual(['/posts/mara']);
  });

  test('a small page whose script leads to the wall', () => {
    const body =
      '<html><head><script>window.onload = function () { location.href = "https://" + domain + "/authwall?trk=gf"; }</script></head></html>';
    expect(refusal('https://www.linkedin.com/in/mara-lindqvist', 200, { body })?.code).toBe(
      'login_required',
    );
  });

  test('the sign-up page in the place of a post', () => {
    const body =
      '<html><head><title>Sign Up | LinkedIn</title></head><body><h1>Join LinkedIn</h1></body></html>';
    expect(refusal('https://www.linkedin.com/posts/mara_1', 200, { body })?.code).toBe(
      'login_required',
    );
  });

  test('an article there about logging in is an article', () => {
    const body = '<title>Why I Sign Up for everything | Mara Lindqvist</title>';
    expect(refusal('https://www.linkedin.com/pulse/why-mara', 200, { body })).toBeUndefined();
  });

  test('a real post that links to the wall is a post', () => {
    const body = `<title>Mara Lindqvist on LinkedIn: Tides</title><a href="/authwall">Join</a><script>window.onload = f</script>${'tide '.repeat(2000)}`;
    expect(refusal('https://www.linkedin.com/posts/mara_1', 200, { body })).toBeUndefined();
  });

  test('an article elsewhere about signing up is an article', () => {
    const body = '<title>Why nobody will Sign Up | mara.example</title>window.onload authwall';
    expect(refusal('https://mara.example/login', 200, { body })).toBeUndefined();
    expect(refusal('https://notlinkedin.com/login', 200, { body })).toBeUndefined();
  });
});

describe("GitHub's quota", () => {
  const api = 'https://api.github.com/repos/mara-lindqvist/tidepool';
  const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 1800) };

  test.each([403, 429])(
    '%i with nothing remaining: come back at the reset; a token helps',
    (status) => {
      expect(refusal(api, status, { headers: used })).toMatchObject({
        code: 'throttled',
        retryAfterMs: 1_800_000,
        message: `The quota of api.github.com is used up for 30 min (HTTP ${status}).`,
        hint: expect.stringContaining('GITHUB_TOKEN'),
      });
    },
  );

  test('with a token there is nothing to advise but patience', () => {
    expect(refusal(api, 403, { headers: used, authorization: 'Bearer x' })?.hint).not.toContain(
      'GITHUB_TOKEN',
    );
  });

  test('the secondary limit names its pause, or means a minute', () => {
    expect(refusal(api, 403, { headers: { 'retry-after': '30' } })).toMatchObject({
      code: 'throttled',
      retryAfterMs: 30_000,
    });
    const body = '{"message":"You have exceeded a secondary rate limit."}';
    expect(refusal(api, 403, { body })).toMatchObject({ code: 'throttled', retryAfterMs: 60_000 });
  });

  test('a reset in the past or missing does no harm', () => {
    expect(
      refusal(api, 403, { headers: { ...used, 'x-ratelimit-reset': '1' } })?.retryAfterMs,
    ).toBe(0);
    expect(refusal(api, 429, { headers: { 'x-ratelimit-remaining': '0' } })?.retryAfterMs).toBe(
      60_000,
    );
  });

  test('401 with a token: the token is named, not the page', () => {
    expect(refusal(api, 401, { authorization: 'Bearer x' })).toMatchObject({
      code: 'login_required',
      message: 'api.github.com does not accept our token (HTTP 401).',
      hint: expect.stringContaining('GITHUB_TOKEN'),
    });
  });

  test('403 with quota left is a refusal', () => {
    expect(refusal(api, 403, { headers: { 'x-ratelimit-remaining': '57' } })?.code).toBe('blocked');
  });
});
