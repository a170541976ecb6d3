/**
 * The web of the benchmark, in a process of its own: 50 hosts behind one TLS port, pages packed before anybody asks, each
 * answer 100 ms late. No proxy stands between, on either side: the contestants resolve every host to this machine.
 *
 * Usage: node bench/fetching/replica.ts KEY CERTIFICATE  (prints its port)
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { articlePage } from './pages.ts';
import { HOSTS, LATENCY_MS, linksAt, POSTS_EACH } from './shape.ts';

const [key = '', cert = ''] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const pages = new Map<string, Buffer>();
let bytes = 0;

const server = createServer({ key, cert, keepAliveTimeout: 60_000 }, (request, response) => {
  const page = pages.get(`${request.headers.host}${request.url}`);
  setTimeout(() => {
    if (page === undefined) {
      response.writeHead(404, { 'content-length': 0 }).end();
      return;
    }
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' };
    response.writeHead(200, { ...headers, 'content-length': page.length }).end(page);
  }, LATENCY_MS);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // A TCP server never has a pipe's address.
  const links = linksAt(port);
  for (const [index, link] of links.entries()) {
    const url = new URL(link);
    const html = articlePage(url, index % HOSTS, Math.floor(index / HOSTS) % POSTS_EACH);
    bytes += html.length;
    pages.set(`${url.host}${url.pathname}`, gzipSync(html));
  }
  console.log(JSON.stringify({ port, kilobytesAPage: Math.round(bytes / links.length / 1_000) }));
});
