/** What is stored of an article: its identity is its canonical link. */
import type { Article } from '../../extraction/article.ts';
import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import type { ArticleHarvest } from '../crawler.ts';

/** Long enough for a title, short enough for a line. */
const LONGEST_OPENING = 80;

/** @param url the address of the page, after redirects */
export function toHarvest(article: Article, url: URL): ArticleHarvest {
  const {
    title,
    subtitle,
    author,
    publishedAt,
    modifiedAt,
    language,
    image,
    markdown,
    tags,
    access,
  } = article;
  const link = article.canonicalLink ?? withoutTracking(url, { dropFragment: true });
  return {
    kind: 'article',
    sourceId: `url:${link.href}`,
    link,
    title: title || openingOf(markdown),
    ...(subtitle !== undefined && { subtitle }),
    markdown,
    ...(author !== undefined && { byline: author }),
    ...(publishedAt && { publishedAt }),
    ...(modifiedAt && { modifiedAt }),
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
    tags,
    access,
  };
}

/** A page without a title goes by its first words. */
function openingOf(markdown: string): string {
  const line = markdown.split('\n').find((one) => /\p{L}/u.test(one)) ?? '';
  const text = line.replace(/^[#>\s-]+/, '').replaceAll(/[*`]/g, '');
  return text.length <= LONGEST_OPENING
    ? text
    : `${text.slice(0, text.lastIndexOf(' ', LONGEST_OPENING))}…`;
}
