/** What other people made and the author put into a post: kept as a link to it. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { type DataAttrs, dataAttrs, recordOf, textOf } from './data-attrs.ts';

interface Link {
  readonly url: string | undefined;
  readonly label: string | undefined;
}

interface Embed {
  readonly selector: string;
  /** Stands within a line. */
  readonly inline?: true;
  read(attrs: DataAttrs, element: Cheerio<Element>): Link;
}

// Most components are empty and are drawn from their attributes; older pages hold the drawn one.
const EMBEDS: readonly Embed[] = [
  {
    selector: '.tweet,.twitter-embed',
    read: (attrs, element) => {
      const name = textOf(attrs.name) ?? textOf(element.find('.tweet-author-name').text());
      const handle = textOf(attrs.username) ?? shownHandle(element);
      const by = [name, handle && `(@${handle})`].filter(Boolean).join(' ');
      return {
        url: bare(textOf(attrs.url) ?? element.find('a[href*="/status/"]').attr('href')),
        label: by === '' ? 'Tweet' : `Tweet by ${by}`,
      };
    },
  },
  {
    selector: '.embedded-post-wrap',
    read: (attrs, element) => ({
      url: textOf(attrs.url) ?? element.find('a.embedded-post').attr('href'),
      label: textOf(attrs.title) ?? textOf(element.find('.embedded-post-title').text()),
    }),
  },
  {
    selector: '.digest-post-embed',
    read: (attrs) => ({ url: textOf(attrs.canonical_url), label: textOf(attrs.title) }),
  },
  {
    selector: '.embedded-publication-wrap',
    read: (attrs, element) => ({
      url: textOf(attrs.base_url) ?? element.find('a').attr('href'),
      label: textOf(attrs.name) ?? textOf(element.find('.embedded-publication-name').text()),
    }),
  },
  {
    selector: '.youtube-wrap',
    read: (attrs) => ({
      url: addressed('https://www.youtube.com/watch?v=', attrs.videoId),
      label: 'YouTube video',
    }),
  },
  {
    selector: '.vimeo-wrap',
    read: (attrs) => ({
      url: addressed('https://vimeo.com/', attrs.videoId),
      label: 'Vimeo video',
    }),
  },
  {
    selector: '.tiktok-wrap',
    read: (attrs) => ({
      url: textOf(attrs.url),
      label: textOf(attrs.title) ?? 'TikTok video',
    }),
  },
  {
    selector: '.instagram,.instagram-embed-wrap',
    read: (attrs, element) => {
      const name = textOf(attrs.author_name)?.replace(/^@/, '');
      return {
        url:
          addressed('https://www.instagram.com/p/', attrs.instagram_id) ??
          element.find('a[href*="instagram.com/"]').attr('href'),
        label: name === undefined ? 'Instagram post' : `Instagram post by ${name}`,
      };
    },
  },
  {
    selector: '.native-video-embed',
    read: (attrs) => ({ url: uploaded('video', attrs), label: textOf(attrs.title) ?? 'Video' }),
  },
  {
    selector: '.native-audio-embed',
    read: (attrs) => ({ url: uploaded('audio', attrs), label: textOf(attrs.label) ?? 'Audio' }),
  },
  {
    selector: '.file-embed-wrapper',
    read: (_, element) => ({
      url: element.find('a.file-embed-button,a[href]').attr('href'),
      label: textOf(element.find('.file-embed-details-h1').text()) ?? 'File',
    }),
  },
  {
    selector: '.datawrapper-wrap',
    read: (attrs) => ({ url: textOf(attrs.url), label: textOf(attrs.title) ?? 'Chart' }),
  },
  {
    selector: '.comment[data-attrs]',
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
    selector: '.mention-wrap:empty',
    inline: true,
    read: (attrs) => ({
      url: textOf(attrs.url) ?? addressed('https://substack.com/profile/', attrs.id),
      label: textOf(attrs.name),
    }),
  },
  {
    selector: '.cashtag-wrap:empty',
    inline: true,
    read: (attrs) => ({ url: undefined, label: textOf(attrs.symbol) }),
  },
];

/** Replaces each embed by a link with its title. One that names nothing is left out. */
export function linkedEmbeds($: CheerioAPI): void {
  for (const { selector, inline, read } of EMBEDS) {
    $<Element, string>(selector).each((_, found) => {
      const element = $(found);
      const { url, label = url } = read(dataAttrs(element), element);
      if (label === undefined || (url === undefined && !inline)) {
        element.remove();
        return;
      }
      const link =
        url === undefined ? $('<span>').text(label) : $('<a>').attr('href', url).text(label);
      element.replaceWith(inline ? link : $('<p>').append(link));
    });
  }
  // The frame of a podcast stays: toMarkdown writes it as a link, by this name.
  $<Element, string>('iframe.spotify-wrap[data-attrs]').each((_, frame) => {
    const title = textOf(dataAttrs($(frame)).title);
    if (title !== undefined) $(frame).attr('title', title);
  });
}

function shownHandle(element: Cheerio<Element>): string | undefined {
  return textOf(element.find('.tweet-author-handle').text())?.replace(/^@/, '');
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
