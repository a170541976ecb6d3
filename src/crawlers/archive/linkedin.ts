/** LinkedIn's export: posts in Shares.csv, articles as HTML files. */
import { AbortedError } from '../../errors.ts';
import type { ArticleHarvest, CrawlContext, DocumentHarvest, PostHarvest } from '../crawler.ts';
import { type ExportedArticle, isDraft, readExportedArticle } from './linkedin-article.ts';
import { UploadedPictures } from './linkedin-media.ts';
import { readShare } from './linkedin-share.ts';
import type { Archive } from './open-archive.ts';
import { PublicPages } from './public-pages.ts';
import { rowsOf, textOf } from './read-entry.ts';
import { Skipped } from './skipped.ts';

/**
 * Posts with words of the person's own, newest first as in the export, then published articles. Each is asked for on the
 * site as well, and the site's copy is taken where it is whole: only there an article has its code, and a post the number
 * of its activity, which is its `sourceId`.
 */
export async function* harvestLinkedin(
  archive: Archive,
  link: URL,
  context: CrawlContext,
): AsyncGenerator<DocumentHarvest> {
  const skipped = new Skipped();
  const pages = new PublicPages(context, link);
  yield* postsOf(archive, link, { pages, skipped, context });
  yield* articlesOf(archive, link, { pages, skipped, context });
  skipped.tell(context.log, link);
  pages.tell();
}

interface Parts {
  readonly pages: PublicPages;
  readonly skipped: Skipped;
  readonly context: CrawlContext;
}

async function* postsOf(
  archive: Archive,
  link: URL,
  { pages, skipped, context: { signal } }: Parts,
): AsyncGenerator<PostHarvest> {
  const pictures = await UploadedPictures.in(archive, link);
  for (const table of archive.entries.filter(({ kind }) => kind === 'linkedin-shares')) {
    for await (const row of rowsOf(archive, table, link)) {
      if (signal.aborted) throw new AbortedError('Stopped within the archive', { link });
      const share = readShare(row);
      if ('skip' in share) {
        skipped.add(share.skip);
        continue;
      }
      const image = share.post.image ?? pictures.before(share.post.publishedAt);
      const post: PostHarvest = { ...share.post, ...(image !== undefined && { image }) };
      yield share.isPublic ? await pages.post(post) : post;
    }
  }
}

async function* articlesOf(
  archive: Archive,
  link: URL,
  { pages, skipped, context: { log, signal } }: Parts,
): AsyncGenerator<ArticleHarvest> {
  for (const entry of archive.entries.filter(({ kind }) => kind === 'linkedin-article')) {
    if (signal.aborted) throw new AbortedError('Stopped within the archive', { link });
    const read: ExportedArticle = isDraft(entry.name)
      ? { skip: 'drafts' }
      : readExportedArticle(await textOf(archive, entry));
    if ('skip' in read) {
      skipped.add(read.skip);
      continue;
    }
    const onSite = await pages.article(read.article);
    if (onSite === undefined && read.lostCode > 0) {
      log.warn('An article is stored without its code, which exports of LinkedIn lack', {
        link: read.article.link.href,
        blocks: read.lostCode,
      });
    }
    yield onSite ?? read.article;
  }
}
