/** The address under which a page wants to be known, as far as it may decide that. */
import { withoutTracking } from '../tracking-parameters.ts';
import { firstOf, metaRules, type PageFacts, type Rule, type Ruled } from './facts.ts';

const RULES: readonly Rule<string>[] = [
  {
    name: 'link canonical',
    find: ({ survey }) =>
      survey.links.find(
        ({ attribs }) =>
          attribs.href !== undefined && /(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? ''),
      )?.attribs.href,
  },
  ...metaRules('og:url'),
];

/**
 * The page's canonical link, without fragment and tracking. One that leads to another site, or from an article to a home
 * page (a template that was never filled in), is not believed.
 */
export function canonicalLinkOf(facts: PageFacts): Ruled<URL> | undefined {
  return firstOf(RULES, facts, (href) => {
    const link = URL.parse(href.trim(), facts.url.href);
    if (link === null || !/^https?:$/.test(link.protocol)) return undefined;
    if (!sameSite(link.hostname, facts.url.hostname)) return undefined;
    if (isHome(link) && !isHome(facts.url)) return undefined;
    return withoutTracking(link, { dropFragment: true });
  });
}

/** The same host, or one below the other: `www.`, `m.`, `blog.` and the bare domain. */
export function sameSite(one: string, other: string): boolean {
  const [a, b] = [one.replace(/^www\./, ''), other.replace(/^www\./, '')];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

export function isHome(link: URL): boolean {
  return /^\/(?:index\.\w+|home)?$/i.test(link.pathname) && link.search === '';
}
