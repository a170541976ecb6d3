/** From an answer to the page that a caller sees. */
import { decodeText } from './charset.ts';
import type { WholeAnswer } from './exchange.ts';
import { parseContentType } from './media-type.ts';
import type { FetchedPage } from './page.ts';

/** @param requested the link as it was asked for */
export function toPage(
  requested: URL,
  { url, status, headers, body, contentSignal }: WholeAnswer,
  extra: Pick<FetchedPage, 'isRendered'> = {},
): FetchedPage {
  const contentType = parseContentType(headers.get('content-type'));
  let text: string | undefined;
  return {
    ...extra,
    url,
    requested,
    status,
    headers,
    mediaType: contentType.mediaType,
    body,
    ...(contentSignal !== undefined && { contentSignal }),
    get text() {
      text ??= decodeText(body, contentType);
      return text;
    },
  };
}
