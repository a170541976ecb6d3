/** One walk over a page for everything that tells its kind. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode } from 'domhandler';
import { isTag } from 'domhandler';
import { isDropped } from '../markdown/elements.ts';
import { PageSigns } from './page-signs.ts';
import { type TextEvidence, TextReader } from './text-evidence.ts';

export interface KindSurvey {
  /** Of all elements, shown or not. */
  readonly signs: PageSigns;
  /** Of the text that is shown. */
  readonly text: TextEvidence;
}

/**
 * Walks along the links between nodes: no stack, no recursion.
 *
 * @example
 * surveyOf(parseHtml('<li id="post_7" class="post old">')).signs.has('#post_'); // true
 */
export function surveyOf($: CheerioAPI): KindSurvey {
  const signs = new PageSigns();
  const text = new TextReader();
  const root = $.root().get(0);
  /** The outermost element around whose text does not count. */
  let silent: AnyNode | undefined;
  let node: AnyNode | undefined = root;
  while (node !== undefined) {
    if (isTag(node)) {
      signs.read(node);
      if (silent === undefined) {
        if (isDropped(node)) silent = node;
        else text.enter(node);
      }
    } else if (node.type === 'text' && silent === undefined) text.read(node.data);
    const first: AnyNode | undefined = 'children' in node ? node.children[0] : undefined;
    if (first !== undefined) {
      node = first;
      continue;
    }
    let done: AnyNode | undefined = node;
    while (done !== undefined) {
      if (silent === undefined && isTag(done)) text.leave(done);
      if (silent === done) silent = undefined;
      if (done.next !== null || done === root) break;
      done = done.parent ?? undefined;
    }
    node = done?.next ?? undefined;
  }
  return { signs, text };
}
