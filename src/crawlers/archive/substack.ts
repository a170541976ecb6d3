/** Substack's export: a table of posts, and one HTML file for most of them. */
import { AbortedError, ExtractionEmptyError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { ArticleHarvest, CrawlContext, Harvest, LinkHarvest } from '../crawler.ts';
import { bodyMarkdown } from '../substack/body.ts';
import { postLink } from '../substack/links.ts';
import { withRecordings } from '../substack/recordings.ts';
import type { ArchiveEntry } from './contents.ts';
import { siteOf } from './links.ts';
import type { Archive } from './open-archive.ts';
import { type Row, rowsOf, textOf } from './read-entry.ts';
import { Skipped } from './skipped.ts';

/** Threads are conversations, pages ("About") no posts. */
const TYPES = new Set(['newsletter', 'podcast']);

interface PublishedPost {
  readonly id: string;
  readonly link: URL;
  readonly title: string;
  readonly subtitle: string;
  readonly podcastUrl: string | undefined;
  readonly publishedAt: Date | undefined;
}

/**
 * The published posts, paid ones with their whole text. Those whose text is not in the archive, often the newest, come as
 * links to the site.
 *
 * @param link with `?site=`: the export does not say where its publication is
 * @throws InvalidEventError when the link does not say it either
 * @throws ExtractionEmptyError when the table lists no posts
 */
export async function* harvestSubstack(
  archive: Archive,
  link: URL,
  { log, signal }: CrawlContext,
): AsyncGenerator<Harvest> {
  const host = siteOf(link);
  const texts = textsOf(archive);
  const skipped = new Skipped();
  let rows = 0;
  let elsewhere = 0;
  for (const table of archive.entries.filter(({ kind }) => kind === 'substack-posts')) {
    for await (const row of rowsOf(archive, table, link)) {
      if (signal.aborted) throw new AbortedError('Stopped within the archive', { link });
      const key = row.postid?.trim() ?? '';
      const [, id, slug] = /^(\d{1,15})\.(.+)$/.exec(key) ?? [];
      if (id === undefined || slug === undefined) {
        skipped.add('rows without a number');
        continue;
      }
      rows += 1;
      const why = reasonToSkip(row);
      if (why !== undefined) {
        skipped.add(why);
        continue;
      }
      const post = publishedPost(row, { id, link: postLink(host, slug) });
      const text = texts.get(`${key}.html`);
      const article = text && articleOf(post, await textOf(archive, text));
      if (article === undefined) elsewhere += 1;
      yield article ?? linkTo(post);
    }
  }
  skipped.tell(log, link);
  if (elsewhere > 0) {
    log.warn('Posts whose text is not in the archive are read from the site', {
      link: link.href,
      posts: elsewhere,
    });
  }
  if (rows === 0) {
    throw new ExtractionEmptyError('posts.csv lists no posts by their numbers', {
      link,
      hint: 'Give the export as Substack sent it (Settings > Exports).',
    });
  }
}

function textsOf(archive: Archive): ReadonlyMap<string, ArchiveEntry> {
  const posts = archive.entries.filter(({ kind }) => kind === 'post');
  return new Map(posts.map((entry) => [entry.name, entry]));
}

function reasonToSkip({ ispublished: isPublished = '', type = '' }: Row): string | undefined {
  if (!/^(?:true|1)$/i.test(isPublished.trim())) return 'drafts';
  const kind = type.trim().toLowerCase();
  if (kind === '' || TYPES.has(kind)) return undefined;
  return /^[a-z_]{1,20}$/.test(kind) ? `posts of type ${kind}` : 'posts of another type';
}

function publishedPost(row: Row, { id, link }: Pick<PublishedPost, 'id' | 'link'>): PublishedPost {
  const publishedAt = dateOf(row.postdate?.trim());
  // The one column that is escaped as HTML.
  const subtitle = parseHtml(row.subtitle ?? '')
    .root()
    .text();
  return {
    id,
    link,
    title: row.title?.trim() ?? '',
    subtitle: subtitle.trim(),
    podcastUrl: row.podcasturl?.trim() || undefined,
    publishedAt,
  };
}

function articleOf(post: PublishedPost, html: string): ArticleHarvest | undefined {
  const { id, link, title, subtitle, podcastUrl, publishedAt } = post;
  const text = bodyMarkdown(html, link);
  if (text === '' || title === '') return undefined;
  return {
    kind: 'article',
    platform: 'substack',
    sourceId: `substack:${id}`,
    link,
    title,
    ...(subtitle !== '' && { subtitle }),
    markdown: withRecordings(text, { podcastUrl }, link),
    ...(publishedAt !== undefined && { publishedAt }),
    tags: [],
    access: 'full',
  };
}

function linkTo({ link, title, publishedAt }: PublishedPost): LinkHarvest {
  return {
    kind: 'link',
    link,
    ...(title !== '' && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}
