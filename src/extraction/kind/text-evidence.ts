/** How a page's text is spread: in one running text, or over cards and headlines. */
import type { Element } from 'domhandler';
import { isBlock } from '../markdown/elements.ts';
import { Furniture } from './furniture.ts';

export interface TextEvidence {
  /** The largest group of siblings that look alike, each short and with a link in it. */
  readonly cards: number;
  /** Links as long as a headline that are blocks of their own. */
  readonly headlines: number;
  /** Blocks of running text that are longer than a teaser's line. */
  readonly paragraphs: number;
  /** Letters of the longest run of such blocks in one element. */
  readonly runningLetters: number;
  readonly hasCode: boolean;
}

/** A block with more of its text in links is no running text. */
const MOST_LINKED = 0.4;
const LEAST_RUNNING = 60;
const LEAST_PARAGRAPH = 100;
const LEAST_HEADLINE = 25;
const MOST_HEADLINE = 400;
const LEAST_CARD = 15;
const MOST_CARD = 800;
/** What is named after furniture and holds so much running text holds the page's own. */
const LEAST_TEXT = 600;

/** An open element. There is one of these for each depth, used again and again. */
class Frame {
  isBlock = false;
  /** Depth of the block element around it. */
  outer = 0;
  letters = 0;
  linked = 0;
  /** Letters of running text right in it, and half of that one block further down. */
  running = 0;
  /** Name and first class of the cards in it → how many. */
  cards: Map<string, number> | undefined;

  open(isBlockElement: boolean, outer: number): void {
    this.isBlock = isBlockElement;
    this.outer = outer;
    this.letters = 0;
    this.linked = 0;
    this.running = 0;
    this.cards = undefined;
  }
}

/**
 * Counts while somebody walks: `enter` and `leave` for each element that is shown, `read` for each text in it. A block is
 * the text between two borders of block elements, whatever inline elements it is made of.
 */
export class TextReader implements TextEvidence {
  cards = 0;
  headlines = 0;
  paragraphs = 0;
  runningLetters = 0;
  hasCode = false;
  readonly #frames: Frame[] = [new Frame()];
  #depth = 0;
  /** Depth of the innermost open block element. */
  #block = 0;
  /** Depth of the open link; 0 where there is none. */
  #link = 0;
  #isHeadlineCounted = false;
  #letters = 0;
  #linked = 0;
  readonly #furniture = new Furniture();
  readonly #looks = new Map<string, string>();
  /** Depth of the outermost open furniture, and what was counted before it. */
  #aside = 0;
  #before: TextEvidence = this;

  read(text: string): void {
    const length = text.trim().length;
    this.#letters += length;
    this.#frame(this.#depth).letters += length;
    if (this.#link === 0) return;
    this.#linked += length;
    this.#frame(this.#depth).linked += length;
  }

  enter(element: Element): void {
    this.#depth += 1;
    const startsBlock = isBlock(element);
    if (startsBlock) this.#endBlock();
    this.#frame(this.#depth).open(startsBlock, this.#block);
    if (startsBlock) this.#block = this.#depth;
    if (this.#aside === 0 && this.#furniture.includes(element)) this.#stepAside();
    if (element.name !== 'a' || this.#link > 0) return;
    this.#link = this.#depth;
    this.#isHeadlineCounted = false;
  }

  leave(element: Element): void {
    const { isBlock: endsBlock, outer, letters, linked } = this.#frame(this.#depth);
    if (endsBlock) this.#endBlock();
    if (endsBlock) this.#block = outer;
    if (this.#link === this.#depth) this.#link = 0;
    if (this.#aside === this.#depth) this.#stepBack();
    this.#depth -= 1;
    const parent = this.#frame(this.#depth);
    parent.letters += letters;
    parent.linked += linked;
    if (letters === 0) return;
    if (element.name === 'pre') this.hasCode = true;
    if (linked > 0 && letters >= LEAST_CARD && letters < MOST_CARD)
      this.#countCard(parent, element);
  }

  #frame(depth: number): Frame {
    const frame = this.#frames[depth] ?? new Frame();
    this.#frames[depth] = frame;
    return frame;
  }

  #countCard(parent: Frame, { name, attribs }: Element): void {
    parent.cards ??= new Map();
    const look = `${name} ${this.#lookOf(attribs.class ?? '')}`;
    const count = (parent.cards.get(look) ?? 0) + 1;
    parent.cards.set(look, count);
    this.cards = Math.max(this.cards, count);
  }

  /** The first two words of a class list, without numbers. Cards share theirs. */
  #lookOf(classes: string): string {
    let look = this.#looks.get(classes);
    if (look === undefined) {
      look = classes.split(/[\s\d]+/, 2).join(' ');
      this.#looks.set(classes, look);
    }
    return look;
  }

  #endBlock(): void {
    const letters = this.#letters;
    const linked = this.#linked;
    this.#letters = 0;
    this.#linked = 0;
    if (linked >= MOST_LINKED * letters) {
      if (letters >= LEAST_HEADLINE && letters < MOST_HEADLINE) this.#countHeadline();
      return;
    }
    if (letters >= LEAST_PARAGRAPH) this.paragraphs += 1;
    if (letters < LEAST_RUNNING) return;
    const parent = this.#frame(this.#block).outer;
    this.#run(this.#block, letters);
    this.#run(parent, letters);
    this.#run(this.#frame(parent).outer, letters / 2);
  }

  /** A card that is one link counts once, with its headline and its teaser. */
  #countHeadline(): void {
    if (this.#link > 0 && this.#isHeadlineCounted) return;
    this.#isHeadlineCounted = true;
    this.headlines += 1;
  }

  #stepAside(): void {
    const { cards, headlines, paragraphs, runningLetters, hasCode } = this;
    this.#before = { cards, headlines, paragraphs, runningLetters, hasCode };
    this.#aside = this.#depth;
    this.runningLetters = 0;
  }

  #stepBack(): void {
    this.#aside = 0;
    if (this.runningLetters < LEAST_TEXT) Object.assign(this, this.#before);
    else this.runningLetters = Math.max(this.runningLetters, this.#before.runningLetters);
  }

  #run(depth: number, letters: number): void {
    // Depth 0 is the page itself: what is in no common element is no run. And furniture is no part of what is around it.
    if (depth === 0 || depth < this.#aside) return;
    const frame = this.#frame(depth);
    frame.running += letters;
    this.runningLetters = Math.max(this.runningLetters, frame.running);
  }
}
