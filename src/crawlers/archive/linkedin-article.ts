/** `Articles/Articles/<slug>.html` of LinkedIn's export: an article without its code. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { dateOf } from '../../extraction/json-ld.ts';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import { folded } from '../../extraction/white-space.ts';
import type { ArticleHarvest } from '../crawler.ts';
import { pulseLink, readLink } from '../linkedin/links.ts';
import { pulseBody } from '../linkedin/pulse-body.ts';

export type ExportedArticle =
  | {
      readonly article: ArticleHarvest;
      /** Blocks of code that the export has emptied. */
      readonly lostCode: number;
    }
  | { readonly skip: 'drafts' | 'articles without text' };

/** Drafts are called by the time at which they were begun: `2024-06-22 10:12:21.0-Title.html`. */
const DRAFT_NAME = /^\d{4}-\d\d-\d\d \d\d.\d\d.\d\d/;

const IMAGE = /<img\b[^<>]*>/gi;

/** Is it a draft by the name of its file? */
export const isDraft = (name: string): boolean => DRAFT_NAME.test(name);

/** The article in a file; the code in it is always lost. */
export function readExportedArticle(html: string): ExportedArticle {
  const $ = parseHtml(html.replaceAll(IMAGE, requoted));
  const slug = slugOf($('h1 a[href]').first().attr('href') ?? '');
  const publishedAt = dateOf(/Published on (\d.*)/.exec(folded($('p.published').text()))?.[1]);
  if (slug === undefined || publishedAt === undefined) return { skip: 'drafts' };
  const link = pulseLink(slug);
  const title = folded($('h1').first().text()) || folded($('title').text());
  const body = bodyOf($);
  const lostCode = body.find('pre').filter((_, pre) => $(pre).text().trim() === '').length;
  const plain = pulseBody($);
  const markdown = plain === undefined ? '' : toMarkdown(plain.toArray(), { baseUrl: link });
  if (markdown === '' || title === '') return { skip: 'articles without text' };
  const image = $('body > img[src]').first().attr('src');
  return {
    lostCode,
    article: {
      kind: 'article',
      platform: 'linkedin',
      sourceId: `linkedin:pulse:${slug}`,
      link,
      title,
      markdown,
      publishedAt,
      tags: [],
      access: 'full',
      ...(image !== undefined && URL.canParse(image) && { image }),
    },
  };
}

/** LinkedIn does not escape the quotes in `alt="The "real" page" title="The "real" page" />`; both say the same. */
function requoted(image: string): string {
  const alt = image.indexOf(' alt="');
  const title = image.indexOf('" title="', alt);
  if (alt === -1 || title === -1 || image.includes(' src="', title)) return image;
  const text = image.slice(alt + ' alt="'.length, title);
  return `${image.slice(0, alt)} alt="${text.replaceAll('"', '&quot;')}">`;
}

/** The one `<div>` below the dates, named as in the oldest pages of the site, so that one reader reads both. */
function bodyOf($: CheerioAPI): Cheerio<Element> {
  const body = $<Element, string>('p.published').first().nextAll('div').first();
  // Frames within LinkedIn's own editor: nobody else can open them.
  body.find('iframe[src*="publishingEmbed.html"]').remove();
  return body.addClass('article-content__body');
}

function slugOf(href: string): string | undefined {
  const link = URL.parse(href);
  const read = link === null ? undefined : readLink(link);
  return read?.type === 'pulse' ? read.slug : undefined;
}
