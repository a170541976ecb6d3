/** The public pages of what is in LinkedIn's export: asked one by one, until the site makes clear that it will not answer. */
import { CrawlError } from '../../errors.ts';
import type { ArticleHarvest, CrawlContext, DocumentHarvest, PostHarvest } from '../crawler.ts';
import { linkedinCrawler } from '../linkedin/index.ts';

/** Of this one thing: it is gone, not public, or shown in a way that is not read. */
const OF_THE_PAGE: ReadonlySet<string> = new Set([
  'not_found',
  'unsupported_content',
  'extraction_empty',
]);
/** Of the whole site, from now on. */
const OF_THE_SITE: ReadonlySet<string> = new Set(['robots_disallowed', 'throttled']);
/** Other refusals may be of one page; so many in a row are not. */
const MOST_REFUSALS = 3;

export class PublicPages {
  readonly #context: CrawlContext;
  readonly #archive: URL;
  #refusals = 0;
  #refusal: CrawlError | undefined;
  #missed = 0;

  /** @param archive link of the archive, for the log */
  constructor(context: CrawlContext, archive: URL) {
    this.#context = context;
    this.#archive = archive;
  }

  /** The post as the site shows it; with the export's words where the site cuts them, as it is where there is no page. */
  async post(post: PostHarvest): Promise<PostHarvest> {
    const found = await this.#find(post.link);
    if (found?.kind !== 'post') return post;
    const { text, tags } = found.access === 'full' ? found : post;
    return { ...found, platform: 'linkedin', text, tags, access: 'full' };
  }

  /** The article as the site shows it, if that is all of it. */
  async article(article: ArticleHarvest): Promise<ArticleHarvest | undefined> {
    const found = await this.#find(article.link);
    return found?.kind === 'article' && found.access === 'full'
      ? { ...found, platform: 'linkedin' }
      : undefined;
  }

  /** Says how many were taken from the export alone, and why. */
  tell(): void {
    if (this.#missed === 0) return;
    this.#context.log.warn(
      'Some posts and articles have no public page that can be read; the words of the export are stored',
      {
        link: this.#archive.href,
        count: this.#missed,
        ...(this.#refusal !== undefined && { because: this.#refusal.message }),
      },
    );
  }

  async #find(link: URL): Promise<DocumentHarvest | undefined> {
    const found = this.#refusals < MOST_REFUSALS ? await this.#ask(link) : undefined;
    if (found === undefined) this.#missed += 1;
    return found;
  }

  async #ask(link: URL): Promise<DocumentHarvest | undefined> {
    try {
      for await (const found of linkedinCrawler.extract(link, this.#context)) {
        this.#refusals = 0;
        if (found.kind !== 'link') return found;
      }
    } catch (error) {
      if (!(error instanceof CrawlError) || error.code === 'aborted') throw error;
      this.#refusal = error;
      if (OF_THE_SITE.has(error.code)) this.#refusals = MOST_REFUSALS;
      else if (!OF_THE_PAGE.has(error.code)) this.#refusals += 1;
    }
    return undefined;
  }
}
