/** What other people made and the author put into a post: kept as a link to it. */
import type { ChildNode, Element } from 'domhandler';
import { findElement } from '../../extraction/markdown/elements.ts';
import { type DataAttrs, dataAttrs, recordOf, textOf } from './data-attrs.ts';
import { become, blank, newElement, textWithin, within } from './elements.ts';

interface Link {
  readonly url: string | undefined;
  readonly label: string | undefined;
}

interface Embed {
  /** Any of these makes an element this embed. */
  readonly classes: readonly string[];
  /** Stands within a line, and is drawn by a script when it is empty. */
  readonly inline?: true;
  read(attrs: DataAttrs, element: Element): Link;
}

// Most components are empty and are drawn from their attributes; older pages hold the drawn one.
const EMBEDS: readonly Embed[] = [
  {
    classes: ['tweet', 'twitter-embed'],
    read: (attrs, element) => {
      const name = textOf(attrs.name) ?? textWithin(element, 'tweet-author-name');
      const handle = textOf(attrs.username) ?? shownHandle(element);
      const by = [name, handle && `(@${handle})`].filter(Boolean).join(' ');
      return {
        url: bare(textOf(attrs.url) ?? linkWithin(element, '/status/')),
        label: by === '' ? 'Tweet' : `Tweet by ${by}`,
      };
    },
  },
  {
    classes: ['embedded-post-wrap'],
    read: (attrs, element) => ({
      url: textOf(attrs.url) ?? linkWithin(element),
      label: textOf(attrs.title) ?? textWithin(element, 'embedded-post-title'),
    }),
  },
  {
    classes: ['digest-post-embed'],
    read: (attrs) => ({ url: textOf(attrs.canonical_url), label: textOf(attrs.title) }),
  },
  {
    classes: ['embedded-publication-wrap'],
    read: (attrs, element) => ({
      url: textOf(attrs.base_url) ?? linkWithin(element),
      label: textOf(attrs.name) ?? textWithin(element, 'embedded-publication-name'),
    }),
  },
  {
    classes: ['youtube-wrap'],
    read: (attrs, { attribs }) => ({
      url: addressed(
        'https://www.youtube.com/watch?v=',
        attrs.videoId ?? /^youtube2-([\w-]{6,20})$/.exec(attribs.id ?? '')?.[1],
      ),
      label: 'YouTube video',
    }),
  },
  {
    classes: ['vimeo-wrap'],
    read: (attrs) => ({
      url: addressed('https://vimeo.com/', attrs.videoId),
      label: 'Vimeo video',
    }),
  },
  {
    classes: ['tiktok-wrap'],
    read: (attrs) => ({
      url: textOf(attrs.url),
      label: textOf(attrs.title) ?? 'TikTok video',
    }),
  },
  {
    classes: ['bluesky-wrap'],
    read: ({ authorDid, postId, ...attrs }) => {
      const [did, id] = [textOf(authorDid), textOf(postId)];
      const handle = textOf(attrs.authorHandle);
      const by = [textOf(attrs.authorName), handle && `(@${handle})`].filter(Boolean).join(' ');
      return {
        url: did && id && `https://bsky.app/profile/${did}/post/${id}`,
        label: by === '' ? 'Bluesky post' : `Bluesky post by ${by}`,
      };
    },
  },
  {
    classes: ['instagram', 'instagram-embed-wrap'],
    read: (attrs, element) => {
      const name = textOf(attrs.author_name)?.replace(/^@/, '');
      return {
        url:
          addressed('https://www.instagram.com/p/', attrs.instagram_id) ??
          linkWithin(element, 'instagram.com/'),
        label: name === undefined ? 'Instagram post' : `Instagram post by ${name}`,
      };
    },
  },
  {
    classes: ['native-video-embed'],
    read: (attrs) => ({ url: uploaded('video', attrs), label: textOf(attrs.title) ?? 'Video' }),
  },
  {
    classes: ['native-audio-embed'],
    read: (attrs) => ({ url: uploaded('audio', attrs), label: textOf(attrs.label) ?? 'Audio' }),
  },
  {
    classes: ['file-embed-wrapper'],
    read: (_, element) => ({
      url: linkWithin(element),
      label: textWithin(element, 'file-embed-details-h1') ?? 'File',
    }),
  },
  {
    classes: ['datawrapper-wrap'],
    read: (attrs) => ({ url: textOf(attrs.url), label: textOf(attrs.title) ?? 'Chart' }),
  },
  {
    classes: ['comment'],
    read: (attrs) => {
      const comment = recordOf(attrs.comment);
      const name = textOf(comment.name);
      const handle = textOf(comment.handle);
      const id = textOf(attrs.commentId) ?? textOf(comment.id);
      return {
        url: handle && id && `https://substack.com/@${handle}/note/c-${id}`,
        label: name === undefined ? 'Note' : `Note by ${name}`,
      };
    },
  },
  {
    classes: ['mention-wrap'],
    inline: true,
    read: (attrs) => ({
      url: textOf(attrs.url) ?? addressed('https://substack.com/profile/', attrs.id),
      label: textOf(attrs.name),
    }),
  },
  {
    classes: ['cashtag-wrap'],
    inline: true,
    read: (attrs) => ({ url: undefined, label: textOf(attrs.symbol) }),
  },
];

const BY_CLASS = new Map(
  EMBEDS.flatMap((embed) => embed.classes.map((name) => [name, embed] as const)),
);

/**
 * Makes of an embed a link with its title. One that names nothing is left out.
 *
 * @param name of one of its classes
 * @returns whether that names an embed
 */
export function linkedEmbed(name: string, element: Element): boolean {
  const embed = BY_CLASS.get(name);
  if (embed === undefined || !isDrawnByScript(name, element)) return false;
  const { url, label = url } = embed.read(dataAttrs(element), element);
  if (label === undefined || (url === undefined && !embed.inline)) blank(element);
  else if (url === undefined) become(element, 'span', {}, label);
  else if (embed.inline) become(element, 'a', { href: url }, label);
  else become(element, 'p', {}, [newElement('a', { href: url }, label)]);
  return true;
}

/**
 * Makes a link of a component that is drawn by a script and known to nobody here: of a sound, a market, a map. What it
 * shows is at the address in its attributes.
 */
export function unknownEmbed(element: Element): void {
  const attrs = dataAttrs(element);
  const url = textOf(attrs.targetUrl) ?? textOf(attrs.url) ?? textOf(attrs.canonical_url);
  if (url === undefined || !/^https?:\/\//i.test(url) || holdsText(element)) return;
  const label = textOf(attrs.title) ?? textOf(attrs.name) ?? URL.parse(url)?.hostname ?? url;
  become(element, 'p', {}, [newElement('a', { href: url }, label)]);
}

function holdsText(element: Element): boolean {
  const isText = (node: ChildNode): boolean => node.type === 'text' && node.data.trim() !== '';
  const shows = ({ name, children }: Element): boolean =>
    name === 'img' || (name !== 'script' && name !== 'iframe' && children.some(isText));
  return findElement(element, shows) !== undefined;
}

/** These names are also those of what holds its text already. */
function isDrawnByScript(name: string, { attribs, children }: Element): boolean {
  if (name === 'comment') return attribs['data-attrs'] !== undefined;
  return !/^(?:mention|cashtag)-wrap$/.test(name) || children.length === 0;
}

/** The frame of a podcast stays: toMarkdown writes it as a link, by this name. */
export function namedFrame(frame: Element): void {
  const title = textOf(dataAttrs(frame).title);
  if (title !== undefined) frame.attribs.title = title;
}

function linkWithin(element: Element, part = ''): string | undefined {
  return within(element, ({ name, attribs }) => name === 'a' && !!attribs.href?.includes(part))
    ?.attribs.href;
}

function shownHandle(element: Element): string | undefined {
  return textWithin(element, 'tweet-author-handle')?.replace(/^@/, '');
}

/** The query of a tweet's address says how its reader came. */
function bare(address: string | undefined): string | undefined {
  return address?.replace(/[?#].*$/s, '');
}

function addressed(start: string, id: unknown): string | undefined {
  const value = textOf(id);
  return value === undefined ? undefined : start + encodeURIComponent(value);
}

function uploaded(kind: 'audio' | 'video', attrs: DataAttrs): string | undefined {
  const id = textOf(attrs.mediaUploadId);
  return id && `https://api.substack.com/api/v1/${kind}/upload/${encodeURIComponent(id)}/src`;
}
