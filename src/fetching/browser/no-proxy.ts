/** The list of NO_PROXY, read as undici reads it, so that the browser goes the same ways as the rest of us. */

interface Entry {
  readonly host: string;
  readonly port: number | undefined;
  /** `*.site.example` means the sub-domains alone. */
  readonly subDomainsOnly: boolean;
}

/**
 * Is this place reached without the proxy? Entries are host names (sub-domains included), `*.name` (sub-domains only),
 * addresses, each with a port if wanted, and `*` for everything; separated by commas or blanks.
 *
 * @param hostname without brackets
 * @example
 * bypassesProxy('api.site.example', 443, 'localhost, site.example'); // true
 */
export function bypassesProxy(hostname: string, port: number, noProxy: string): boolean {
  const host = plain(hostname);
  return noProxy
    .split(/[,\s]+/)
    .filter((text) => text !== '')
    .map(toEntry)
    .some((entry) => {
      if (entry.port !== undefined && entry.port !== port) return false;
      if (entry.host === '*') return true;
      return (
        (host === entry.host && !entry.subDomainsOnly) ||
        (entry.host !== '' && host.endsWith(`.${entry.host}`))
      );
    });
}

function toEntry(text: string): Entry {
  // A bare IPv6 address has colons that are no port.
  const [, host = text, port] = /^(\[.+\]|[^:]+):(\d{1,5})$/.exec(text) ?? [];
  return {
    host: plain(host.replace(/^\*?\./, '')),
    port: port === undefined ? undefined : Number(port),
    subDomainsOnly: text.startsWith('*.'),
  };
}

const plain = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.+)\]$/, '$1')
    .replace(/(?<=.)\.$/, '');
