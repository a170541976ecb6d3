/** Mara's log: a single-page application, built with React when it is first asked for. Its pages are empty without scripts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Site, SiteAnswer } from './replica.ts';

const LOG = 'https://log.tidewater.example';

export const spaLinks = {
  article: `${LOG}/notes/late-answer`,
  /** Asks for more notes whenever its end comes into view. */
  listing: `${LOG}/`,
};

export const NOTES_OF_LISTING = 26;
const NOTES_A_PAGE = 6;

export const spaSite: Site = {
  hosts: ['log.tidewater.example'],
  async answer({ url }) {
    switch (url.pathname) {
      case '/robots.txt':
        return { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow:\n' };
      case '/assets/app.js':
        return { headers: { 'content-type': 'text/javascript' }, body: await application() };
      case '/assets/app.css':
        return { headers: { 'content-type': 'text/css' }, body: '.layout { max-width: 40rem; }' };
      case '/api/notes':
        return json({ notes: notesOf(Number(url.searchParams.get('page') ?? 0)) });
      case '/api/notes/late-answer':
        return json(JSON.parse(file('late-answer.json')));
    }
    return /^\/(?:notes\/[\w-]+)?$/.test(url.pathname) ? { body: file('index.html') } : undefined;
  },
};

let built: Promise<string> | undefined;

/** The application as a browser gets it: one minified file. */
function application(): Promise<string> {
  built ??= build({
    entryPoints: [fileURLToPath(new URL('./spa/app.jsx', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return built;
}

function notesOf(page: number): { slug: string; title: string }[] {
  const first = page * NOTES_A_PAGE;
  const count = Math.max(0, Math.min(NOTES_A_PAGE, NOTES_OF_LISTING - first));
  return Array.from({ length: count }, (_, index) => ({
    slug: `note-${first + index + 1}`,
    title: `Note ${first + index + 1}`,
  }));
}

const json = (data: unknown): SiteAnswer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(data),
});

function file(name: string): string {
  return readFileSync(new URL(`./pages/spa/${name}`, import.meta.url), 'utf8');
}
