/** A dry run of one link: the documents as they would be stored, without a database. */

import type { DocumentHarvest } from '../crawlers/crawler.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { ArticleDocument } from '../documents/article.ts';
import { PostDocument } from '../documents/post.ts';
import { RepositoryDocument } from '../documents/repository.ts';
import { fullName, parseUserName } from '../documents/user.ts';
import { ExtractionEmptyError } from '../errors.ts';
import type { CrawlRequest } from './crawl-link.ts';
import { type FoundLink, FoundLinks } from './found-links.ts';
import { type HarvestDeps, harvestLink } from './harvest-link.ts';
import { MAX_LINKS_A_SOURCE } from './limits.ts';
import {
  articleDraft,
  COLLECTION_OF,
  postDraft,
  repositoryDraft,
  type Source,
} from './to-document.ts';

export type Preview =
  | {
      readonly type: 'document';
      readonly collection: string;
      readonly document: Readonly<Record<string, unknown>>;
    }
  | ({ readonly type: 'link' } & FoundLink);

export interface PreviewDeps extends Omit<HarvestDeps, 'dispatcher'> {
  readonly dispatcher?: HarvestDeps['dispatcher'];
  /** May the link lead to an archive on this machine? */
  readonly files?: boolean;
  /** How many links are yielded; 1,000 unless given. What is above is said in the log. */
  readonly maxLinks?: number | undefined;
}

/**
 * Extracts one link and yields what would be stored, in MongoDB's field names. `_id`, `author_id` and `owner_id` are
 * left out, since only the database knows the user's identity. Found links are not followed.
 *
 * @throws CrawlError
 * @example
 * for await (const found of previewLink({ user: 'Mara Lindqvist', link }, { fetcher, signal, log })) console.log(found);
 */
export async function* previewLink(
  { user, link: given }: CrawlRequest,
  deps: PreviewDeps,
): AsyncGenerator<Preview> {
  const { dispatcher = everyCrawler, log, maxLinks = MAX_LINKS_A_SOURCE } = deps;
  const name = fullName(parseUserName(user));
  const link = canonicalLink(parseLink(given, { files: deps.files ?? false }), dispatcher);
  const harvested = await harvestLink(link, { ...deps, dispatcher, author: name });
  const links = new FoundLinks({ dispatcher, log }, maxLinks);
  let isEmpty = true;
  for await (const found of harvested.harvest) {
    isEmpty = false;
    if (found.kind !== 'link') {
      const document = asStored(found, harvested, name);
      yield { type: 'document', collection: COLLECTION_OF[found.kind], document };
      continue;
    }
    const fresh = links.add(found);
    if (links.size > maxLinks) {
      log.warn(`${link.href} leads to more than ${maxLinks} links (--max-links ${maxLinks})`);
      break;
    }
    if (fresh !== undefined) yield { type: 'link', ...fresh };
  }
  if (isEmpty) throw new ExtractionEmptyError(`Nothing was found at ${link.href}`, { link });
}

function asStored(
  harvest: DocumentHarvest,
  source: Source,
  fullName: string,
): Record<string, unknown> {
  const author = { id: 'unknown without a database', fullName };
  const { _id, author_id, owner_id, ...document } = ((): Record<string, unknown> => {
    switch (harvest.kind) {
      case 'article':
        return ArticleDocument.toMongo(articleDraft(harvest, source, author));
      case 'post':
        return PostDocument.toMongo(postDraft(harvest, source, author));
      case 'repository':
        return RepositoryDocument.toMongo(repositoryDraft(harvest, source, author));
    }
  })();
  return document;
}
