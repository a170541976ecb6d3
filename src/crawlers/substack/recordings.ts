/** What a post is besides its text: an episode to be heard, a video to be seen. */
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { newElement } from './elements.ts';

export interface Recordings {
  /** Address of the sound file of an episode. */
  readonly podcastUrl?: string | undefined;
  /** The number of an uploaded video. */
  readonly videoUploadId?: string | undefined;
}

/**
 * Puts links to its recordings above the text of a post, where Substack shows the player.
 *
 * @example
 * withRecordings('Show notes.', { podcastUrl: 'https://api.substack.com/feed/podcast/17/a.mp3' }, link);
 * // '[Audio](https://api.substack.com/feed/podcast/17/a.mp3)\n\nShow notes.'
 */
export function withRecordings(markdown: string, recordings: Recordings, link: URL): string {
  const { podcastUrl, videoUploadId } = recordings;
  const video =
    videoUploadId &&
    `https://api.substack.com/api/v1/video/upload/${encodeURIComponent(videoUploadId)}/src`;
  const paragraphs = [
    { label: 'Audio', href: podcastUrl },
    { label: 'Video', href: video },
  ].flatMap(({ label, href }) =>
    href && /^https?:\/\//i.test(href) && URL.canParse(href)
      ? [newElement('p', {}, [newElement('a', { href }, label)])]
      : [],
  );
  if (paragraphs.length === 0) return markdown;
  return `${toMarkdown(paragraphs, { baseUrl: link })}\n\n${markdown}`;
}
