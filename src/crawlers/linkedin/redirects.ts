/** Links that LinkedIn wraps to count their clicks. */

/**
 * The link inside `linkedin.com/redir/redirect?url=…`; any other text as it is. `lnkd.in` links are kept: only a request
 * would tell where they lead.
 *
 * @example
 * withoutRedirect('https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Ftides%2Eexample%2F&urlhash=x');
 * // 'https://tides.example/'
 */
export function withoutRedirect(link: string): string {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined || !/^(?:[a-z]+\.)?linkedin\.com$/.test(url.hostname)) return link;
  const target = /^\/(?:redir\/redirect|safety\/go)\/?$/.test(url.pathname)
    ? url.searchParams.get('url')
    : null;
  return target !== null && /^https?:\/\//i.test(target) && URL.canParse(target) ? target : link;
}

/** The text with every wrapped link in it unwrapped. */
export function withoutRedirects(text: string): string {
  return text.replaceAll(/https?:\/\/[a-z]{0,8}\.?linkedin\.com\/[^\s"'<>()]+/gi, withoutRedirect);
}
