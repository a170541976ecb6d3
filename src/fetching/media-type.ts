/** Reads the `Content-Type` header. */

export interface ContentType {
  /** Lower-case, without parameters; empty when there is none. */
  readonly mediaType: string;
  readonly charset: string | undefined;
}

/**
 * @example
 * parseContentType('Text/HTML; charset="UTF-8"'); // { mediaType: 'text/html', charset: 'UTF-8' }
 */
export function parseContentType(header: string | undefined): ContentType {
  const [type = '', ...parameters] = (header ?? '').split(';');
  // Two Content-Type headers arrive joined by a comma; the media type is read from the first.
  const mediaType = (type.split(',')[0] ?? '').trim().toLowerCase();
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=', 2);
    if (name.trim().toLowerCase() !== 'charset') continue;
    const charset = value.trim().replace(/^["']|["']$/g, '');
    if (charset) return { mediaType, charset };
  }
  return { mediaType, charset: undefined };
}

export const isXml = (mediaType: string): boolean =>
  mediaType === 'text/xml' || mediaType === 'application/xml' || mediaType.endsWith('+xml');

/** HTML, or nothing said: browsers sniff then, and what we are sent without a type is a page. */
export const isHtml = (mediaType: string): boolean =>
  mediaType === 'text/html' || mediaType === 'application/xhtml+xml' || mediaType === '';
