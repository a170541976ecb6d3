/**
 * The import directions of docs/design.md: who may import what. Prints each break with its file and exits 1.
 *
 * Usage: node scripts/check-imports.ts
 */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  /** Folders or files that may. */
  readonly allowed: readonly string[];
}

const importOf = (names: string): RegExp =>
  new RegExp(`(?:from|import)\\s*\\(?\\s*['"](?:${names})['"/]`);

const RULES: readonly Rule[] = [
  {
    what: 'mongodb',
    pattern: importOf('mongodb|mongodb-memory-server-core'),
    allowed: ['src/documents/'],
  },
  {
    what: 'sockets',
    pattern: importOf(
      'undici|node:net|node:tls|node:dns|node:dns/promises|node:http|node:https|node:http2|node:dgram',
    ),
    // The local Lambda endpoint and the embedded server listen on loopback; they fetch no links.
    allowed: ['src/fetching/', 'src/local/', 'src/documents/embedded/'],
  },
  {
    what: 'global fetch',
    pattern: /(?<![.\w])fetch\((?!\))/,
    // pip, once, for the embedded server.
    allowed: ['src/fetching/', 'src/local/', 'src/documents/embedded/'],
  },
  {
    what: 'middy, powertools and Lambda types',
    pattern: importOf('@middy/[a-z-]+|@aws-lambda-powertools/[a-z-]+|aws-lambda'),
    allowed: ['src/handlers/'],
  },
  {
    what: 'process.env',
    pattern: /process\.env\b/,
    // AWS_LAMBDA_RUNTIME_API is the contract of Lambda with its runtime client, no setting of ours.
    allowed: ['src/config.ts', 'src/local/native-client.ts'],
  },
];

/** Which rooms a room may look into; a room that is missing here may look into all. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  extraction: [],
  fetching: [],
  documents: [],
  queue: [],
  crawlers: ['extraction', 'fetching'],
  dispatcher: ['crawlers', 'extraction', 'fetching'],
  pipeline: ['crawlers', 'dispatcher', 'documents', 'fetching', 'queue'],
  fleet: ['dispatcher', 'documents', 'pipeline', 'queue'],
};
const GROUND = new Set(['config.ts', 'errors.ts', 'log.ts', 'secret-settings.ts']);

const breaks: string[] = [];
for await (const file of glob('src/**/*.ts')) {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  for (const { what, pattern, allowed } of RULES) {
    if (pattern.test(text) && !allowed.some((place) => file.startsWith(place))) {
      breaks.push(`${file}: ${what} belongs in ${allowed.join(', ')}`);
    }
  }
  const room = file.split('/')[1] ?? '';
  const mayUse = ROOMS[room];
  if (mayUse === undefined) continue;
  for (const [, target = ''] of text.matchAll(/from '(\.\.?\/[^']+)'/g)) {
    const path = new URL(target, `file:///${file}`).pathname.slice('/src/'.length);
    const inside = path.startsWith(`${room}/`) || GROUND.has(path);
    if (!inside && !mayUse.some((place) => path === place || path.startsWith(`${place}/`))) {
      breaks.push(`${file}: ${room}/ does not look into ${path}`);
    }
  }
}

for (const line of breaks) console.error(line);
console.log(
  breaks.length === 0 ? 'Import directions hold.' : `${breaks.length} imports go the wrong way.`,
);
process.exitCode = breaks.length === 0 ? 0 : 1;
