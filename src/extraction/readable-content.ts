/** Finds the part of a page that is its article: Mozilla's Readability, the base of Firefox's reader view. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

/**
 * The HTML of the article, without navigation and the like; classes are kept, since they name the languages of code.
 *
 * @returns `undefined` when Readability finds none
 */
export function readableContent(html: string): string | undefined {
  const document = documentOf(html);
  keepFromCleaning(document);
  const article = new Readability(document, { keepClasses: true, charThreshold: 250 }).parse();
  return article?.content ?? undefined;
}

type Document = ReturnType<typeof parseHTML>['document'];

/** Unlike a browser, linkedom leaves tags where they stand; Readability climbs from any of them in search of `<body>`. */
function documentOf(html: string): Document {
  const { document } = parseHTML(html);
  if (isComplete(document)) return document;
  const content = html.replaceAll(/<\/?(?:html|head|body)\b[^>]*>/gi, '');
  return parseHTML(`<html><head></head><body>${content}</body></html>`).document;
}

function isComplete(document: Document): boolean {
  const roots = [...document.children];
  const parts = [...(roots[0]?.children ?? [])].map(({ localName }) => localName);
  return (
    roots.length === 1 && roots[0]?.localName === 'html' && /^(?:head,)?body$/.test(parts.join(','))
  );
}

/** Readability takes out scripts (formulas are among them), form controls (tasks), styles (columns), and line numbers' tables. */
function keepFromCleaning(document: Document): void {
  for (const script of document.querySelectorAll('script[type^="math/tex"]')) {
    const kept = document.createElement('span');
    const isDisplay = script.getAttribute('type')?.includes('mode=display');
    kept.setAttribute('class', `math ${isDisplay ? 'display' : 'inline'}`);
    kept.textContent = script.textContent;
    script.replaceWith(kept);
  }
  for (const script of document.querySelectorAll('script[src^="https://gist.github.com/"]')) {
    const kept = document.createElement('a');
    kept.setAttribute('href', script.getAttribute('src')?.replace(/\.js(?:\?.*)?$/, '') ?? '');
    kept.textContent = 'Gist';
    script.replaceWith(kept);
  }
  for (const box of document.querySelectorAll('li input[type="checkbox"]')) {
    const kept = document.createElement('span');
    kept.setAttribute('role', 'checkbox');
    kept.setAttribute('aria-checked', String(box.hasAttribute('checked')));
    box.replaceWith(kept);
  }
  for (const cell of document.querySelectorAll('td[style], th[style], td[align], th[align]')) {
    const align = /text-align\s*:\s*(\w+)/.exec(cell.getAttribute('style') ?? '')?.[1];
    cell.setAttribute('data-align', align ?? cell.getAttribute('align') ?? '');
  }
  for (const gutter of document.querySelectorAll(
    'td.gutter, td.linenos, td.rouge-gutter, td.lntd:first-child',
  )) {
    const table = gutter.closest('table');
    const code = table?.querySelector('td.code pre, td.lntd:last-child pre, td.rouge-code pre');
    if (table && code) table.replaceWith(code);
  }
}
