/** What tells a page of a manual, an API reference or a programming guide. */
import type { PageSigns } from './page-signs.ts';

/** Programs that write documentation and nothing else, as they name themselves in `<meta name="generator">`. */
const GENERATORS =
  /^(?:docusaurus|sphinx|docutils|mkdocs|mdbook|gitbook|vitepress|vuepress|starlight|antora|doxygen|javadoc|rustdoc|typedoc|docfx|readme|mintlify|pkgdown|bookdown|quarto|zensical|madcap flare|oxygen|dita|docbook|asciidoc|makeinfo|phpdocumentor)/i;

/** Marks (`page-signs.ts`) of such programs and of large documentation sites' templates → their name. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['.theme-doc-markdown', 'Docusaurus'],
  ['.sphinxsidebar', 'Sphinx'],
  ['.rst-content', 'Sphinx'],
  ['.bd-article', 'Sphinx'],
  ['.furo-main', 'Sphinx'],
  ['.documentwrapper', 'Sphinx'],
  ['.docs-wrapper', 'Docusaurus'],
  ['.md-content__inner', 'Material for MkDocs'],
  ['.nextra-content', 'Nextra'],
  ['#nd-docs-layout', 'Fumadocs'],
  ['.rm-Markdown', 'ReadMe'],
  ['.redoc-wrap', 'Redoc'],
  ['.swagger-ui', 'Swagger UI'],
  ['#ms--additional-resources', 'Microsoft Learn'],
  ['#mdbook-help-container', 'mdBook'],
  ['.sidebar-scrollbox', 'mdBook'],
  ['.sl-markdown-content', 'Starlight'],
  ['.VPDoc', 'VitePress'],
  ['.theme-default-content', 'VuePress'],
  ['.td-content', 'Docsy'],
  ['.rustdoc', 'rustdoc'],
  ['.navfooter', 'DocBook'],
  ['.book-summary', 'GitBook'],
  ['.reference-layout', 'MDN'],
  ['.awsdocs', 'AWS documentation'],
  ['.markdown-section', 'docsify'],
  ['.doc-contents', 'Doxygen'],
]);

const HOST = /^(?:docs?|developers?|wiki|devdocs|manual|reference|api-docs)\./i;
const DOMAIN = /(?:^|\.)(?:readthedocs\.(?:io|org)|gitbook\.io|docs\.rs)$/i;
const PATH =
  /\/(?:docs?|documentation|reference|manuals?|users?-?guides?|man-?pages?|handbook|apidocs?|javadoc)(?:\/|$)/i;
/** Words that blogs use as well: they count where there is code, too. */
const WEAK_PATH =
  /\/(?:learn|guides?|tutorials?|api|book|howto|spec|lang|start|quickstart|en-us)(?:[/_-]|$)/i;
const ARTICLE_PATH = /\/(?:blog|news|stor(?:y|ies)|articles?|posts?|community)\//i;

/** The rule by which the page is documentation, or `undefined`. */
export function documentationRule(
  signs: PageSigns,
  url: URL,
  hasCode: boolean,
): string | undefined {
  const generator = signs.meta.get('generator') ?? '';
  const named = GENERATORS.exec(generator)?.[0];
  if (named !== undefined && !ARTICLE_PATH.test(url.pathname)) {
    return `documentation: generator ${named}`;
  }
  if (ARTICLE_PATH.test(url.pathname)) return undefined;
  for (const [mark, name] of MARKS) if (signs.has(mark)) return `documentation: ${name}`;
  if (signs.jsonLdTypes.has('APIReference')) return 'documentation: JSON-LD APIReference';
  if (HOST.test(url.hostname) || DOMAIN.test(url.hostname)) return 'documentation: host name';
  if (PATH.test(url.pathname)) return 'documentation: path';
  if (WEAK_PATH.test(url.pathname) && hasCode) return 'documentation: path and code';
  return undefined;
}
