/** One post of Substack: found in the state of its page, in the API, or on the page as it is shown. */
import { CrawlError, UnsupportedContentError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { ArticleHarvest, CrawlContext } from '../crawler.ts';
import { askApi } from './api.ts';
import { type ArticleSource, missing, toArticle } from './article.ts';
import { isPaywalled, shownPost } from './document.ts';
import { canonicalSubstackLink, isSubstackHost, type PostRef, readSubstackLink } from './links.ts';
import { postIn, type SubstackPost } from './post.ts';
import { readPreloads } from './preloads.ts';

/** @throws ExtractionEmptyError when the page, its state and the API know no such post */
export async function crawlPost(
  link: URL,
  asked: PostRef,
  context: CrawlContext,
): Promise<ArticleHarvest> {
  // A page on another host was fetched to recognise it: the same link, to the letter, gets it without a request.
  const address = isSubstackHost(link.hostname) ? canonicalSubstackLink(link) : link;
  const page = await context.fetch.page(address);
  if (!/^(?:text\/html|application\/xhtml\+xml|)$/.test(page.mediaType)) {
    throw new UnsupportedContentError(`The link leads to ${page.mediaType}, not to a page`, {
      link,
    });
  }
  const source = await findPost(page, asked, context);
  if (!names(asked, source.post) && !names(refOf(page.url), source.post)) {
    const name = 'slug' in asked ? `the slug "${asked.slug}"` : `the number ${asked.id}`;
    throw missing(`A post with ${name}`, link);
  }
  return toArticle(source);
}

/** From the page's state, else from the API, else from the page as it is shown. */
async function findPost(
  page: FetchedPage,
  asked: PostRef,
  context: CrawlContext,
): Promise<ArticleSource> {
  const $ = parseHtml(page.text);
  const from = page.url;
  const paywalled = isPaywalled($);
  const preloads = readPreloads($);
  const stated = 'state' in preloads ? postIn(preloads.state) : undefined;
  if (stated !== undefined) return { ...stated, from, paywalled };

  const answered = await askForPost(refOf(from) ?? asked, from, context);
  if (answered !== undefined) return { ...answered, from, paywalled };

  const shown = shownPost($, page);
  if ('post' in shown) return { ...shown, from, paywalled };
  const state = 'missing' in preloads ? preloads.missing : 'window._preloads.post';
  throw missing(`${state} (and so is ${shown.missing})`, page.requested);
}

async function askForPost(ref: PostRef, from: URL, context: CrawlContext) {
  const path =
    'slug' in ref
      ? `/api/v1/posts/${encodeURIComponent(ref.slug)}`
      : `/api/v1/posts/by-id/${ref.id}`;
  try {
    return postIn(await askApi(path, from.origin, context));
  } catch (error) {
    // A refusal for good leaves the page as it is shown; a passing failure is worth another run.
    if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
    context.log.info(
      'The page has no readable state, and the API no answer; reading the page as shown',
      {
        link: from.href,
        code: error.code,
      },
    );
    return undefined;
  }
}

/** What the link names after its redirects; a renamed post has another slug there. */
function refOf(url: URL): PostRef | undefined {
  const read = readSubstackLink(url);
  return read.kind === 'post' ? read.post : undefined;
}

function names(ref: PostRef | undefined, { slug, id }: SubstackPost): boolean {
  if (ref === undefined) return false;
  return 'slug' in ref ? ref.slug === slug : ref.id === id;
}
