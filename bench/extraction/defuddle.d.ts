/** The part of defuddle that is used: its own types ask for the DOM library, which this project does without. */
declare module 'defuddle/node' {
  interface Defuddled {
    readonly content: string;
    readonly title: string;
    readonly author: string;
    /** ISO 8601, or as the page writes it; '' when there is none. */
    readonly published: string;
  }

  export class DefuddleClass {
    constructor(document: object, options: { readonly url: string });
    parse(): Defuddled;
  }
}
