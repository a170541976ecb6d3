/** Bytes to text: BOM, then the header, then what the document says of itself, else UTF-8. */
import sniffEncoding from 'html-encoding-sniffer';
import { type ContentType, isHtml, isXml } from './media-type.ts';

/**
 * Decodes a body. Never fails: bytes that are wrong in their encoding become U+FFFD, a label nobody knows counts as none.
 * Labels are those of the WHATWG Encoding Standard (`iso-8859-1` is windows-1252, `gb2312` is GBK).
 *
 * @example
 * decodeText(bytes, { mediaType: 'text/html', charset: undefined });
 */
export function decodeText(body: Uint8Array, { mediaType, charset }: ContentType): string {
  const encoding = sniffEncoding(body, {
    xml: !isHtml(mediaType),
    defaultEncoding: (isXml(mediaType) && xmlEncoding(body)) || 'UTF-8',
    ...(charset !== undefined && { transportLayerEncodingLabel: charset }),
  });
  return decoderFor(encoding).decode(body);
}

/** `<?xml version="1.0" encoding="…"?>` at the very start (XML 1.0, section 4.3.3). */
function xmlEncoding(body: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 200));
  return /^\s{0,8}<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
}

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch {
    // TextDecoder knows every label of the standard but "replacement" and "x-user-defined"; a made-up one is no label at all.
    return new TextDecoder();
  }
}
