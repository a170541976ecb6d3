/**
 * Knows Cloudflare's challenge page: a page that a browser has to solve before the site is shown. A reader's browser does;
 * for a crawler it is a refusal, whatever its status.
 */
import type { Answer } from './exchange.ts';

const TITLE = /<title>\s{0,20}just a moment(?:\.\.\.|…)\s{0,20}<\/title>/i;

/** Words of the page itself. Each alone can stand in an article about challenges, or in any page that Cloudflare serves. */
const MARKS = [
  '_cf_chl_opt',
  '/cdn-cgi/challenge-platform/',
  'cf-browser-verification',
  'challenge-error-text',
  'challenge-form',
];

/** The title is translated, the script is not. Within a script element, so that an article may quote it. */
const SCRIPT =
  /<script[^>]{0,200}>\s{0,20}(?:\(function\(\)\{)?\s{0,20}window\._cf_chl_opt\s{0,4}=/;

/**
 * Is this answer a challenge? `cf-mitigated: challenge` is Cloudflare's documented mark
 * (developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/); the page is looked at
 * because proxies and captures lose the header. The script path `/cdn-cgi/challenge-platform/` alone says nothing: normal
 * pages carry it too.
 */
export function isChallenge({ headers, beginning }: Answer): boolean {
  if (headers.get('cf-mitigated')?.toLowerCase() === 'challenge') return true;
  if (SCRIPT.test(beginning)) return true;
  return TITLE.test(beginning) && MARKS.some((mark) => beginning.includes(mark));
}
