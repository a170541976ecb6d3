/** Things of other sites inside a post: the link to the thing itself, not to the frame that shows it. */

/**
 * The page behind the address of a frame: Embedly's `url` parameter, Medium's own media pages, else the address itself.
 *
 * @example
 * embedLink('https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fyoutu.be%2Fx'); // 'https://youtu.be/x'
 */
export function embedLink(source: string): string {
  const absolute = source.startsWith('//') ? `https:${source}` : source;
  const media = mediaIdOf(absolute);
  if (media !== undefined) return mediaLink(media);
  if (!URL.canParse(absolute)) return absolute;
  const frame = new URL(absolute);
  if (frame.hostname === 'gist.github.com') return absolute.replace(/\.js(?=\?|$)/, '');
  const shown = frame.hostname.endsWith('embedly.com') ? frame.searchParams.get('url') : null;
  return shown !== null && /^https?:\/\//.test(shown) ? shown : absolute;
}

/** The id of one of Medium's own frames, whose address says nothing about what it shows. */
export function mediaIdOf(address: string): string | undefined {
  return /^(?:https:\/\/medium\.com)?\/media\/([0-9a-f]{16,40})/.exec(address)?.[1];
}

/** Where Medium sends a reader who follows one of its own embeds: gists have no other address in the page. */
export function mediaLink(mediaId: string): string {
  return `https://medium.com/media/${mediaId}/href`;
}

/**
 * The page behind Medium's redirect for outbound links (`medium.com/r/?url=…`), which posts of 2014 to 2018 are full of.
 */
export function outboundLink(href: string): string {
  const redirect = /^https?:\/\/medium\.com\/r\/\?(.*)$/.exec(href)?.[1];
  const target = redirect === undefined ? null : new URLSearchParams(redirect).get('url');
  return target !== null && /^https?:\/\//.test(target) ? target : href;
}
