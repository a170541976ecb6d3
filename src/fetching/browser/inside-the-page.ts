/**
 * What is run within the page, as text: in a world of its own, so that the page's scripts see nothing of it and cannot
 * change the functions that it uses.
 */

/**
 * The document as HTML, the way a reader sees it: what stands in open shadow roots takes the place of its host's content,
 * with the slots filled. `null` when it is longer than allowed.
 */
export const serialise = (mostCharacters: number): string => `(() => {
  const root = document.documentElement;
  if (!root) return '';
  const hasShadow = () => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = root; node; node = walker.nextNode()) if (node.shadowRoot) return true;
    return false;
  };
  const childrenOf = (node) =>
    [...(node.shadowRoot ?? node).childNodes].flatMap((child) =>
      child instanceof HTMLSlotElement ? child.assignedNodes({ flatten: true }) : [child]);
  const flat = (node) => {
    const copy = node.cloneNode(false);
    for (const child of childrenOf(node)) copy.appendChild(flat(child));
    return copy;
  };
  const whole = () => {
    // A tree that is too deep to walk is taken without what is in its shadows.
    try { return hasShadow() ? flat(root) : root; } catch { return root; }
  };
  const html = whole().outerHTML;
  return html.length > ${mostCharacters} ? null : (document.doctype ? '<!doctype html>' : '') + html;
})()`;

/** Goes to the bottom and gives the height that the page had before, in pixels. */
export const SCROLL_DOWN = `(() => {
  const { scrollHeight } = document.scrollingElement ?? document.documentElement;
  window.scrollTo(0, scrollHeight);
  return scrollHeight;
})()`;

/** The height of the page, in pixels. */
export const HEIGHT = '(document.scrollingElement ?? document.documentElement).scrollHeight';

/** Is done when the document has been read to its end; scripts that do not come hold that up, but not for longer than this. */
export const parsed = (mostMs: number): string => `new Promise((done) => {
  if (document.readyState !== 'loading') return done();
  document.addEventListener('DOMContentLoaded', () => done(), { once: true });
  setTimeout(done, ${mostMs});
})`;
