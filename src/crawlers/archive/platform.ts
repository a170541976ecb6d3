/** Whose export an archive is, by what it holds. */
import type { EntryKind } from './allow-list.ts';
import { type Archive, openArchive } from './open-archive.ts';

export type ArchivePlatform = 'linkedin' | 'substack' | 'medium';

export function platformOf({ entries }: Pick<Archive, 'entries'>): ArchivePlatform | undefined {
  const holds = (...kinds: readonly EntryKind[]): boolean =>
    entries.some(({ kind }) => kinds.includes(kind));
  if (holds('linkedin-shares', 'linkedin-article')) return 'linkedin';
  if (holds('substack-posts')) return 'substack';
  return holds('post') ? 'medium' : undefined;
}

/**
 * The same, of an archive on disk; only its table of contents is read.
 *
 * @throws CrawlError when it cannot be opened
 * @example
 * await platformOfArchive(new URL('file:///home/mara/export.zip')); // 'substack'
 */
export async function platformOfArchive(link: URL): Promise<ArchivePlatform | undefined> {
  await using archive = await openArchive(link);
  return platformOf(archive);
}
