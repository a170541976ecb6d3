/** One file whose link was given: it was asked for, so only its bytes decide whether it is kept. */
import { ExtractionEmptyError, UnsupportedContentError } from '../../errors.ts';
import type { CrawlContext } from '../crawler.ts';
import { FileTexts } from './file-texts.ts';
import { maskSecrets } from './secrets.ts';
import { type NoText, readText } from './text.ts';

export interface NamedFiles {
  readonly files: FileTexts;
  /** Reason → count. */
  readonly skipped: Readonly<Record<string, number>>;
}

const NO_TEXT: Readonly<Record<NoText, string>> = {
  binary: 'is no text',
  encoding: 'is in an encoding that it does not declare',
  lfs_pointer: 'lies in Git LFS',
};

/**
 * @param raw where its bytes are
 * @param link for messages
 * @throws UnsupportedContentError for a picture, a model, text in an unknown encoding
 * @throws TooLargeError above `maxFileBytes`
 * @throws ExtractionEmptyError for one without any text
 */
export async function readSingleFile(
  raw: URL,
  path: string,
  link: URL,
  { fetch, signal }: CrawlContext,
  { maxFileBytes }: { readonly maxFileBytes: number },
): Promise<NamedFiles> {
  const { body } = await fetch.stream(raw, { maxBytes: maxFileBytes, signal });
  const reading = readText(Buffer.concat(await Array.fromAsync(body)));
  if ('reason' in reading) {
    throw new UnsupportedContentError(`${link.href} ${NO_TEXT[reading.reason]}`, {
      link,
      hint: 'Give the link of a file of text, of its folder or of the repository.',
    });
  }
  const { text } = reading;
  if (text.trim() === '') throw new ExtractionEmptyError(`${link.href} is an empty file`, { link });
  const masked = await maskSecrets(text);
  const files = new FileTexts();
  files.set(path, masked);
  return { files, skipped: masked === text ? {} : { secret_masked: 1 } };
}
