/** A rule that tells boilerplate from an element and the words of its class, id and role. */
import type { Element } from 'domhandler';

export interface DropRule {
  /** As `trace` names it. */
  readonly name: string;
  readonly fits: (element: Element, hint: string) => boolean;
  /** Holding more than this share of the page's prose it is kept: a name says less than the text itself. */
  readonly most: number;
  /** Not where a page explains or lists: what is a teaser beside an article is content there. */
  readonly onlyInArticles?: boolean;
}

/** Words of a class or id, whole or as parts of it between hyphens. */
export function words(...list: readonly string[]): RegExp {
  return new RegExp(`[ -](?:${list.join('|')})[ -]`);
}

export function named(name: string, most: number, pattern: RegExp): DropRule {
  return { name, most, fits: (_, hint) => hint !== '' && pattern.test(hint) };
}

export function onlyInArticles(rule: DropRule): DropRule {
  return { ...rule, onlyInArticles: true };
}

export function tagged(name: string, most: number, ...tags: readonly string[]): DropRule {
  return { name, most, fits: (element) => tags.includes(element.name) };
}
