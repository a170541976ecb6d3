/** What sockets, TLS and undici throw, told to a person. */
import { AbortedError, CrawlError, UpstreamError } from '../errors.ts';
import { abortError } from './deadline.ts';

const STORIES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'has no address: the name is not in the DNS',
  EAI_AGAIN: 'could not be looked up: the DNS did not answer',
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ETIMEDOUT: 'could not be reached in time',
  ENETUNREACH: 'cannot be reached from this network',
  EHOSTUNREACH: 'cannot be reached from this network',
  UND_ERR_CONNECT_TIMEOUT: 'could not be reached in time',
  UND_ERR_HEADERS_TIMEOUT: 'took the request but did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'went silent in the middle of its answer',
  UND_ERR_SOCKET: 'cut the connection',
  UND_ERR_HEADERS_OVERFLOW: 'sent more headers than are allowed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent less or more than it had announced',
  Z_BUF_ERROR: 'sent an answer that breaks off',
  Z_DATA_ERROR: 'sent a compressed answer that is damaged',
};

/** Codes of which there are many: those of the decoders and of undici's parser. */
const FAMILIES: readonly (readonly [pattern: RegExp, story: string])[] = [
  [/^(?:Z_|ERR__ERROR_|ZSTD_)/, 'sent a compressed answer that is damaged'],
  [/^HPE_/, 'sent something that is not HTTP'],
];

const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|SELF_SIGNED|ERR_TLS|ERR_SSL/;

/**
 * The typed error for anything that went wrong between us and a site. An aborted signal comes first: what else broke then
 * is its consequence.
 */
export function asCrawlError(error: unknown, url: URL, signal: AbortSignal): CrawlError {
  if (signal.aborted) return abortError(signal.reason);
  if (error instanceof CrawlError) return error;
  const code = codeOf(error);
  const details = { link: url, cause: error };
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return new AbortedError('The fetcher was closed before this link was done.', details);
  }
  if (CERTIFICATE.test(code)) {
    return new UpstreamError(
      `${url.hostname} showed a certificate that is not trusted (${code}).`,
      {
        ...details,
        hint: 'Behind a proxy with its own authority, set NODE_EXTRA_CA_CERTS; else the site has to renew it.',
      },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  const viaProxy = /Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (viaProxy) {
    return new UpstreamError(
      `The proxy refused to connect to ${url.hostname} (HTTP ${viaProxy}).`,
      {
        ...details,
        hint: 'Check HTTPS_PROXY and NO_PROXY, and whether the proxy allows this host.',
      },
    );
  }
  const family = FAMILIES.find(([pattern]) => pattern.test(code))?.[1];
  const story = STORIES[code] ?? family ?? `could not be read (${code || message})`;
  return new UpstreamError(`${url.hostname} ${story}.`, details);
}

/** The code of the innermost error that has one: Node wraps failed attempts on several addresses in an AggregateError. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
