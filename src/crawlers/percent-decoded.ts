/** Parts of links as people read them. */

/** @example percentDecoded('urn%3Ali') // 'urn:li'; '%E0%A4' stays as it is, since its encoding is broken */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
