/** Why an archive is refused, in words that say what to do. */
import { type CrawlError, TooLargeError, UnsupportedContentError } from '../../errors.ts';

const AGAIN = 'Download the export again and give it as it came, without unpacking it.';

export function notAnArchive(link: URL): CrawlError {
  return new UnsupportedContentError('The file is no ZIP archive', {
    link,
    hint: 'Give the export of Medium, Substack or LinkedIn as it came: a file that ends in .zip.',
  });
}

export function truncated(link: URL, cause?: unknown): CrawlError {
  return new UnsupportedContentError('The archive breaks off before its end', {
    link,
    hint: AGAIN,
    cause,
  });
}

export function tooLarge(what: string, link: URL): CrawlError {
  return new TooLargeError(`The archive is refused: ${what}`, {
    link,
    hint: 'No export looks like this; check where the file comes from, and download the export again.',
  });
}

export function encrypted(link: URL): CrawlError {
  return new UnsupportedContentError('The archive is encrypted', {
    link,
    hint: 'Unpack it with its password, pack it again without one, and give that file.',
  });
}

/** What the ZIP reader says, as one of ours. Its message may name any entry, so it stays in the cause. */
export function unreadable(cause: unknown, link: URL): CrawlError {
  const said = cause instanceof Error ? cause.message : '';
  if (/encrypt/i.test(said)) return encrypted(link);
  if (/absolute path|relative path|invalid characters in fileName/.test(said)) {
    return new UnsupportedContentError('The archive holds a path that leads out of it', {
      link,
      hint: 'No export looks like this; check where the file comes from.',
      cause,
    });
  }
  if (/unexpected EOF|overflows file bounds|signature not found/.test(said)) {
    return truncated(link, cause);
  }
  return new UnsupportedContentError('The archive is damaged', { link, hint: AGAIN, cause });
}
