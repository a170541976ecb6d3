/** What surrounds an article on most sites, by the elements that HTML has for it. */
import { type Element, isTag } from 'domhandler';
import { type DropRule, tagged } from './drop-rule.ts';

/** Hidden by the page itself. React's servers send what comes late in hidden elements `S:0`, `S:1`, …, and its script shows them. */
function isHidden(element: Element): boolean {
  const { attribs } = element;
  if (attribs.hidden !== undefined && attribs.hidden !== 'until-found') {
    return !/^S:\d/.test(attribs.id ?? '') && !isOpenedByHeading(element);
  }
  const style = attribs.style ?? '';
  const isNotShown = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
  return isNotShown && !isOpenedByHeading(element);
}

/** From the element before a panel to the heading in it there are so few. */
const OPENER_DEPTH = 4;

/** A panel below its heading, which readers open: `<h3><button>What does a gauge cost?</button></h3><div hidden>…</div>`. */
function isOpenedByHeading({ prev }: Element): boolean {
  let before = prev;
  while (before !== null && !isTag(before)) before = before.prev;
  for (let level = 0; level < OPENER_DEPTH && before !== null; level += 1) {
    if (/^(?:h[1-6]|dt)$/.test(before.name) || before.attribs.role === 'heading') return true;
    before = before.children.find(isTag) ?? null;
  }
  return false;
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
