/** Medium's export: one HTML file a post, drafts and responses among them. */
import { AbortedError, ExtractionEmptyError } from '../../errors.ts';
import type { ArticleHarvest, CrawlContext } from '../crawler.ts';
import { withGists } from '../medium/gists.ts';
import { type Post, toArticle } from '../medium/post.ts';
import { type ExportedPost, readExportedPost } from './medium-post.ts';
import type { Archive } from './open-archive.ts';
import { textOf } from './read-entry.ts';
import { Skipped } from './skipped.ts';

/**
 * The published posts, in the order of their files; the code of gists in them is fetched, as for pages.
 *
 * @throws ExtractionEmptyError when no file among them is one of Medium's
 */
export async function* harvestMedium(
  archive: Archive,
  link: URL,
  context: CrawlContext,
): AsyncGenerator<ArticleHarvest> {
  const { log, signal } = context;
  const skipped = new Skipped();
  let arePosts = false;
  for (const entry of archive.entries.filter(({ kind }) => kind === 'post')) {
    if (signal.aborted) throw new AbortedError('Stopped within the archive', { link });
    // By its name alone: drafts are not even opened.
    const read: ExportedPost = entry.name.startsWith('draft_')
      ? { skip: 'drafts' }
      : readExportedPost(await textOf(archive, entry), entry.name);
    const article = 'post' in read ? await articleOf(read.post, context) : undefined;
    if (article !== undefined) yield article;
    else skipped.add('skip' in read ? read.skip : 'posts without text');
    arePosts ||= 'post' in read || read.skip !== 'files that are no posts';
  }
  skipped.tell(log, link);
  if (!arePosts) {
    throw new ExtractionEmptyError('No file in the archive is a post of Medium', {
      link,
      hint: 'Give the export as Medium sent it (Settings > Security and apps > Download your information).',
    });
  }
}

/** A post that comes to no text is left out; it does not take the others along. */
async function articleOf(post: Post, context: CrawlContext): Promise<ArticleHarvest | undefined> {
  try {
    return toArticle(await withGists(post, context));
  } catch (error) {
    if (error instanceof ExtractionEmptyError) return undefined;
    throw error;
  }
}
