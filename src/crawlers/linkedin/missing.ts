/** The refusal of a page that is not what was asked for. Login walls are recognised before, by the fetcher. */
import { ExtractionEmptyError } from '../../errors.ts';

/**
 * @param mark what the page should hold and does not, for the message
 * @example
 * if (title === undefined) throw missing('the title of the article', page.url);
 */
export function missing(mark: string, link: URL): ExtractionEmptyError {
  return new ExtractionEmptyError(`${mark} is missing from the page of LinkedIn`, { link });
}
