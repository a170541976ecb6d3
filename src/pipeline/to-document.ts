/** From what a crawler found to the document it becomes; pure, so that a dry run shows what would be stored. */
import type {
  ArticleHarvest,
  DocumentHarvest,
  PostHarvest,
  RepositoryHarvest,
} from '../crawlers/crawler.ts';

/** Whose writing it is. */
export interface Author {
  /** `_id` of the user's document. */
  readonly id: string;
  /** 'First Last'. */
  readonly fullName: string;
}

/** The collection that a kind of harvest goes to. */
export const COLLECTION_OF = {
  article: 'articles',
  post: 'posts',
  repository: 'repositories',
} as const satisfies Record<DocumentHarvest['kind'], string>;

export function articleDraft(harvest: ArticleHarvest, platform: string, author: Author) {
  const { title, subtitle, markdown, language, image } = harvest;
  return {
    ...commonDraft(harvest, platform, author),
    // The names of the course's fields; its readers join the values, so absent parts are left out.
    content: {
      Title: title,
      ...(subtitle !== undefined && { Subtitle: subtitle }),
      Content: markdown,
      ...(language !== undefined && { language }),
    },
    ...(image !== undefined && { image }),
  };
}

export function postDraft(harvest: PostHarvest, platform: string, author: Author) {
  const { text, image } = harvest;
  return {
    ...commonDraft(harvest, platform, author),
    content: { text },
    ...(image !== undefined && { image }),
  };
}

export function repositoryDraft(harvest: RepositoryHarvest, platform: string, author: Author) {
  const { name, files, part, parts, skipped } = harvest;
  return {
    ...commonDraft(harvest, platform, author),
    name,
    content: files,
    ownerId: author.id,
    part,
    parts,
    skipped,
  };
}

function commonDraft(harvest: DocumentHarvest, platform: string, author: Author) {
  const { sourceId, link, byline, publishedAt, modifiedAt, tags, access } = harvest;
  return {
    platform,
    link: link.href,
    authorId: author.id,
    authorFullName: author.fullName,
    sourceId,
    ...(byline !== undefined && { byline: [...byline] }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    tags: [...tags],
    access,
  };
}
