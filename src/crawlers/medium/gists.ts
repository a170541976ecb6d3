/** Gists in a post: a page of Medium holds only an empty frame, the code lies with GitHub. */
import { AbortedError, CrawlError, ExtractionEmptyError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { CrawlContext } from '../crawler.ts';
import type { Block, CodeBlock, EmbedBlock } from './blocks.ts';
import { embedLink, mediaIdOf } from './embeds.ts';
import { languageOfFile } from './language-of-file.ts';
import type { Post } from './post.ts';

/** Each costs two requests and one a file. */
const MOST_EMBEDS = 30;
const MOST_FILES = 30;

const GIST = /^https?:\/\/gist\.github\.com\/(?:([\w-]+)\/)?([0-9a-f]+)(?:\.js)?\/?(?:\?|#|$)/;
/** In a gist's script each file has its link to the raw text; slashes are escaped there. */
const RAW = /gist\.github\.com\/([\w-]+)\/([0-9a-f]+)\/raw\/([0-9a-f]+)\/([^"'\\\s<>]+)/g;

/**
 * The post with the code of its gists in place of the frames that show them, and with links to tweets, videos and the
 * like in place of links to Medium's own frames. All of them are looked up once, in the post's order; what cannot be had
 * stays a link and is logged.
 *
 * @example
 * const article = toArticle(await withGists(readPost(page, postId), context));
 */
export async function withGists(post: Post, context: CrawlContext): Promise<Post> {
  const embeds = new Set<string>();
  for (const block of post.body) {
    if (block.type === 'embed' && isFrame(block)) embeds.add(block.link);
  }
  if (embeds.size > MOST_EMBEDS) {
    context.log.warn('The post has more embeds than are looked up: the others stay links', {
      link: post.facts.link.href,
      embeds: embeds.size,
      lookedUp: MOST_EMBEDS,
    });
  }
  const shown = new Map<string, Shown>();
  for (const link of [...embeds].slice(0, MOST_EMBEDS)) {
    shown.set(link, await lookUp(link, context));
  }
  return {
    ...post,
    body: post.body.flatMap((block): readonly Block[] => {
      if (block.type !== 'embed' || !isFrame(block)) return [block];
      const found = shown.get(block.link);
      return found === undefined ? [block] : blocksOf(block, found);
    }),
  };
}

interface Shown {
  /** The thing itself, where it could be found out. */
  readonly link: string;
  readonly code?: readonly CodeBlock[];
}

function isFrame({ link, isCard }: EmbedBlock): boolean {
  return !isCard && (mediaIdOf(link) !== undefined || GIST.test(link));
}

async function lookUp(embed: string, context: CrawlContext): Promise<Shown> {
  let link = embed;
  try {
    if (mediaIdOf(link) !== undefined) link = await linkInFrame(link, context);
    return GIST.test(link) ? { link, code: await codeOf(new URL(link), context) } : { link };
  } catch (error) {
    if (!(error instanceof CrawlError) || error instanceof AbortedError) throw error;
    context.log.warn('An embed could not be looked up and stays a link', {
      link,
      code: error.code,
      reason: error.message,
    });
    return { link };
  }
}

/** What a frame of Medium's (`medium.com/media/<id>`) shows: the script of a gist, or the frame of another site. */
async function linkInFrame(link: string, { fetch }: CrawlContext): Promise<string> {
  const frame = await fetch.page(new URL(link.replace(/\/href$/, '')));
  const $ = parseHtml(frame.text);
  const script = $('script[src*="gist.github.com"]').attr('src');
  const shown = script ?? $('iframe[src]').attr('src');
  const target = shown === undefined ? undefined : embedLink(shown);
  return target !== undefined && URL.canParse(target) ? target : link;
}

async function codeOf(gist: URL, { fetch }: CrawlContext): Promise<CodeBlock[]> {
  const [, user, gistId = ''] = GIST.exec(gist.href) ?? [];
  const owner = user === undefined ? '' : `${user}/`;
  const only = gist.searchParams.get('file');
  const script = new URL(`https://gist.github.com/${owner}${gistId}.js`);
  if (only !== null) script.searchParams.set('file', only);
  const { text } = await fetch.page(script, { accept: 'text/javascript, */*;q=0.1' });
  const files = rawFiles(text);
  if (files.size === 0 || files.size > MOST_FILES) {
    throw new ExtractionEmptyError(`The script of the gist names ${files.size} files`, {
      link: script,
    });
  }
  const blocks: CodeBlock[] = [];
  for (const [raw, name] of files) {
    const code = (await fetch.page(new URL(raw), { accept: 'text/plain, */*;q=0.1' })).text;
    const language = languageOfFile(name);
    blocks.push({
      type: 'code',
      code: code.replace(/\r?\n$/, ''),
      cutAtBlankLines: false,
      ...(language !== undefined && { language }),
    });
  }
  return blocks;
}

/** Where the raw text of each file lies → its name. */
function rawFiles(script: string): ReadonlyMap<string, string> {
  const found = script.replaceAll('\\/', '/').matchAll(RAW);
  return new Map(
    [...found].map(([, user, gist, version, name = '']) => [
      `https://gist.githubusercontent.com/${user}/${gist}/raw/${version}/${name}`,
      name,
    ]),
  );
}

/** A caption below code stands in a line of its own, as below other frames that scripts fill. */
function blocksOf(block: EmbedBlock, { link, code }: Shown): readonly Block[] {
  if (code === undefined) return [{ ...block, link }];
  const { caption } = block;
  return caption === ''
    ? code
    : [...code, { type: 'paragraph', html: `<em>${caption}</em>`, text: '' }];
}
