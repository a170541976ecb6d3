/** Tokens of htmlparser2 → its tree, as its own parser and handler build it, but in linear time at any depth. */
import { CDATA, type ChildNode, Document, Element, Text } from 'domhandler';
import { decodeHTML, decodeHTMLAttribute, decodeXML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { type ElementTraits, traitsOf } from './html-elements.ts';

/** Real pages nest some 40 levels deep. */
const MAX_DEPTH = 400;

type Parent = Document | Element;

const NONE = traitsOf('');
const TITLE: ReadonlySet<string> = new Set(['title']);

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
  #traits = NONE;
  #attribs: Record<string, string> = {};
  #attribute = '';
  #value = '';
  /** Does the text that comes next stand for itself, whatever ampersands are in it? */
  #isVerbatim = false;

  /** @param base an element that all others are in; nothing closes it */
  constructor(base: string, { xml }: { readonly xml: boolean }) {
    this.#isXml = xml;
    this.#add(traitsOf(base), {}, true);
  }

  build(source: string): Document {
    this.#source = source;
    // The tokenizer would look at every character for an ampersand; most texts have none.
    const tokenizer = new Tokenizer({ xmlMode: this.#isXml, decodeEntities: false }, this);
    tokenizer.write(source);
    // What is left is a tag that never ended, and stays as it is written; only a title's text may be held back, too.
    this.#isVerbatim ||= this.#isXml || !isNamed(this.#open.at(-1), TITLE);
    tokenizer.end();
    return this.root;
  }

  ontext(start: number, end: number): void {
    const text = this.#source.slice(start, end);
    this.#addText(this.#isVerbatim || !text.includes('&') ? text : this.#decoded(text));
  }

  ontextentity(): void {
    // None comes: texts are decoded here.
  }

  onopentagname(start: number, end: number): void {
    this.#traits = traitsOf(this.#cased(start, end));
    this.#attribs = {};
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#cased(start, end);
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end);
  }

  onattribentity(): void {
    // As above.
  }

  onattribend(): void {
    // The first of two counts.
    if (Object.hasOwn(this.#attribs, this.#attribute)) return;
    const value = this.#value;
    this.#attribs[this.#attribute] = value.includes('&') ? this.#decodedValue(value) : value;
  }

  onopentagend(): void {
    this.#start();
    this.#isVerbatim = this.#traits.isVerbatim && !this.#isXml;
  }

  onselfclosingtag(): void {
    if (this.#isXml || this.#isForeign.at(-1)) this.#add(this.#traits, this.#attribs, false);
    else this.#start();
  }

  onclosetag(start: number, end: number): void {
    this.#isVerbatim = false;
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
    this.#endImplied(traitsOf(name));
    this.#add(traitsOf(name), {}, false);
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

  #start(): void {
    this.#endImplied(this.#traits);
    this.#add(this.#traits, this.#attribs, this.#isXml || !this.#traits.isVoid);
  }

  #cased(start: number, end: number): string {
    const name = this.#source.slice(start, end);
    return this.#isXml ? name : name.toLowerCase();
  }

  #decoded(text: string): string {
    return this.#isXml ? decodeXML(text) : decodeHTML(text);
  }

  /** In a value, `&copy=1` is the next parameter of an address. */
  #decodedValue(value: string): string {
    return this.#isXml ? decodeXML(value) : decodeHTMLAttribute(value);
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
  #endImplied({ ended }: ElementTraits): void {
    if (ended === undefined || this.#isXml) return;
    let at = this.#open.length;
    for (let open = this.#open[at - 1]; at > 2 && isNamed(open, ended); open = this.#open[at - 1])
      at -= 1;
    if (at < this.#open.length) this.#endFrom(at);
  }

  #endFrom(at: number): void {
    // To set a length is a call into the engine, and nearly always one element ends.
    while (this.#open.length > at) {
      this.#open.pop();
      this.#isForeign.pop();
    }
    this.#text = undefined;
    if (this.#flattened.size > 0) this.#flattened.clear();
  }

  #add(traits: ElementTraits, attribs: Record<string, string>, isOpen: boolean): void {
    const { name, isRawText, isForeign, isIntegration } = traits;
    const element = new Element(name, attribs);
    this.#append(element);
    if (!isOpen) return;
    if (this.#open.length > MAX_DEPTH && !isRawText) {
      this.#flattened.set(name, (this.#flattened.get(name) ?? 0) + 1);
      return;
    }
    this.#open.push(element);
    this.#isForeign.push(isForeign || (!isIntegration && this.#isForeign.at(-1) === true));
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
