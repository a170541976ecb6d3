/** Things of other sites inside a page: kept as a link to them. */
import type { Element } from 'domhandler';
import type { Paragraph, PhrasingContent } from 'mdast';
import { findElement, textOf } from './elements.ts';
import { absoluteLink } from './links.ts';
import type { Mapping } from './mapping.ts';

interface Provider {
  readonly frame: RegExp;
  readonly name: string;
  /** The page for people; the address of the frame itself unless given. */
  page?(match: RegExpExecArray): string;
}

const PROVIDERS: readonly Provider[] = [
  {
    frame: /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/(?!videoseries)([\w-]{6,20})/,
    name: 'YouTube video',
    page: ([, id]) => `https://www.youtube.com/watch?v=${id}`,
  },
  {
    frame: /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/,
    name: 'Vimeo video',
    page: ([, id]) => `https://vimeo.com/${id}`,
  },
  {
    frame: /^https?:\/\/platform\.twitter\.com\/embed\/.*[?&]id=(\d+)/,
    name: 'Tweet',
    page: ([, id]) => `https://twitter.com/i/status/${id}`,
  },
  {
    frame: /^https?:\/\/gist\.github\.com\/([\w-]+\/\w+)/,
    name: 'Gist',
    page: ([, id]) => `https://gist.github.com/${id}`,
  },
  {
    frame: /^https?:\/\/codepen\.io\/([\w-]+)\/embed\/(?:preview\/)?(\w+)/,
    name: 'CodePen',
    page: ([, user, id]) => `https://codepen.io/${user}/pen/${id}`,
  },
  {
    frame: /^https?:\/\/codesandbox\.io\/embed\/([\w-]+)/,
    name: 'CodeSandbox',
    page: ([, id]) => `https://codesandbox.io/s/${id}`,
  },
  {
    frame: /^https?:\/\/open\.spotify\.com\/embed\/(\w+\/\w+)/,
    name: 'Spotify',
    page: ([, id]) => `https://open.spotify.com/${id}`,
  },
  {
    frame:
      /^https?:\/\/(?:w\.soundcloud\.com\/player|www\.loom\.com\/embed|observablehq\.com\/embed|huggingface\.co\/|stackblitz\.com\/|replit\.com\/)/,
    name: 'Embed',
  },
];

/** A frame, a player or a gist script as a link; nothing when it is of no site that holds content (advertising, counters). */
export function embed(element: Element, mapping: Mapping): PhrasingContent[] {
  const { name, attribs } = element;
  const source = attribs['data-src'] ?? attribs['data-lazy-src'] ?? attribs.src;
  if (name === 'video' || name === 'audio') {
    const file = source ?? findElement(element, (below) => below.name === 'source')?.attribs.src;
    return linkTo(
      absoluteLink(file, mapping.baseUrl),
      attribs.title ?? (name === 'video' ? 'Video' : 'Audio'),
    );
  }
  const frame = absoluteLink(source, mapping.baseUrl);
  if (frame === undefined) return [];
  for (const provider of PROVIDERS) {
    const match = provider.frame.exec(frame);
    if (match === null) continue;
    const page = provider.page?.(match) ?? frame;
    return linkTo(page.replace(/\.js$/, ''), attribs.title?.trim() || provider.name);
  }
  return [];
}

function linkTo(url: string | undefined, title: string): PhrasingContent[] {
  if (!url?.startsWith('http')) return [];
  return [{ type: 'link', url, children: [{ type: 'text', value: title }] }];
}

/** An embedded tweet holds the words of somebody else: a link to it is kept. */
export function tweet(element: Element, mapping: Mapping): Paragraph | undefined {
  const links: Element[] = [];
  findElement(element, (below) => {
    if (below.name === 'a' && /\/status(?:es)?\/\d+/.test(below.attribs.href ?? ''))
      links.push(below);
    return false;
  });
  const url = absoluteLink(links.at(-1)?.attribs.href, mapping.baseUrl);
  if (url === undefined) return undefined;
  const author = /— ?([^—]{1,80}\(@\w{1,20}\))/.exec(textOf(element, 2_000))?.[1];
  const bare = new URL(url);
  bare.search = '';
  return {
    type: 'paragraph',
    children: linkTo(bare.href, author === undefined ? 'Tweet' : `Tweet by ${author.trim()}`),
  };
}
