/** How code is bundled for Lambda; shared with bench/import-time.ts, which compares bundles made alike. */
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Optional parts of the MongoDB driver: asked for at run time, absent here. */
const DRIVER_OPTIONS = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
];

export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Keeps `await import(…)` lazy: a chunk is read when it is needed.
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  charset: 'utf8',
  // Beside the code, as the licences ask, but not read at every start.
  legalComments: 'linked',
  // Error types are named after their class, and Lambda shows the name.
  keepNames: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // CommonJS dependencies call `require` for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  // The switch by which Node's own build of undici leaves out its second, experimental HTTP parser.
  define: { esbuildDetection: 'true' },
  alias: {
    // The driver reads connection strings with a URL class of its own, 280 kB of Unicode tables included; Node's does as well.
    'whatwg-url': 'node:url',
    undici: `${root}scripts/undici-for-lambda.mjs`,
  },
  external: [
    ...DRIVER_OPTIONS,
    // Lambda's Node runtime holds the SDK; bundled it is 450 kB more and loads no faster (66 against 64 ms).
    '@aws-sdk/*',
    // undici's parser for processors without SIMD, which it asks for only there.
    '*/llhttp-wasm.js',
    // Ships in a layer of its own: 80 MB.
    'playwright-core',
    '@sparticuz/chromium',
    'mongodb-memory-server-core',
  ],
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * The Lambda: `index.mjs`, whose export `handler` is its entry, and the chunks that it loads when it needs them.
 *
 * @example
 * await build({ ...lambdaBundle, outdir: 'dist' });
 */
export const lambdaBundle = {
  ...bundling,
  entryPoints: { index: 'src/handlers/crawl.ts' },
} as const satisfies BuildOptions;
