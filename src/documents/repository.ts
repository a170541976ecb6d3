/** Repositories: the files of a person's code, path by path. */
import * as z from 'zod';
import { crawledFields, defineCrawledDocument } from './crawled.ts';
import type { DocumentOf } from './define-document.ts';
import { inStorage } from './storage-error.ts';

const repositorySchema = z.object({
  ...crawledFields,
  name: z.string().min(1),
  /** Path within the repository → text of the file, byte for byte. */
  content: z.record(z.string(), z.string()),
  /** The same as `authorId`: the name that the course's readers know. */
  ownerId: z.string().min(1),
  /** 1-based; above 12 MB of text a repository is several documents. */
  part: z.int().min(1),
  parts: z.int().min(1),
  /** Reason → how many files were left out for it. */
  skipped: z.record(z.string(), z.int().min(0)),
});

export type Repository = DocumentOf<typeof repositorySchema>;

const model = defineCrawledDocument({
  collection: 'repositories',
  schema: repositorySchema,
  key: ['authorId', 'sourceId', 'part'],
  indexes: [{ fields: ['link'] }, { fields: ['sourceId'] }],
});

export const RepositoryDocument = {
  ...model,

  /**
   * Deletes the parts that a repository had before it shrank.
   *
   * @param repository any stored part of its newest crawl
   * @returns how many were deleted
   */
  deleteStaleParts: (
    repository: Pick<Repository, 'authorId' | 'sourceId' | 'parts'>,
  ): Promise<number> =>
    inStorage('delete stale parts of a repository', async () => {
      const { authorId, sourceId, parts } = repository;
      const collection = await model.driver();
      const { deletedCount } = await collection.deleteMany(
        model.filterOf({ authorId, sourceId, part: { $gt: parts } }),
      );
      return deletedCount;
    }),
};
