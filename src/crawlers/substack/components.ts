/** Substack's components → plain HTML, in one walk over the body, however many there are and however they nest. */
import type { AnyNode, Element } from 'domhandler';
import { classesOf } from '../../extraction/markdown/elements.ts';
import { walk } from '../../extraction/markdown/survey.ts';
import { dataAttrs, textOf } from './data-attrs.ts';
import { become, blank, within } from './elements.ts';
import { linkedEmbed, namedFrame, unknownEmbed } from './embeds.ts';
import {
  drawnGallery,
  gallery,
  linkedImage,
  plainImage,
  plainPicture,
  singleImage,
} from './images.ts';

type Rewrite = (element: Element) => void;

/** What Substack adds for its readers: subscribing, sharing, voting, copying, upgrading. */
const NOISE = [
  ...['subscription-widget-wrap', 'subscription-widget-wrap-editor', 'subscription-widget'],
  ...['subscribe-widget', 'button-wrapper', 'share-dialog', 'paywall', 'paywall-jump'],
  ...['poll-embed', 'community-chat', 'install-substack-app-embed'],
  ...['sponsorship-campaign-embed', 'image-link-expand', 'icon-container', 'hide-text'],
  ...['header-anchor-widget', 'header-anchor-parent', 'header-anchor'],
  ...['directMessage', 'gist-meta'],
];

/** The same by the name of the component, where its classes are others. */
const NOISE_COMPONENT =
  /^(?:Button|CommunityChat|DirectMessage|InstallSubstackApp|Paywall|Poll|Sponsorship|Subscri)/;

const BY_CLASS = new Map<string, Rewrite>([
  ...NOISE.map((name) => [name, blank] as const),
  ['image-gallery-embed', gallery],
  ['image3', singleImage],
  ['image-link', linkedImage],
  ['latex-rendered', formula],
  ['highlighted_code_block', namedLanguage],
  ['spotify-wrap', namedFrame],
  ['pullquote', quote],
]);

const BY_NAME = new Map<string, Rewrite>([
  ['button', blank],
  ['form', blank],
  ['picture', plainPicture],
  ['img', plainImage],
]);

/** Changes the nodes themselves. A component inside of another is read as a part of it. */
export function plainComponents(nodes: readonly AnyNode[]): void {
  // What a component has become is walked next: in it nothing is left to rewrite.
  walk(nodes, (element) => {
    for (const name of classesOf(element)) {
      if (linkedEmbed(name, element)) return;
      const rewrite = BY_CLASS.get(name);
      if (rewrite !== undefined) {
        rewrite(element);
        return;
      }
    }
    const component = element.attribs['data-component-name'];
    if (component !== undefined && NOISE_COMPONENT.test(component)) blank(element);
    else if (component === 'ImageGallery') drawnGallery(element);
    else if (component !== undefined || element.name === 'iframe') unknownEmbed(element);
    BY_NAME.get(element.name)?.(element);
  });
}

/** Formulas are drawn by a script; the TeX is only in the attributes. */
function formula(element: Element): void {
  const tex = textOf(dataAttrs(element).persistentExpression);
  const isInline = element.name === 'span';
  if (tex === undefined) blank(element);
  else if (isInline) become(element, 'span', { class: 'math inline' }, tex);
  else become(element, 'div', { class: 'math display' }, tex);
}

function namedLanguage(element: Element): void {
  const language = textOf(dataAttrs(element).language);
  const code = within(element, ({ name }) => name === 'code');
  if (language !== undefined && code !== undefined) code.attribs.class = `language-${language}`;
}

function quote(element: Element): void {
  element.name = 'blockquote';
}
