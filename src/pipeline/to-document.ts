/** From what a crawler found to the document it becomes; pure, so that a dry run shows what would be stored. */
import type {
  ArticleHarvest,
  DocumentHarvest,
  PostHarvest,
  RepositoryHarvest,
} from '../crawlers/crawler.ts';
import type { ContentSignal } from '../fetching/page.ts';

/** Whose writing it is. */
export interface Author {
  /** `_id` of the user's document. */
  readonly id: string;
  /** 'First Last'. */
  readonly fullName: string;
}

/** Where it was found. */
export interface Source {
  /** 'medium', 'substack', 'linkedin', 'github', or the host. */
  readonly platform: string;
  /** What the site's robots.txt says of the use of its content. */
  readonly contentSignal?: ContentSignal | undefined;
}

/** The collection that a kind of harvest goes to. */
export const COLLECTION_OF = {
  article: 'articles',
  post: 'posts',
  repository: 'repositories',
} as const satisfies Record<DocumentHarvest['kind'], string>;

export function articleDraft(harvest: ArticleHarvest, source: Source, author: Author) {
  const { title, subtitle, markdown, language, image } = harvest;
  return {
    ...commonDraft(harvest, source, author),
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

export function postDraft(harvest: PostHarvest, source: Source, author: Author) {
  const { text, image, attachments } = harvest;
  return {
    ...commonDraft(harvest, source, author),
    content: { text },
    ...(image !== undefined && { image }),
    ...(attachments !== undefined && {
      attachments: attachments.map((one) => ({ ...one, link: one.link.href })),
    }),
  };
}

export function repositoryDraft(harvest: RepositoryHarvest, source: Source, author: Author) {
  const { name, files, part, parts, skipped } = harvest;
  return {
    ...commonDraft(harvest, source, author),
    name,
    content: files,
    ownerId: author.id,
    part,
    parts,
    skipped,
  };
}

function commonDraft(harvest: DocumentHarvest, source: Source, author: Author) {
  const { contentSignal } = source;
  const { platform = source.platform, sourceId, link } = harvest;
  const { byline, publishedAt, modifiedAt, tags, access } = harvest;
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
    ...(contentSignal !== undefined && { contentSignal: { ...contentSignal } }),
  };
}
