/** Tokens of htmlparser2 → its tree, as its own parser and handler build it, but in linear time at any depth. */
import { CDATA, type ChildNode, Document, Element, Text } from 'domhandler';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { FOREIGN, IMPLIED_END, INTEGRATION, RAW_TEXT, VOID } from './html-elements.ts';

/** Real pages nest some 40 levels deep. */
const MAX_DEPTH = 400;

type Parent = Document | Element;

/**
 * htmlparser2's parser shifts its stack of open elements at every tag, which takes the square of the depth, and whoever
 * reads the tree afterwards may ask each element about those around it. Below 400 levels elements are therefore
 * flattened, as browsers do (Blink from 512): they stay empty, and what they would hold follows them. No text is lost.
 *
 * Comments, doctypes and processing instructions are left out: nobody reads them.
 */
export class TreeBuilder implements TokenizerCallbacks {
  readonly root = new Document([]);
  readonly #isXml: boolean;
  #source = '';
  /** The root, and what is open in it; the last one is what the next node goes into. */
  readonly #open: Parent[] = [this.root];
  /** Of each open element: is it in SVG or MathML, where any element may close itself? */
  readonly #isForeign: boolean[] = [false];
  /** How many elements of a name were flattened whose end tags are still to come. */
  readonly #flattened = new Map<string, number>();
  /** The text that more text is added to. */
  #text: Text | undefined;
  #name = '';
  #attribs: Record<string, string> = {};
  #attribute = '';
  #value = '';

  /** @param base an element that all others are in; nothing closes it */
  constructor(base: string, { xml }: { readonly xml: boolean }) {
    this.#isXml = xml;
    this.#add(new Element(base, {}), true);
  }

  build(source: string): Document {
    this.#source = source;
    const tokenizer = new Tokenizer({ xmlMode: this.#isXml, decodeEntities: true }, this);
    tokenizer.write(source);
    tokenizer.end();
    return this.root;
  }

  ontext(start: number, end: number): void {
    this.#addText(this.#source.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.#addText(String.fromCodePoint(codePoint));
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#cased(start, end);
    this.#attribs = {};
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#cased(start, end);
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    // The first of two counts.
    if (!Object.hasOwn(this.#attribs, this.#attribute))
      this.#attribs[this.#attribute] = this.#value;
  }

  onopentagend(): void {
    const name = this.#name;
    this.#endImplied(name);
    this.#add(new Element(name, this.#attribs), this.#isXml || !VOID.has(name));
  }

  onselfclosingtag(): void {
    if (this.#isXml || this.#isForeign.at(-1))
      this.#add(new Element(this.#name, this.#attribs), false);
    else this.onopentagend();
  }

  onclosetag(start: number, end: number): void {
    const name = this.#cased(start, end);
    const flattened = this.#flattened.get(name) ?? 0;
    if (flattened > 0) {
      this.#flattened.set(name, flattened - 1);
      return;
    }
    for (let at = this.#open.length - 1; at > 1; at -= 1) {
      const open = this.#open[at];
      if (open?.type === 'root' || open?.name !== name) continue;
      this.#endFrom(at);
      return;
    }
    // What browsers make of an end without a start.
    if (this.#isXml || (name !== 'p' && name !== 'br')) return;
    this.#endImplied(name);
    this.#add(new Element(name, {}), false);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.#endText();
    if (!this.#isXml) return;
    const text = new Text(this.#source.slice(start, end - endOffset));
    const cdata = new CDATA([text]);
    text.parent = cdata;
    this.#append(cdata);
  }

  oncomment(): void {
    this.#endText();
  }

  ondeclaration(): void {
    this.#endText();
  }

  onprocessinginstruction(): void {
    this.#endText();
  }

  onend(): void {
    this.#endText();
  }

  #cased(start: number, end: number): string {
    const name = this.#source.slice(start, end);
    return this.#isXml ? name : name.toLowerCase();
  }

  #endText(): void {
    this.#text = undefined;
  }

  #addText(data: string): void {
    if (this.#text !== undefined) {
      this.#text.data += data;
      return;
    }
    const text = new Text(data);
    this.#append(text);
    this.#text = text;
  }

  /** Ends what the start of an element ends without saying so: a paragraph, an item, a cell. */
  #endImplied(name: string): void {
    const ended = this.#isXml ? undefined : IMPLIED_END.get(name);
    if (ended === undefined) return;
    let at = this.#open.length;
    for (let open = this.#open[at - 1]; at > 2 && isNamed(open, ended); open = this.#open[at - 1])
      at -= 1;
    if (at < this.#open.length) this.#endFrom(at);
  }

  #endFrom(at: number): void {
    this.#open.length = at;
    this.#isForeign.length = at;
    this.#text = undefined;
    if (this.#flattened.size > 0) this.#flattened.clear();
  }

  #add(element: Element, isOpen: boolean): void {
    this.#append(element);
    if (!isOpen) return;
    const { name } = element;
    if (this.#open.length > MAX_DEPTH && !RAW_TEXT.has(name)) {
      this.#flattened.set(name, (this.#flattened.get(name) ?? 0) + 1);
      return;
    }
    this.#open.push(element);
    this.#isForeign.push(
      FOREIGN.has(name) || (!INTEGRATION.has(name) && this.#isForeign.at(-1) === true),
    );
  }

  #append(node: ChildNode): void {
    const parent = this.#open[this.#open.length - 1] ?? this.root;
    const siblings = parent.children;
    const before = siblings[siblings.length - 1];
    node.parent = parent;
    this.#text = undefined;
    if (before === undefined) {
      // V8 makes room for 17 in an empty array that something is pushed to; most elements hold one node.
      parent.children = [node];
      return;
    }
    before.next = node;
    node.prev = before;
    siblings.push(node);
  }
}

function isNamed(node: Parent | undefined, names: ReadonlySet<string>): boolean {
  return node !== undefined && node.type !== 'root' && names.has(node.name);
}
