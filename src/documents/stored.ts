/** Documents as they lie in MongoDB, found by what a person has in hand: an id, or a link. */
import { ArticleDocument } from './article.ts';
import { PostDocument } from './post.ts';
import type { RawDocument } from './prepare-collection.ts';
import { RepositoryDocument } from './repository.ts';
import { inStorage } from './storage-error.ts';

export interface Stored {
  readonly collection: string;
  readonly document: RawDocument;
}

/**
 * Every stored document with this `_id`, link or source id; a repository may have several parts.
 *
 * @example
 * const [found] = await findStored('https://medium.com/@mara.lindqvist/slack-water-4a1c0c0a6f0d');
 */
export function findStored(idOrLink: string): Promise<Stored[]> {
  return inStorage(`find ${idOrLink}`, async () => {
    const found: Stored[] = [];
    for (const model of [ArticleDocument, PostDocument, RepositoryDocument]) {
      const collection = await model.driver();
      for (const field of ['_id', 'link', 'source_id']) {
        for await (const document of collection.find({ [field]: idOrLink })) {
          found.push({ collection: model.collection, document });
        }
        if (found.length > 0) return found;
      }
    }
    return found;
  });
}

/**
 * Is each of these documents there still?
 *
 * @param places 'articles/<_id>', as the ledger keeps them
 */
export function areStored(places: readonly string[]): Promise<boolean> {
  return inStorage('look for stored documents', async () => {
    for (const model of [ArticleDocument, PostDocument, RepositoryDocument]) {
      const prefix = `${model.collection}/`;
      const ids = places
        .filter((place) => place.startsWith(prefix))
        .map((place) => place.slice(prefix.length));
      if (ids.length === 0) continue;
      const found = (await model.driver()).find({ _id: { $in: ids } }, { projection: { _id: 1 } });
      if ((await found.toArray()).length < new Set(ids).size) return false;
    }
    return true;
  });
}
