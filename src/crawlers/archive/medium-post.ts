/** One post of Medium's export. */
import type { CheerioAPI } from 'cheerio/slim';
import { dateOf } from '../../extraction/json-ld.ts';
import { walk } from '../../extraction/markdown/survey.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import { folded } from '../../extraction/white-space.ts';
import { type Block, textLength } from '../medium/blocks.ts';
import { splitHead } from '../medium/head.ts';
import { imageLink } from '../medium/images.ts';
import { readMediumLink, sharedLink } from '../medium/links.ts';
import { pageBlocks } from '../medium/page-body.ts';
import type { Post } from '../medium/post.ts';

/** Why a file is no published post, in the words of the log. */
export type ExportedPost =
  | { readonly post: Post }
  | { readonly skip: 'drafts' | 'responses' | 'files that are no posts' | 'posts without text' };

/** Longer texts are no comments, as in Medium's feeds. */
const RESPONSE_MAX_LENGTH = 1_000;

const BODY = 'article section.e-content';
const PARAGRAPHS: ReadonlySet<string> = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'li']);

/**
 * Reads `posts/<date>_<title>-<id>.html`: an h-entry whose body has the markup of Medium's pages of 2013 to 2018.
 *
 * @param name of the file, the last place to find the id
 */
export function readExportedPost(html: string, name: string): ExportedPost {
  const $ = parseHtml(html);
  if ($(BODY).length === 0) return { skip: 'files that are no posts' };
  const canonical = hrefOf($, 'a.p-canonical');
  const publishedAt = dateOf($('time.dt-published').attr('datetime'));
  if (canonical === undefined && publishedAt === undefined) return { skip: 'drafts' };
  const postId = postIdOf($, canonical, name);
  if (postId === undefined) return { skip: 'files that are no posts' };

  const title = shown($, 'h1.p-name') || shown($, 'title');
  const blocks = blocksOf($);
  if (blocks.length === 0) return { skip: 'posts without text' };
  if (isResponse(blocks)) return { skip: 'responses' };
  const head = splitHead(blocks, title || undefined);
  const link = linkOf(canonical, postId);
  const heading = head.title ?? title;
  if (head.body.length === 0 || heading === '') return { skip: 'posts without text' };
  const subtitle = head.subtitle ?? summaryOf($, blocks);
  const author = shown($, 'footer a.p-author');
  const image = imageOf($, blocks);
  return {
    post: {
      facts: {
        kind: 'article',
        platform: 'medium',
        sourceId: `medium:${postId}`,
        link,
        title: heading,
        ...(subtitle !== undefined && { subtitle }),
        ...(author !== '' && { byline: [author] }),
        ...(publishedAt !== undefined && { publishedAt }),
        tags: tagsOf($),
        access: 'full',
        ...(image !== undefined && { image }),
      },
      body: head.body,
      baseUrl: link,
    },
  };
}

/** The same reader as for pages; all that stands in the body is the author's, marked or not. */
function blocksOf($: CheerioAPI): Block[] {
  walk($(BODY).first().toArray(), (element) => {
    if (PARAGRAPHS.has(element.name)) element.attribs.class = `graf ${element.attribs.class ?? ''}`;
  });
  return pageBlocks($);
}

/**
 * Responses to others' posts lie among the posts and look like them: one paragraph and no image (the rule of TryGhost's
 * importer), and no long one.
 */
function isResponse(blocks: readonly Block[]): boolean {
  const content = blocks.filter(
    (block) => block.type !== 'break' && !(block.type === 'heading' && block.role !== undefined),
  );
  const isShort = textLength(content) <= RESPONSE_MAX_LENGTH;
  return content.length <= 1 && isShort && content.every(({ type }) => type === 'paragraph');
}

/** What stands above the body, unless Medium made it of the body's own beginning. */
function summaryOf($: CheerioAPI, blocks: readonly Block[]): string | undefined {
  const summary = shown($, 'section.p-summary');
  const beginning = summary.replace(/(?:…|\.\.\.)$/, '').trim();
  if (beginning === '') return undefined;
  const isRepeated = blocks.some((block) => 'text' in block && block.text.startsWith(beginning));
  return isRepeated ? undefined : summary;
}

/** The link beside the date has it on every host; the canonical one may lead away from Medium. */
function postIdOf($: CheerioAPI, canonical: URL | undefined, name: string): string | undefined {
  const links = [
    hrefOf($, 'footer a:has(time.dt-published)'),
    canonical,
    hrefOf($, 'footer a[href*="/p/"]'),
  ];
  const ids = links.flatMap((link) => (link === undefined ? [] : (mediumIdOf(link) ?? [])));
  return ids[0] ?? /-([0-9a-f]{8,12})\.html$/.exec(name)?.[1];
}

function mediumIdOf(link: URL): string | undefined {
  const read = readMediumLink(link);
  return read.kind === 'post' ? read.postId : undefined;
}

/** As on the site: where Medium serves it. The canonical link of an imported post leads to where it was first. */
function linkOf(canonical: URL | undefined, postId: string): URL {
  const isMedium = canonical !== undefined && mediumIdOf(canonical) === postId;
  return isMedium ? sharedLink(canonical) : new URL(`https://medium.com/p/${postId}`);
}

function imageOf($: CheerioAPI, blocks: readonly Block[]): string | undefined {
  const featured = $('img[data-is-featured][data-image-id]').attr('data-image-id');
  if (featured) return imageLink(featured);
  return blocks.find((block) => block.type === 'image')?.src;
}

function tagsOf($: CheerioAPI): string[] {
  const names = $('.p-tags a.p-tag')
    .toArray()
    .map((tag) => folded($(tag).text()));
  return [...new Set(names.filter((name) => name !== ''))];
}

function hrefOf($: CheerioAPI, selector: string): URL | undefined {
  return URL.parse($(selector).first().attr('href') ?? '') ?? undefined;
}

const shown = ($: CheerioAPI, selector: string): string => folded($(selector).first().text());
