/** One note of Substack: in the state of its page, in the API, or on the page as it is shown. Answers to it are not read. */
import type { CheerioAPI } from 'cheerio/slim';
import {
  CrawlError,
  ExtractionEmptyError,
  NotFoundError,
  UnsupportedContentError,
} from '../../errors.ts';
import { dateOf, jsonLdNodes, namesOf, nodesOfType } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import { plainText } from '../../extraction/plain-text.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext, PostHarvest } from '../crawler.ts';
import { askApi } from './api.ts';
import { originalImage } from './images.ts';
import { noteLink } from './links.ts';
import { noteIn, type SubstackNote } from './note-state.ts';
import { readPreloads } from './preloads.ts';

/**
 * @throws ExtractionEmptyError when page and API know no such note
 * @throws UnsupportedContentError when it has no words of its own: a picture, or what somebody else wrote, passed on
 */
export async function crawlNote(id: number, context: CrawlContext): Promise<PostHarvest> {
  const link = noteLink(id, undefined);
  const note = await findNote(link, id, context);
  const { text, name, handle, publishedAt, modifiedAt } = note;
  if (text === undefined) {
    throw new UnsupportedContentError('The note has no words of its own', {
      link,
      hint: 'goldpan keeps what is written; pictures and what others wrote are left where they are.',
    });
  }
  const image = note.image === undefined ? undefined : originalImage(note.image);
  return {
    kind: 'post',
    sourceId: `substack:note:${id}`,
    link: noteLink(id, handle),
    text: tidied(text),
    tags: [],
    access: 'full',
    ...(name !== undefined && { byline: [name] }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(image !== undefined && URL.canParse(image) && { image }),
  };
}

async function findNote(link: URL, id: number, context: CrawlContext): Promise<SubstackNote> {
  const page = await context.fetch.page(link).catch((error: unknown) => {
    // Not every note has a page under its number alone.
    if (error instanceof NotFoundError) return error;
    throw error;
  });
  const $ = page instanceof NotFoundError ? undefined : parseHtml(page.text);
  const preloads = $ && readPreloads($);
  const stated = preloads && 'state' in preloads ? noteIn(preloads.state) : undefined;
  if (stated?.id === id) return stated;

  const answered = await askForNote(id, context);
  if (answered?.id === id) return answered;
  if (page instanceof NotFoundError) throw page;

  const shown = $ && shownNote($, page, id);
  if (shown !== undefined) return shown;
  throw new ExtractionEmptyError(`The note c-${id} is missing from the page of Substack`, { link });
}

async function askForNote(id: number, context: CrawlContext): Promise<SubstackNote | undefined> {
  const path = `/api/v1/reader/comment/${id}`;
  try {
    return noteIn(await askApi(path, 'https://substack.com', context));
  } catch (error) {
    // A refusal for good leaves the page as it is shown; a passing failure is worth another run.
    if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
    context.log.info('The page of a note has no readable state, and the API no answer', {
      note: id,
      code: error.code,
    });
    return undefined;
  }
}

/** The page must be there to its end, and be the note's own: others show it among many. */
function shownNote($: CheerioAPI, page: FetchedPage, id: number): SubstackNote | undefined {
  const address =
    $('link[rel="canonical"]').attr('href') ?? $('meta[property="og:url"]').attr('content') ?? '';
  const isOwnPage = new RegExp(`/note/c-${id}(?![0-9])`).test(address);
  if (!isOwnPage || !/<\/html>\s*$/i.test(page.text)) return undefined;
  const permalink = $('[class*="feedPermalinkUnit"] .FeedProseMirror').first();
  // Above the note may stand what it answers, below it what answers it: without the mark, only one text alone is it.
  const all = $('.FeedProseMirror');
  const body = permalink.length > 0 ? permalink : all.length === 1 ? all : undefined;
  if (body === undefined) return undefined;
  const blocks = body.contents().toArray();
  const paragraphs = blocks.map((block) => plainText([block])).filter((text) => text !== '');
  const node = nodesOfType(jsonLdNodes($), 'SocialMediaPosting')[0];
  // "Mara Lindqvist (@maralindqvist)"
  const [, shownName] =
    /^(.{1,200}) \(@[\w.-]{1,64}\)/.exec($('meta[property="og:title"]').attr('content') ?? '') ??
    [];
  const handle = /\/@([\w.-]{1,64})\/note\//.exec(address)?.[1];
  const hasImage = $('[class*="imageGrid"] img').length > 0;
  return {
    id,
    text: paragraphs.join('\n\n') || undefined,
    name: namesOf(node?.author)[0] ?? shownName,
    handle,
    authorId: undefined,
    publishedAt: dateOf(node?.datePublished),
    modifiedAt: dateOf(node?.dateModified),
    image: hasImage ? $('meta[property="og:image"]').attr('content') : undefined,
    isReply: false,
  };
}

function tidied(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
