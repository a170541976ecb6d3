/** A hostile page tries everything to reach this machine through our browser; a canary on loopback must see nothing of it. */
import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGuardProxy } from '../../../src/fetching/browser/guard-proxy.ts';
import { trustedKeys } from '../../../src/fetching/browser/trusted-keys.ts';
import { launchChromium } from '../../../src/fetching/chromium.ts';
import { type GuardRules, PUBLIC_INTERNET } from '../../../src/fetching/guard.ts';
import { type ReplicaSites, startReplicaSites } from '../../sites/replica.ts';
import { LOOPBACK_TOO, resolveTo } from '../servers.ts';
import { AGENT, leftovers, stage, textOf } from './browsers.ts';

/** Production's addresses on every port, so that it is the address that is refused. */
const EVERY_PORT: GuardRules = { ...PUBLIC_INTERNET, allowsPort: () => true };

interface Canary {
  readonly port: number;
  /** TCP connections and UDP packets so far. */
  seen(): number;
}

/** Listens on the same port of 127.0.0.1 for connections and for packets, as a runtime API or a neighbour would. */
async function startCanary(): Promise<Canary> {
  let seen = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    seen += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.end(
      'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 6\r\n\r\nsecret',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A TCP server never has a pipe's address.
  const packets = createSocket('udp4', () => {
    seen += 1;
  });
  await new Promise<void>((resolve) => packets.bind(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    packets.close();
  });
  return { port, seen: () => seen };
}

/** Everything a page can ask for, of every spelling of this machine and of the metadata service. */
function hostilePage(port: number): string {
  const places = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    `2130706433:${port}`,
    `0x7f.1:${port}`,
    `0.0.0.0:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `rebinding.example:${port}`,
    '169.254.169.254',
    '[fd00:ec2::254]',
  ];
  return `<!doctype html><head>
    ${places
      .map((place, index) =>
        ['http', 'https']
          .map((scheme) => {
            const link = `${scheme}://${place}/${index}`;
            return `<link rel="dns-prefetch" href="${link}/dns"><link rel="preconnect" href="${link}/preconnect">
      <link rel="prefetch" href="${link}/prefetch"><link rel="preload" as="fetch" href="${link}/preload">
      <link rel="stylesheet" href="${link}/style"><link rel="modulepreload" href="${link}/module"><link rel="icon" href="${link}/icon">
      <script async src="${link}/script"></script><script type="speculationrules">{"prefetch":[{"source":"list","urls":["${link}/speculation"]}],"prerender":[{"source":"list","urls":["${link}/prerender"]}]}</script>
      <style>@import url(${link}/import); @font-face { font-family: f${index}; src: url(${link}/font); } body { font-family: f${index}; background: url(${link}/background); }</style>
      <img src="${link}/img" srcset="${link}/srcset 2x"><iframe src="${link}/frame"></iframe><video src="${link}/video" autoplay></video><audio src="${link}/audio" autoplay></audio>
      <object data="${link}/object"></object><embed src="${link}/embed"><track src="${link}/track"><svg><image href="${link}/svg"/></svg><a id="a${index}${scheme}" href="#x" ping="${link}/ping">x</a>
      <form target="_blank" method="post" action="${link}/form"></form>`;
          })
          .join(''),
      )
      .join('')}
    </head><body><p>hostile</p><script>
    const places = ${JSON.stringify(places)};
    const tries = [];
    const attempt = (work) => { try { tries.push(Promise.resolve(work()).catch((error) => error)); } catch (error) { tries.push(error); } };
    for (const place of places) for (const scheme of ['http', 'https']) {
      const link = scheme + '://' + place + '/';
      attempt(() => fetch(link + 'fetch'));
      attempt(() => fetch(link + 'no-cors', { mode: 'no-cors', credentials: 'include' }));
      attempt(() => fetch(link + 'post', { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }));
      attempt(() => { const asked = new XMLHttpRequest(); asked.open('PUT', link + 'xhr'); asked.send('x'); });
      attempt(() => new WebSocket(link.replace('http', 'ws') + 'socket'));
      attempt(() => new EventSource(link + 'events'));
      attempt(() => navigator.sendBeacon(link + 'beacon', 'x'));
      attempt(() => new Worker(URL.createObjectURL(new Blob(['fetch("' + link + 'worker", { mode: "no-cors" }); importScripts("' + link + 'imported")']))));
      attempt(() => new SharedWorker(URL.createObjectURL(new Blob(['fetch("' + link + 'shared", { mode: "no-cors" })']))));
      attempt(() => import(link + 'dynamic'));
      attempt(() => window.open(link + 'window'));
      attempt(() => new WebTransport(link + 'transport').ready);
      attempt(() => fetch('/to?' + encodeURIComponent(link + 'redirected'), { mode: 'no-cors' }));
      attempt(async () => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + place }, { urls: ['turn:' + place + '?transport=udp', 'turn:' + place + '?transport=tcp', 'turns:' + place], username: 'u', credential: 'c' }] });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
      });
    }
    attempt(() => navigator.serviceWorker.register('/worker.js'));
    for (const form of document.forms) attempt(() => form.submit());
    for (const link of document.links) attempt(() => link.click());
    setTimeout(() => { document.body.append('every attempt was made: ' + tries.length); }, 700);
    </script></body>`;
}

const WORKER = (port: number) =>
  `self.addEventListener('install', () => { for (const link of ['http://127.0.0.1:${port}/sw', 'https://127.0.0.1:${port}/sw']) fetch(link, { mode: 'no-cors' }); });`;

function hostileSite(port: number): Parameters<typeof stage>[0] {
  return {
    '/': hostilePage(port),
    '/worker.js': { headers: { 'content-type': 'text/javascript' }, body: WORKER(port) },
    '/to': ({ url }) => ({
      status: 302,
      headers: { location: decodeURIComponent(url.search.slice(1)) },
    }),
  };
}

/** What the page does leaves by the proxy that is set, if it leaves at all. */
const leaked = ({ requests }: ReplicaSites): string[] =>
  requests.map(({ url }) => url.hostname).filter((host) => host !== 'mara.example');

describe('a hostile page', () => {
  test('reaches nothing of this machine', { timeout: 40_000 }, async () => {
    const canary = await startCanary();
    const { show, replica } = await stage(hostileSite(canary.port), {
      rules: EVERY_PORT,
      resolve: resolveTo('127.0.0.1'),
      settings: { NO_PROXY: 'rebinding.example' },
      limits: { quietMs: 1_500 },
    });
    expect(textOf(await show('/'))).toMatch(/every attempt was made: \d{3}/);
    expect(canary.seen()).toBe(0);
    expect(leaked(replica)).toEqual([]);
  });
});

/** The proxy alone, without what `visit.ts` keeps from the page: frames, images, service workers and windows are all let through. */
async function unguarded(rules: GuardRules): Promise<{ canary: Canary; replica: ReplicaSites }> {
  const canary = await startCanary();
  const site = hostileSite(canary.port);
  const replica = await startReplicaSites([
    {
      hosts: ['mara.example'],
      answer: (request) => {
        const page = site[request.url.pathname];
        return typeof page === 'string'
          ? { body: page }
          : typeof page === 'function'
            ? page(request)
            : page;
      },
    },
  ]);
  const proxy = {
    HTTPS_PROXY: replica.proxyUrl,
    HTTP_PROXY: replica.proxyUrl,
    NO_PROXY: '127.0.0.1, localhost, rebinding.example',
  };
  const guard = await startGuardProxy({
    proxy,
    resolve: resolveTo('127.0.0.1'),
    connectMs: 5_000,
    idleMs: 20_000,
    mostBytes: 1e8,
  });
  const chromium = await launchChromium({
    settings: {},
    userAgent: AGENT,
    trustedKeys: trustedKeys(replica.ca),
  });
  onTestFinished(async () => {
    await chromium.close();
    await guard.close();
    await replica.close();
  });
  const pass = guard.admit(rules);
  const context: BrowserContext = await chromium.browser.newContext({
    userAgent: AGENT,
    proxy: { ...pass, server: guard.server, bypass: '<-loopback>' },
  });
  const page = await context.newPage();
  await page.goto('https://mara.example/', { waitUntil: 'commit' });
  await page.getByText('every attempt was made').waitFor();
  await page.waitForTimeout(1_500);
  return { canary, replica };
}

describe('the proxy alone', () => {
  test('lets nothing through to this machine', { timeout: 40_000 }, async () => {
    const { canary, replica } = await unguarded(EVERY_PORT);
    expect(canary.seen()).toBe(0);
    expect(leaked(replica)).toEqual([]);
  });

  test('would let it through if the rules allowed it: the canary is where the page looks for it', {
    timeout: 40_000,
  }, async () => {
    const { canary } = await unguarded(LOOPBACK_TOO);
    expect(canary.seen()).toBeGreaterThan(20);
  });

  test('lets nobody through without a pass', async () => {
    const canary = await startCanary();
    const chromium = await launchChromium({ settings: {}, userAgent: AGENT, trustedKeys: [] });
    onTestFinished(() => chromium.close());
    const page = await chromium.browser.newPage();
    await expect(page.goto(`http://127.0.0.1:${canary.port}/`)).rejects.toThrow(
      'ERR_PROXY_CONNECTION_FAILED',
    );
    expect(canary.seen()).toBe(0);
  });
});

test('nothing is left in the temporary folder', async () => {
  await expect.poll(leftovers).toEqual([]);
});
