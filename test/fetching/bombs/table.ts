/**
 * What a hostile server can send: each entry is one attack on a client's memory, time or parser, as bytes on a socket, and
 * what has to come of it. Used by the tests (outcome, memory of a whole process) and by `bench/fetching/bombs.ts` (figures).
 */
import type { Socket } from 'node:net';
import * as zlib from 'node:zlib';

export interface Bomb {
  readonly name: string;
  /** What a person is told: the code of the error, or 'page' for an answer that is read as one. */
  readonly outcome: RegExp;
  /** It only ends by a time limit: several of them are tried side by side. */
  readonly isSlow?: boolean;
  /** Answers one request whose head has arrived. */
  answer(socket: Socket, request: { readonly path: string }): void;
}

const MEGABYTE = 1_000_000;
const ZEROS = Buffer.alloc(10 * MEGABYTE);
const TOO_LARGE = /^too_large$/;
const UPSTREAM = /^upstream$/;

const head = (...headers: string[]): string =>
  `${['HTTP/1.1 200 OK', 'content-type: text/html', ...headers].join('\r\n')}\r\n\r\n`;

/** Once for all requests: packing a bomb takes longer than refusing it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Many packed bodies in a row are one packed body in gzip (RFC 1952, section 2.2). */
const repeated = (bytes: Buffer, times: number): Buffer =>
  Buffer.concat(Array.from({ length: times }, () => bytes));

const GIGABYTE_IN_GZIP = once(() => repeated(zlib.gzipSync(ZEROS, { level: 9 }), 100));
const QUARTER_IN_ZSTD = once(() => zlib.zstdCompressSync(Buffer.alloc(250 * MEGABYTE)));
const FAST_BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };
const QUARTER_IN_BROTLI = once(() =>
  zlib.brotliCompressSync(Buffer.alloc(250 * MEGABYTE), FAST_BROTLI),
);
const QUARTER_IN_DEFLATE = once(() => zlib.deflateSync(Buffer.alloc(250 * MEGABYTE), { level: 1 }));

const packed =
  (coding: string, bytes: () => Buffer): Bomb['answer'] =>
  (socket) =>
    socket.end(Buffer.concat([Buffer.from(head(`content-encoding: ${coding}`)), bytes()]));

const says =
  (text: string): Bomb['answer'] =>
  (socket) =>
    socket.end(text, 'latin1');

/** Writes as fast as the other side reads, until it goes away. */
function forever(start: string, piece: string | Buffer): Bomb['answer'] {
  const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece, 'latin1');
  return (socket) => {
    const write = (): void => {
      while (!socket.destroyed && socket.write(chunk));
      if (!socket.destroyed) socket.once('drain', write);
    };
    socket.write(start);
    write();
  };
}

/** A little every 20 ms, so that the other side never counts as silent. */
const dribbling =
  (start: string, piece: string): Bomb['answer'] =>
  (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), 20);
    socket.once('close', () => clearInterval(timer));
  };

const EMPTY_GZIP = repeated(zlib.gzipSync(''), 5_000);
/** A deflate block that holds nothing: type 00, length 0 and its complement (RFC 1951, section 3.2.4). */
const EMPTY_BLOCKS = repeated(Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]), 20_000);
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

export const BOMBS: readonly Bomb[] = [
  { name: '1 GB in gzip', outcome: TOO_LARGE, answer: packed('gzip', GIGABYTE_IN_GZIP) },
  { name: '250 MB in zstd', outcome: TOO_LARGE, answer: packed('zstd', QUARTER_IN_ZSTD) },
  { name: '250 MB in brotli', outcome: TOO_LARGE, answer: packed('br', QUARTER_IN_BROTLI) },
  { name: '250 MB in deflate', outcome: TOO_LARGE, answer: packed('deflate', QUARTER_IN_DEFLATE) },
  {
    name: '1 GB in gzip in gzip',
    outcome: TOO_LARGE,
    answer: packed(
      'gzip, gzip',
      once(() => zlib.gzipSync(GIGABYTE_IN_GZIP())),
    ),
  },
  {
    name: '1 GB in gzip in brotli',
    outcome: TOO_LARGE,
    answer: packed(
      'gzip, br',
      once(() => zlib.brotliCompressSync(GIGABYTE_IN_GZIP(), FAST_BROTLI)),
    ),
  },
  {
    name: 'packed three times over',
    outcome: UPSTREAM,
    answer: packed(
      'gzip, gzip, gzip',
      once(() => zlib.gzipSync(zlib.gzipSync(GIGABYTE_IN_GZIP()))),
    ),
  },
  {
    name: 'empty gzip members without end',
    outcome: TOO_LARGE,
    answer: forever(head('content-encoding: gzip'), EMPTY_GZIP),
  },
  {
    name: '9 MB of empty deflate blocks, in gzip',
    outcome: UPSTREAM,
    answer: packed(
      'gzip, gzip',
      once(() => zlib.gzipSync(Buffer.concat([GZIP_HEAD, repeated(EMPTY_BLOCKS, 90)]))),
    ),
  },
  { name: 'a body without end', outcome: TOO_LARGE, answer: forever(head(), ZEROS) },
  {
    name: 'chunks without end',
    outcome: TOO_LARGE,
    answer: forever(
      head('transfer-encoding: chunked'),
      `${(8192).toString(16)}\r\n${'x'.repeat(8192)}\r\n`,
    ),
  },
  {
    name: 'chunks of one byte without end',
    outcome: /^(?:too_large|upstream)$/,
    isSlow: true,
    answer: forever(head('transfer-encoding: chunked'), '1\r\nx\r\n'.repeat(10_000)),
  },
  {
    name: 'a chunk extension without end',
    outcome: UPSTREAM,
    isSlow: true,
    answer: forever(`${head('transfer-encoding: chunked')}5;a=`, 'x'.repeat(65_536)),
  },
  {
    name: 'trailers without end',
    outcome: UPSTREAM,
    isSlow: true,
    answer: forever(`${head('transfer-encoding: chunked')}0\r\n`, 'x-trailer: 1\r\n'.repeat(1_000)),
  },
  {
    name: 'an error page without end',
    outcome: /^not_found$/,
    answer: forever('HTTP/1.1 404 Not Found\r\n\r\n', ZEROS),
  },
  {
    name: 'an error page of 1 GB in gzip',
    outcome: /^not_found$/,
    answer: (socket) =>
      socket.end(
        Buffer.concat([
          Buffer.from('HTTP/1.1 404 Not Found\r\ncontent-encoding: gzip\r\n\r\n'),
          GIGABYTE_IN_GZIP(),
        ]),
      ),
  },
  {
    name: 'headers that dribble',
    outcome: UPSTREAM,
    isSlow: true,
    answer: dribbling('HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n'),
  },
  { name: 'a body that dribbles', outcome: UPSTREAM, isSlow: true, answer: dribbling(head(), 'x') },
  { name: 'silence', outcome: UPSTREAM, isSlow: true, answer: () => undefined },
  {
    name: '10,000 headers',
    outcome: UPSTREAM,
    answer: says(head(...Array.from({ length: 10_000 }, (_, index) => `x-header-${index}: value`))),
  },
  {
    name: '10,000 headers of four bytes',
    outcome: /^page$/,
    answer: says(`${head(...Array.from({ length: 10_000 }, () => 'a:'), 'content-length: 0')}`),
  },
  {
    name: 'a header of 1 MB',
    outcome: UPSTREAM,
    answer: says(head(`x-big: ${'x'.repeat(MEGABYTE)}`)),
  },
  {
    name: 'a header name without end',
    outcome: UPSTREAM,
    answer: forever('HTTP/1.1 200 OK\r\n', 'x'.repeat(65_536)),
  },
  {
    name: 'headers without end',
    outcome: UPSTREAM,
    answer: forever('HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n'.repeat(1_000)),
  },
  {
    name: 'a cookie of 500 kB',
    outcome: UPSTREAM,
    answer: says(head(`set-cookie: id=${'x'.repeat(500_000)}`)),
  },
  {
    name: '5,000 cookies',
    outcome: UPSTREAM,
    answer: says(
      head(...Array.from({ length: 5_000 }, (_, n) => `set-cookie: c${n}=${'x'.repeat(20)}`)),
    ),
  },
  {
    name: 'a status line without end',
    outcome: UPSTREAM,
    isSlow: true,
    answer: forever('HTTP/1.1 200 ', 'x'.repeat(65_536)),
  },
  {
    name: 'a redirect to itself',
    outcome: UPSTREAM,
    answer: (socket, { path }) =>
      socket.end(`HTTP/1.1 302 Found\r\nlocation: ${path}\r\ncontent-length: 0\r\n\r\n`),
  },
  {
    name: 'redirects without end, each longer',
    outcome: UPSTREAM,
    answer: (socket, { path }) =>
      socket.end(
        `HTTP/1.1 302 Found\r\nlocation: ${path}${'x'.repeat(1_000)}\r\ncontent-length: 0\r\n\r\n`,
      ),
  },
  {
    name: 'a redirect with a body without end',
    outcome: UPSTREAM,
    answer: (socket, request) =>
      forever(`HTTP/1.1 302 Found\r\nlocation: ${request.path}x\r\n\r\n`, ZEROS)(socket, request),
  },
  {
    name: 'a negative length',
    outcome: UPSTREAM,
    answer: says(`${head('content-length: -1')}page`),
  },
  {
    name: 'a length that is no number',
    outcome: UPSTREAM,
    answer: says(`${head('content-length: 0x10')}page`),
  },
  {
    name: 'a length beyond all numbers',
    outcome: /^(?:upstream|too_large)$/,
    answer: says(`${head('content-length: 99999999999999999999999')}page`),
  },
  {
    name: 'a length of 1 TB',
    outcome: TOO_LARGE,
    answer: says(`${head('content-length: 1000000000000')}page`),
  },
  {
    name: 'less than announced',
    outcome: UPSTREAM,
    answer: says(`${head('content-length: 1000')}page`),
  },
  {
    name: 'more than announced: only what was announced is read',
    outcome: /^page$/,
    answer: says(`${head('content-length: 4')}page and HTTP/1.1 200 OK\r\n\r\nanother`),
  },
  {
    name: 'two lengths',
    outcome: UPSTREAM,
    answer: says(`${head('content-length: 4', 'content-length: 8')}pagepage`),
  },
  {
    name: 'a length and chunks',
    outcome: UPSTREAM,
    answer: says(
      `${head('content-length: 4', 'transfer-encoding: chunked')}4\r\npage\r\n0\r\n\r\n`,
    ),
  },
  {
    name: 'chunk garbage',
    outcome: UPSTREAM,
    answer: says(`${head('transfer-encoding: chunked')}zzz\r\npage\r\n`),
  },
  {
    name: 'a chunk beyond all numbers',
    outcome: UPSTREAM,
    answer: says(`${head('transfer-encoding: chunked')}ffffffffffffffffff\r\npage\r\n`),
  },
  {
    name: 'a chunk of negative size',
    outcome: UPSTREAM,
    answer: says(`${head('transfer-encoding: chunked')}-4\r\npage\r\n`),
  },
  { name: 'HTTP/0.9: no head at all', outcome: UPSTREAM, answer: says('<html>a page</html>') },
  { name: 'another protocol', outcome: UPSTREAM, answer: says('SSH-2.0-OpenSSH_9.2\r\n') },
  {
    name: 'HTTP/9.9',
    outcome: UPSTREAM,
    answer: says('HTTP/9.9 200 OK\r\ncontent-length: 4\r\n\r\npage'),
  },
  {
    name: 'status 9999',
    outcome: UPSTREAM,
    answer: says('HTTP/1.1 9999 Odd\r\ncontent-length: 4\r\n\r\npage'),
  },
  { name: 'nothing at all', outcome: UPSTREAM, answer: (socket) => socket.end() },
  {
    name: 'bare line feeds and folded headers',
    outcome: /^(?:upstream|page)$/,
    answer: says('HTTP/1.1 200 OK\nx-folded: a\n b\ncontent-length: 4\n\npage'),
  },
  {
    name: 'a NUL in a header',
    outcome: UPSTREAM,
    answer: says(`${head('x-nul: a\0b', 'content-length: 4')}page`),
  },
  {
    name: '1xx answers without end',
    outcome: UPSTREAM,
    isSlow: true,
    answer: forever('', 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n'.repeat(500)),
  },
  {
    name: '100 Continue without end',
    outcome: UPSTREAM,
    isSlow: true,
    answer: forever('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(500)),
  },
  {
    name: 'a switch of protocols that nobody asked for',
    outcome: UPSTREAM,
    answer: says(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nx',
    ),
  },
];
