/** Knows a page that is made for scripts to fill. */
import { Parser } from 'htmlparser2';

/** Where the frameworks put their pages: their own templates' ids. */
const ROOT_IDS = new Set([
  'root', // Create React App, Vite
  'app', // Vue, Vite
  '__next',
  '__nuxt',
  '___gatsby',
  'svelte',
  'q-app', // Quasar
  'react-root',
  'app-root',
  'main-app',
  'application',
  'ember-application',
]);

/** Attributes that a framework leaves on its root. */
const ROOT_ATTRIBUTES = [
  'ng-version',
  'ng-app',
  'data-reactroot',
  'data-v-app',
  'data-server-rendered',
  'data-sveltekit-preload-data',
];

/** Angular's element, and Ionic's. */
const ROOT_ELEMENTS = new Set(['app-root', 'ion-app']);

/**
 * Does this page have an element that an application draws itself into, and a script that could do it? It says nothing of
 * whether it has been drawn: a page that was rendered on the server has the same element. One pass over the text, no tree.
 *
 * @example
 * hasApplicationRoot('<div id="root"></div><script type="module" src="/app.js"></script>'); // true
 */
export function hasApplicationRoot(html: string): boolean {
  let hasRoot = false;
  let hasScript = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script') hasScript ||= isProgram(attributes);
      else hasRoot ||= isRoot(name, attributes);
      if (hasRoot && hasScript) parser.pause();
    },
  });
  parser.write(html);
  return hasRoot && hasScript;
}

type Attributes = Readonly<Record<string, string>>;

const isRoot = (name: string, attributes: Attributes): boolean =>
  ROOT_ELEMENTS.has(name) ||
  ROOT_IDS.has(attributes.id ?? '') ||
  ROOT_ATTRIBUTES.some((attribute) => attributes[attribute] !== undefined);

/** A file to load, or a module that may load others; data in a script element does nothing. */
const isProgram = ({ src, type }: Attributes): boolean => src !== undefined || type === 'module';
