/** RSS (0.9 to 2.0) and Atom → their entries in one shape; JSON Feed is in `json-feed.ts`. */
import type { CheerioAPI } from 'cheerio/slim';
import { type Element, isTag } from 'domhandler';
import { parseHtml, topNodes } from '../../extraction/parse-html.ts';
import type { FoundDocument } from './document-format.ts';
import { entry, type Feed } from './feed-entry.ts';
import { readJsonFeed } from './json-feed.ts';

/**
 * Reads a feed leniently: one that breaks off gives the entries before the break. Without a parser for feeds: those that
 * there are demand well-formed XML and leave relative links as they are, and only five fields are wanted here.
 *
 * @param url of the feed, for relative links
 * @returns `undefined` when the document is no feed
 */
export function readFeed({ format, text }: FoundDocument, url: URL): Feed | undefined {
  if (format === 'json feed') return readJsonFeed(text, url);
  if (format !== 'rss' && format !== 'atom') return undefined;
  const $ = parseHtml(text, { xml: true });
  const root = topNodes($).find(isTag);
  if (root === undefined) return undefined;
  return format === 'atom' ? readAtom($, root, url) : readRss($, root, url);
}

function readRss($: CheerioAPI, root: Element, url: URL): Feed {
  const channel = childrenOf(root).find(({ name }) => name === 'channel') ?? root;
  const home = URL.parse(childText($, channel, 'link'), url.href) ?? undefined;
  const base = home ?? url;
  // RSS 1.0 has its items beside the channel.
  const items = [...childrenOf(channel), ...(channel === root ? [] : childrenOf(root))].filter(
    ({ name }) => name === 'item',
  );
  const next = atomLinks(channel, 'atom:', url).find(({ rel }) => rel === 'next')?.link;
  return {
    entries: items.map((item) => {
      const text = (name: string): string => childText($, item, name);
      const guid = childrenOf(item).find(({ name }) => name === 'guid');
      const isPermanent = guid?.attribs.isPermaLink?.toLowerCase() !== 'false';
      return entry({
        links: [
          absolute(text('feedburner:origLink')),
          relative(text('link'), base),
          ...atomLinks(item, 'atom:', base).map(({ link }) => link),
          isPermanent ? absolute(text('guid')) : undefined,
          absolute(item.attribs['rdf:about'] ?? ''),
        ],
        title: text('title'),
        published: text('pubDate') || text('dc:date') || text('dcterms:created'),
        changed: text('atom:updated') || text('dcterms:modified'),
      });
    }),
    ...(home !== undefined && { home }),
    ...(next !== undefined && { next }),
    generator: childText($, channel, 'generator'),
  };
}

function readAtom($: CheerioAPI, root: Element, url: URL): Feed {
  // `<atom:feed>` prefixes all its elements.
  const prefix = /^[^:]*:/.exec(root.name)?.[0] ?? '';
  const base = baseOf(root, url);
  const links = atomLinks(root, prefix, base);
  const home = links.find(({ rel }) => rel === 'alternate')?.link;
  const next = links.find(({ rel }) => rel === 'next')?.link;
  const entries = childrenOf(root).filter(({ name }) => name === `${prefix}entry`);
  return {
    entries: entries.map((item) => {
      const text = (name: string): string => childText($, item, prefix + name);
      const alternates = atomLinks(item, prefix, baseOf(item, base)).filter(
        ({ rel }) => rel === 'alternate',
      );
      return entry({
        links: [
          ...alternates.filter(({ type }) => type.includes('html')).map(({ link }) => link),
          ...alternates.map(({ link }) => link),
          absolute(text('id')),
        ],
        title: text('title'),
        published: text('published') || text('issued') || text('created'),
        changed: text('updated') || text('modified'),
      });
    }),
    ...(home !== undefined && { home }),
    ...(next !== undefined && { next }),
    generator: childText($, root, `${prefix}generator`),
  };
}

interface AtomLink {
  readonly link: URL;
  readonly rel: string;
  readonly type: string;
}

function atomLinks(parent: Element, prefix: string, base: URL): AtomLink[] {
  return childrenOf(parent).flatMap(({ name, attribs }) => {
    const link = name === `${prefix}link` ? relative(attribs.href ?? '', base) : undefined;
    if (link === undefined) return [];
    const { rel = 'alternate', type = 'text/html' } = attribs;
    return [{ link, rel: rel.trim().toLowerCase(), type: type.toLowerCase() }];
  });
}

const baseOf = ({ attribs }: Element, outer: URL): URL =>
  relative(attribs['xml:base'] ?? '', outer) ?? outer;

const childrenOf = ({ children }: Element): Element[] => children.filter(isTag);

function childText($: CheerioAPI, parent: Element, name: string): string {
  const child = childrenOf(parent).find((candidate) => candidate.name === name);
  return child === undefined ? '' : $(child).text().trim();
}

const absolute = (written: string): URL | undefined =>
  /^https?:/i.test(written) ? (URL.parse(written) ?? undefined) : undefined;

function relative(written: string, base: URL): URL | undefined {
  const link = written.trim() === '' ? null : URL.parse(written.trim(), base.href);
  return link !== null && /^https?:$/.test(link.protocol) ? link : undefined;
}
