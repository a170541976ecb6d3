/** What a crawler found, into the database as the author's. */
import type { DocumentHarvest } from '../crawlers/crawler.ts';
import { ArticleDocument } from '../documents/article.ts';
import type { UpsertResult } from '../documents/crawled.ts';
import { PostDocument } from '../documents/post.ts';
import { RepositoryDocument } from '../documents/repository.ts';
import {
  type Author,
  articleDraft,
  COLLECTION_OF,
  postDraft,
  repositoryDraft,
  type Source,
} from './to-document.ts';

export interface StoredDocument {
  readonly collection: string;
  readonly id: string;
  readonly platform: string;
  readonly change: UpsertResult;
}

/**
 * Stores what a crawler found: inserts what is new, replaces what has changed, leaves the rest.
 *
 * @throws StorageError, TooLargeError
 * @example
 * const { change } = await storeHarvest(article, { platform: 'medium' }, { id: user.id, fullName: 'Mara Lindqvist' });
 */
export async function storeHarvest(
  harvest: DocumentHarvest,
  source: Source,
  author: Author,
): Promise<StoredDocument> {
  const stored = (id: string, change: UpsertResult): StoredDocument => ({
    collection: COLLECTION_OF[harvest.kind],
    id,
    platform: harvest.platform ?? source.platform,
    change,
  });
  switch (harvest.kind) {
    case 'article': {
      const draft = articleDraft(harvest, source, author);
      return stored(ArticleDocument.idOf(draft), await ArticleDocument.upsert(draft));
    }
    case 'post': {
      const draft = postDraft(harvest, source, author);
      return stored(PostDocument.idOf(draft), await PostDocument.upsert(draft));
    }
    case 'repository': {
      const draft = repositoryDraft(harvest, source, author);
      const change = await RepositoryDocument.upsert(draft);
      if (harvest.part === harvest.parts) await RepositoryDocument.deleteStaleParts(draft);
      return stored(RepositoryDocument.idOf(draft), change);
    }
  }
}
