/** What an article page holds, whatever site it is from. */

/** `preview`: the site shows only the beginning to readers who do not pay. */
export type Access = 'full' | 'preview';

export interface Article {
  readonly title: string;
  readonly subtitle?: string;
  readonly byline: readonly string[];
  readonly publishedAt?: Date;
  readonly modifiedAt?: Date;
  readonly siteName?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly canonicalLink?: URL;
  readonly tags: readonly string[];
  /** Absolute link of the lead image. */
  readonly image?: string;
  /** The body, without title and subtitle. */
  readonly markdown: string;
  readonly access: Access;
}
