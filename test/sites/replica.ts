/**
 * The replica sites: pages written for this project in the shape of the real ones, served at their real URLs over TLS
 * by a proxy on loopback. Production code runs unchanged; it only sees a proxy.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as mockttp from 'mockttp';

/** What a site answers on one path. */
export interface SiteAnswer {
  /** 200 unless said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds to wait before the answer. */
  readonly delayMs?: number;
}

export interface SiteRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A request in the access log; times are milliseconds since 1970. */
export interface LoggedRequest extends SiteRequest {
  readonly startedAt: number;
  /** When the answer was handed over; not there as long as the request is in flight. */
  finishedAt?: number;
}

/** One site: everything under its hosts. `undefined` is answered as 404. */
export interface Site {
  readonly hosts: readonly string[];
  answer(request: SiteRequest): SiteAnswer | undefined | Promise<SiteAnswer | undefined>;
}

export interface ReplicaSites {
  /** For HTTPS_PROXY and HTTP_PROXY. */
  readonly proxyUrl: string;
  /** PEM file for NODE_EXTRA_CA_CERTS. */
  readonly caPath: string;
  /** PEM text of the same authority. */
  readonly ca: string;
  /** Every request so far, in order of arrival. */
  readonly requests: LoggedRequest[];
  close(): Promise<void>;
}

/**
 * Starts the proxy. A host that no site claims answers as a refused connection would: 502.
 *
 * @example
 * const replica = await startReplicaSites([mediumSite]);
 * // HTTPS_PROXY=replica.proxyUrl NODE_EXTRA_CA_CERTS=replica.caPath node src/cli/main.ts crawl https://medium.com/…
 */
export async function startReplicaSites(sites: readonly Site[]): Promise<ReplicaSites> {
  const authority = await mockttp.generateCACertificate();
  const folder = await mkdtemp(join(tmpdir(), 'replica-sites-'));
  const caPath = join(folder, 'ca.pem');
  await writeFile(caPath, authority.cert);
  const server = mockttp.getLocal({ https: authority, cors: false, recordTraffic: false });
  const requests: LoggedRequest[] = [];

  await server.start();
  await server.forAnyRequest().thenCallback(async (incoming) => {
    const request: LoggedRequest = {
      startedAt: Date.now(),
      url: new URL(incoming.url),
      method: incoming.method,
      headers: incoming.headers,
    };
    requests.push(request);
    const site = sites.find(({ hosts }) => hosts.includes(request.url.hostname));
    if (site === undefined) return { statusCode: 502, body: 'no such replica site' };
    const answer = (await site.answer(request)) ?? { status: 404, body: 'Not found' };
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    request.finishedAt = Date.now();
    return {
      statusCode: answer.status ?? 200,
      headers: { 'content-type': 'text/html; charset=utf-8', ...answer.headers },
      body: answer.body ?? '',
    };
  });

  return {
    proxyUrl: `http://127.0.0.1:${server.port}`,
    caPath,
    ca: authority.cert,
    requests,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
