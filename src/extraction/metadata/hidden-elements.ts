/** What a page says in elements that show nothing. */
import type { Element } from 'domhandler';
import { isText } from 'domhandler';
import type { Survey } from './survey.ts';

const SKIPPED = new Set(
  'style noscript template svg math iframe object select textarea'.split(' '),
);
/** Notes elements that show nothing; are they the end of it? */
export function noted(element: Element, survey: Survey): boolean {
  switch (element.name) {
    case 'script':
      noteScript(element, survey);
      return true;
    case 'meta':
      survey.metas.push(element);
      return true;
    case 'link':
      survey.links.push(element);
      return true;
    case 'title':
      survey.title ??= element.children.map((child) => (isText(child) ? child.data : '')).join('');
      return true;
    case 'html':
      survey.html ??= element;
      return false;
    case 'body':
      survey.body ??= element;
      return false;
    default:
      return SKIPPED.has(element.name);
  }
}

function noteScript(script: Element, { jsonLd, scripts }: Survey): void {
  const [first] = script.children;
  if (first === undefined || !isText(first)) return;
  const isJsonLd = /^\s*application\/ld\+json\s*(?:;|$)/i.test(script.attribs.type ?? '');
  (isJsonLd ? jsonLd : scripts).push(first.data);
}
