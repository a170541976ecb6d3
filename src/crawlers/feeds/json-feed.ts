/** JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). */
import * as z from 'zod';
import { parsedJson } from '../parsed-json.ts';
import { entry, type Feed } from './feed-entry.ts';

const text = z.string().optional().catch(undefined);

const item = z.object({
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  url: text,
  external_url: text,
  title: text,
  date_published: text,
  date_modified: text,
});

const feed = z.object({
  items: z.array(item.catch({})),
  home_page_url: text,
  next_url: text,
});

/** @returns `undefined` when it is none, or breaks off */
export function readJsonFeed(json: string, url: URL): Feed | undefined {
  const read = feed.safeParse(parsedJson(json));
  if (!read.success) return undefined;
  const { items, home_page_url, next_url } = read.data;
  const link = (written: string | undefined): URL | undefined =>
    written === undefined ? undefined : (URL.parse(written, url.href) ?? undefined);
  const home = link(home_page_url);
  const next = link(next_url);
  return {
    entries: items.map(({ id, url: own, external_url, title, date_published, date_modified }) =>
      entry({
        links: [
          link(own),
          typeof id === 'string' && /^https?:/.test(id) ? link(id) : undefined,
          link(external_url),
        ],
        title: title ?? '',
        published: date_published ?? '',
        changed: date_modified ?? '',
      }),
    ),
    ...(home !== undefined && { home }),
    ...(next !== undefined && { next }),
    generator: '',
  };
}
