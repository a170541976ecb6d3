/** What a page holds, whatever site it is from. */

/** `preview`: the site shows only the beginning to readers who do not pay. */
export type Access = 'full' | 'preview';

/** `listing`: a page of links to articles, such as a blog's home or a category; `other`: none of these. */
export type PageKind = 'article' | 'documentation' | 'forum' | 'listing' | 'other';

export interface Article {
  readonly title: string;
  readonly subtitle?: string;
  /** Names, in the page's order; without roles, handles and "By". */
  readonly author?: readonly string[];
  /** First publication. */
  readonly publishedAt?: Date;
  readonly modifiedAt?: Date;
  readonly siteName?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly canonicalLink?: URL;
  readonly tags: readonly string[];
  /** Absolute link of the lead image. */
  readonly image?: string;
  /** The body as Markdown, without title and subtitle. */
  readonly markdown: string;
  /** The body as plain text: blocks on lines of their own, without the captions of images. */
  readonly text: string;
  /** Words of `text`; in scripts without spaces, characters. */
  readonly wordCount: number;
  readonly access: Access;
  readonly kind: PageKind;
  /** Field → the rule that gave it. */
  readonly trace: Readonly<Record<string, string>>;
}
