/** The body of a post, from Substack's components to plain HTML, to Markdown. */
import type { CheerioAPI } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import { toMarkdown } from '../../extraction/markdown/to-markdown.ts';
import { parseHtml, topNodes } from '../../extraction/parse-html.ts';
import { dataAttrs, textOf } from './data-attrs.ts';
import { linkedEmbeds } from './embeds.ts';
import { plainImages } from './images.ts';

/** What Substack adds for its readers: subscribing, sharing, voting, copying, upgrading. */
const NOISE = [
  ...['.subscription-widget-wrap', '.subscription-widget-wrap-editor', '.subscription-widget'],
  ...['.subscribe-widget', '.button-wrapper', '.share-dialog', '.paywall', '.paywall-jump'],
  ...['.poll-embed', '.community-chat', '.install-substack-app-embed'],
  ...['.sponsorship-campaign-embed', '.image-link-expand', '.icon-container', '.hide-text'],
  ...['.header-anchor-widget', '.header-anchor-parent', '.header-anchor', 'button', 'form'],
].join(',');

/**
 * Writes `body_html` as Markdown. What the author wrote stays, captions and code included; what Substack adds goes; the
 * captions that authors put above a share button stay, for they are theirs to write.
 *
 * @param link of the post, to which its footnotes and relative links belong
 * @returns '' when there is nothing to read
 * @throws UnsupportedContentError when it is nested deeper than any real text
 */
export function bodyMarkdown(bodyHtml: string, link: URL): string {
  const $ = parseHtml(bodyHtml);
  $(NOISE).remove();
  linkedEmbeds($);
  plainImages($);
  plainFormulas($);
  namedLanguages($);
  joinFootnotes($);
  $<Element, string>('.pullquote').each((_, element) => {
    element.name = 'blockquote';
  });
  const nodes = withoutEdgeRules($, topNodes($));
  return toMarkdown(nodes, { baseUrl: link });
}

/** Formulas are drawn by a script; the TeX is only in the attributes. */
function plainFormulas($: CheerioAPI): void {
  $<Element, string>('.latex-rendered').each((_, element) => {
    const tex = textOf(dataAttrs($(element)).persistentExpression);
    const inline = element.name === 'span';
    const plain = $(inline ? '<span class="math inline">' : '<div class="math display">');
    if (tex === undefined) $(element).remove();
    else $(element).replaceWith(plain.text(tex));
  });
}

function namedLanguages($: CheerioAPI): void {
  $<Element, string>('.highlighted_code_block').each((_, element) => {
    const language = textOf(dataAttrs($(element)).language);
    if (language !== undefined)
      $(element).find('code').first().attr('class', `language-${language}`);
  });
}

/** Moves each note's anchor to the note itself. A mark whose note lies behind the paywall leads nowhere and goes. */
function joinFootnotes($: CheerioAPI): void {
  const marks = new Set($('a.footnote-anchor').map((_, mark) => targetOf($(mark).attr('href'))));
  const notes = new Set<string>();
  $<Element, string>('.footnote').each((_, note) => {
    const number = $(note).children('a.footnote-number').first();
    const id = number.attr('id') ?? $(note).attr('id');
    if (id === undefined) return;
    notes.add(id);
    if (!marks.has(id)) return;
    number.remove();
    $(note).attr('id', id);
  });
  $('a.footnote-anchor').each((_, mark) => {
    if (!notes.has(targetOf($(mark).attr('href')))) $(mark).remove();
  });
}

function targetOf(href: string | undefined): string {
  return href?.slice(href.indexOf('#') + 1) ?? '';
}

/** A rule that parted the text from a button parts nothing when that is gone. The notes stand below both. */
function withoutEdgeRules($: CheerioAPI, nodes: readonly AnyNode[]): AnyNode[] {
  const isShown = (node: AnyNode): boolean =>
    $(node).text().trim() !== '' ||
    $(node).is(WITHOUT_TEXT) ||
    $(node).find(WITHOUT_TEXT).length > 0;
  const isNote = (node: AnyNode): boolean => $(node).is('.footnote');
  const text = nodes.filter((node) => !isNote(node));
  const end = text.findLastIndex(isShown) + 1;
  const start = text.findIndex(isShown);
  return [...text.slice(Math.max(start, 0), end), ...nodes.filter(isNote)];
}

const WITHOUT_TEXT = 'img,iframe,video,audio';
