/** What stands around a page's text on every page of a site: menus, side bars, footers; and the readers' comments. */
import type { Element } from 'domhandler';

const ELEMENTS = new Set(['nav', 'footer', 'aside', 'noscript']);
const ROLES = new Set(['navigation', 'complementary', 'contentinfo', 'search', 'banner']);
/** They hold the page, whatever their class says of its layout ("has a sidebar"). */
const WHOLE = new Set(['html', 'body', 'main']);
const NAMES =
  /(?:^|\s)(?:(?:[a-z0-9]+[-_]+)*(?:nav|navbar|navigation|menu|footer|breadcrumbs?)|sidebar|widget-area|comments?|comment-?list|related(?:-posts)?)(?:\s|$)/i;

/** Tells furniture by element, role, class and id; what a class list says is looked up once. */
export class Furniture {
  readonly #known = new Map<string, boolean>();

  includes({ name, attribs }: Element): boolean {
    if (ELEMENTS.has(name)) return true;
    if (attribs.role !== undefined && ROLES.has(attribs.role)) return true;
    if (WHOLE.has(name)) return false;
    return this.#isNamed(attribs.class) || this.#isNamed(attribs.id);
  }

  #isNamed(names: string | undefined): boolean {
    if (!names) return false;
    let answer = this.#known.get(names);
    if (answer === undefined) {
      answer = NAMES.test(names);
      this.#known.set(names, answer);
    }
    return answer;
  }
}
