/** The body of a pulse article as plain HTML, whatever the generation of its markup. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { withoutRedirect } from './redirects.ts';

/** Since 2024; 2020 to 2023; before. The first that holds text is the body. */
const BODIES = [
  '[data-test-id="article-content-blocks"]',
  '.article-main__content',
  '.article-content__body',
];

/** What LinkedIn writes where the author gave no description. */
const NO_DESCRIPTION =
  /^(?:article content|no alt text provided for this image|no alternative text description for this image)$/i;

/**
 * Finds the body and makes plain HTML of it, in place: bold and italic text, pictures and lists as everybody writes
 * them; "Recommended by LinkedIn" and menus gone.
 *
 * @returns `undefined` when the page has no body that holds anything
 */
export function pulseBody($: CheerioAPI): Cheerio<Element> | undefined {
  const body = BODIES.map((selector) => $<Element, string>(selector).first()).find(
    (candidate) => candidate.text().trim() !== '' || candidate.find('img').length > 0,
  );
  if (body === undefined) return undefined;
  body.find('.inline-articles, .ellipsis-menu').remove();
  plainImages($, body);
  plainEmbeds($, body);
  plainLinks($, body);
  plainText($, body);
  return body;
}

function plainImages($: CheerioAPI, body: Cheerio<Element>): void {
  for (const element of body.find('img').toArray()) {
    const image = $(element);
    const source = image.attr('data-delayed-url') ?? image.attr('data-li-src') ?? image.attr('src');
    const alt = image.attr('alt')?.trim() ?? '';
    if (source === undefined) image.remove();
    else image.attr({ src: source, alt: NO_DESCRIPTION.test(alt) ? '' : alt });
  }
}

/** Videos and embedded pages hold no text of the author; the link to them is one. */
function plainEmbeds($: CheerioAPI, body: Cheerio<Element>): void {
  for (const element of body.find('iframe, video').toArray()) {
    const embed = $(element);
    const source = withoutRedirect(sourceOf(embed));
    if (!/^https?:\/\//i.test(source)) continue;
    embed.replaceWith($('<p></p>').append($('<a></a>').attr('href', source).text(source)));
  }
}

/** Frames come in late, and LinkedIn's own videos are made by a script: their links stand in further attributes. */
function sourceOf(embed: Cheerio<Element>): string {
  const [, listed] = /"src"\s*:\s*"([^"\\]+)"/.exec(embed.attr('data-sources') ?? '') ?? [];
  return embed.attr('data-delayed-url') ?? embed.attr('src') ?? listed ?? '';
}

function plainLinks($: CheerioAPI, body: Cheerio<Element>): void {
  for (const element of body.find('a[href]').toArray()) {
    const link = $(element);
    link.attr('href', withoutRedirect(link.attr('href') ?? ''));
  }
}

function plainText($: CheerioAPI, body: Cheerio<Element>): void {
  for (const element of body.find('pre').toArray()) {
    // The template leaves its own indentation behind the last line of code.
    $(element).text($(element).text().trimEnd());
  }
  // Lists come inside <p><span>, where no list may be.
  for (const paragraph of body.find('p:has(> span > ul, > span > ol)').toArray()) {
    paragraph.name = 'div';
    const wrapper = $(paragraph).children('span').has('ul, ol');
    wrapper.replaceWith(wrapper.contents());
  }
  for (const element of body.find('span').toArray()) {
    const classes = ($(element).attr('class') ?? '').split(/\s+/);
    if (classes.includes('italic')) element.name = 'em';
    if (classes.includes('font-[700]')) {
      if (element.name === 'em') $(element).wrap('<strong></strong>');
      else element.name = 'strong';
    }
  }
  body
    .find('h1,h2,h3,h4,p')
    .filter((_, block) => isBlank($(block)))
    .remove();
}

function isBlank(block: Cheerio<Element>): boolean {
  return block.text().trim() === '' && block.find('img').length === 0;
}
