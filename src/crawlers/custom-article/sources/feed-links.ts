/** Where the feeds of a page are: as it announces them, else where programs put them. */
import type { CheerioAPI } from 'cheerio/slim';

const FEED_TYPE =
  /^\s*(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json|json|xml)\s*(?:;|$)/i;
const COMMENTS = /\bcomments?\b|kommentare?\b/i;

/** Feeds and the like that no page should make us ask for without end. */
const MOST_FEEDS = 5;

/**
 * The feeds that a page announces (https://www.rssboard.org/rss-autodiscovery), those of comments left out, resolved
 * against its `<base>`. Of the same feed in several formats the first is enough; they cannot be told apart by their links.
 */
export function announcedFeeds($: CheerioAPI, base: URL): URL[] {
  const links = $('link[rel~="alternate" i][href]')
    .toArray()
    .flatMap(({ attribs: { type = '', href = '', title = '' } }) => {
      const link = URL.parse(href.trim(), base.href);
      if (link === null || !FEED_TYPE.test(type) || !/^https?:$/.test(link.protocol)) return [];
      // WordPress announces its API with the type of JSON, and beside the feed of a site that of its comments.
      if (/\/wp-json\/|\/oembed/.test(link.pathname)) return [];
      return COMMENTS.test(title) || COMMENTS.test(link.pathname) ? [] : [link.href];
    });
  return [...new Set(links)].slice(0, MOST_FEEDS).map((href) => new URL(href));
}

/** Where most programs put their feed, in the folder of the site. */
export function usualFeeds(folder: URL): URL[] {
  return ['feed', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'feed.json'].map(
    (name) => new URL(name, folder),
  );
}

/** What a relative link on the page is relative to. */
export function baseOf($: CheerioAPI, url: URL): URL {
  return URL.parse($('base[href]').first().attr('href')?.trim() ?? '', url.href) ?? url;
}
