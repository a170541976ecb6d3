/** What surrounds an article on most sites, by the elements that HTML has for it. */
import type { Element } from 'domhandler';
import { type DropRule, tagged } from './drop-rule.ts';

/** Hidden by the page itself. React's servers send what comes late in hidden elements `S:0`, `S:1`, …, and its script shows them. */
function isHidden({ attribs }: Element): boolean {
  if (attribs.hidden !== undefined && attribs.hidden !== 'until-found') {
    return !/^S:\d/.test(attribs.id ?? '');
  }
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs.style ?? '');
}

export const BOILERPLATE_ELEMENTS: readonly DropRule[] = [
  { name: 'hidden', most: 0.4, fits: isHidden, onlyInArticles: true },
  tagged('navigation', 0.3, 'nav', 'menu'),
  tagged('footer', 0.3, 'footer'),
  {
    name: 'aside',
    most: 0.3,
    // Sphinx and docutils write footnotes as asides.
    fits: ({ name }, hint) => name === 'aside' && !/[ -](?:footnotes?|citation)[ -]/.test(hint),
  },
  tagged('dialog', 0.3, 'dialog'),
  tagged('form', 0.3, 'form', 'fieldset'),
];
