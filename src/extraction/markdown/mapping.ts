/** What every mapping of a group of elements needs to know and may call. */
import type { AnyNode, Element } from 'domhandler';
import type { BlockContent, Literal, Nodes, PhrasingContent } from 'mdast';

/** A formula in TeX: written raw between dollar signs, which CommonMark has no node for. */
export interface Formula extends Literal {
  type: 'formula';
  display: boolean;
}

declare module 'mdast' {
  // Emphasis that cannot be written with stars where it stands.
  interface Emphasis {
    mark?: '_';
  }
  interface Strong {
    mark?: '_';
  }
  interface PhrasingContentMap {
    formula: Formula;
  }
  interface RootContentMap {
    formula: Formula;
  }
}

export interface Mapping {
  readonly baseUrl: URL;
  /** Elements with a block below them. */
  readonly holders: ReadonlySet<Element>;
  /** Link of a note mark → its label. */
  readonly footnoteMarks: ReadonlyMap<Element, string>;
  /** Elements that are written elsewhere (the notes) or not at all (the links back from them). */
  readonly leftOut: ReadonlySet<Element>;
  /** Blocks of a run of sibling nodes. */
  flow(nodes: readonly AnyNode[]): BlockContent[];
  /** The same as text in one line. */
  phrasing(nodes: readonly AnyNode[]): PhrasingContent[];
}

/** Appends without spreading: a page may hold more nodes than a call takes arguments. */
export function append<Node extends Nodes>(to: Node[], from: readonly Node[]): void {
  for (const node of from) to.push(node);
}

export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}
