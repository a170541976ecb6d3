/** What hangs below a post: a document, a video, the card of a page, the original of a reshare. */
import type { Cheerio } from 'cheerio/slim';
import type { Element } from 'domhandler';
import * as z from 'zod';
import { isNode, type JsonLdNode, textOf, typesOf } from '../../extraction/json-ld.ts';
import { withoutTracking } from '../../extraction/tracking-parameters.ts';
import { folded } from '../../extraction/white-space.ts';
import type { Attachment } from '../crawler.ts';
import { parsedJson } from '../parsed-json.ts';
import { actorOf } from './cards.ts';
import { postIdIn, postLink } from './links.ts';
import { withoutRedirect } from './redirects.ts';

/** The parts of a post page that tell of attachments; any of them may be missing. */
export interface Attached {
  readonly node: JsonLdNode | undefined;
  /** Without the original. */
  readonly card: Cheerio<Element> | undefined;
  readonly original: Cheerio<Element> | undefined;
}

/** Only what is read of what the viewer of documents is told. */
const DOCUMENT = z.object({
  doc: z.object({
    title: z.string().optional().catch(undefined),
    url: z.string().optional().catch(undefined),
    manifestUrl: z.string().optional().catch(undefined),
  }),
});

/** Each once, what the author has attached before what others have written. Polls are none: their votes are others'. */
export function attachmentsOf(post: Attached): Attachment[] {
  const all = [documentIn(post), videoIn(post), pageIn(post), originalIn(post)];
  const links = new Map<string, Attachment>();
  for (const one of all) {
    if (one !== undefined && !links.has(one.link.href)) links.set(one.link.href, one);
  }
  return [...links.values()];
}

function documentIn({ card }: Attached): Attachment | undefined {
  const config = card?.find('[data-native-document-config]').attr('data-native-document-config');
  const { title, url, manifestUrl } = DOCUMENT.safeParse(parsedJson(config ?? '')).data?.doc ?? {};
  return attachment('document', url ?? manifestUrl, title);
}

/** A video of LinkedIn's own has no title; one of another site is shown with its. */
function videoIn({ node, card }: Attached): Attachment | undefined {
  if (node !== undefined && typesOf(node).includes('VideoObject')) {
    return attachment('video', textOf(node.contentUrl));
  }
  const external = card?.find('[data-test-id="ingested-content-summary-external-video-content"] a');
  if (external?.length) {
    return attachment('video', external.attr('href'), external.find('h3').first().text());
  }
  const sources = parsedJson(card?.find('video[data-sources]').attr('data-sources') ?? '');
  const [first] = Array.isArray(sources) ? sources : [];
  return isNode(first) ? attachment('video', textOf(first.src)) : undefined;
}

function pageIn({ node, card }: Attached): Attachment | undefined {
  const link = card?.find('a[data-tracking-control-name$="feed-article-content"]').first();
  if (!link?.length) {
    const shared = isNode(node?.sharedContent) ? node.sharedContent : {};
    // With an author it is the original of a reshare.
    return shared.author === undefined
      ? attachment('page', textOf(shared.url), textOf(shared.headline))
      : undefined;
  }
  const title = link.find('[data-test-id="article-content__title"]').first().text();
  return attachment('page', link.attr('href'), title);
}

function originalIn({ original }: Attached): Attachment | undefined {
  const post = postIdIn(
    original?.attr('data-activity-urn') ?? original?.attr('data-attributed-urn') ?? '',
  );
  if (original === undefined || post === undefined) return undefined;
  return attachment('post', postLink(post).href, actorOf(original)?.name);
}

function attachment(kind: Attachment['kind'], href = '', title = ''): Attachment | undefined {
  const link = URL.parse(withoutRedirect(href));
  if (link === null || !/^https?:$/.test(link.protocol)) return undefined;
  const shown = folded(title);
  return { kind, link: withoutTracking(link), ...(shown !== '' && { title: shown }) };
}
