/**
 * LinkedIn: public posts and articles, the pages of organisations and newsletters that lead to them, and of profiles, with
 * the session of the person whose it is, the list of their posts. Everything else behind the login is left alone.
 */
import { LoginRequiredError, NotFoundError, UnsupportedContentError } from '../../errors.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext, Crawler, Harvest } from '../crawler.ts';
import {
  canonicalLink,
  embedLink,
  isLinkedinHost,
  type LinkedinLink,
  type PostId,
  readLink,
} from './links.ts';
import { sessionCookie } from './session.ts';
import { isShortLink, targetOf } from './short-link.ts';

const EXPORT_HINT =
  'On LinkedIn choose Settings > Data privacy > Get a copy of your data, and import that export (goldpan crawl ./linkedin-export.zip): it holds your posts and articles. Or, on your own computer, set LINKEDIN_SESSION_COOKIE to the cookie li_at of your session.';

export interface LinkedinDeps {
  /** Asked at each crawl of a profile: the cookie of the person's own session, if they lend it. */
  readonly session?: () => string | undefined;
}

/**
 * @example
 * const crawler = createLinkedinCrawler({ session: () => undefined });
 * for await (const harvest of crawler.extract(new URL('https://www.linkedin.com/company/tidepool'), context)) …
 */
export function createLinkedinCrawler({ session = sessionCookie }: LinkedinDeps = {}): Crawler {
  return {
    platform: 'linkedin',
    canonicalLink,
    // Where a short link does not redirect, but shows a page of its own.
    recognises: ({ url }) => isShortLink(url),
    async *extract(link, context) {
      const target = isShortLink(link) ? targetOf(await context.fetch.page(link)) : link;
      if (isLinkedinHost(target.hostname)) yield* harvest(target, context, session);
      else yield { kind: 'link', link: target };
    },
  };
}

export const linkedinCrawler: Crawler = createLinkedinCrawler();

async function* harvest(
  link: URL,
  context: CrawlContext,
  session: () => string | undefined,
): AsyncGenerator<Harvest, void, void> {
  const read = readLink(link);
  // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
  switch (read.type) {
    case 'post':
      yield await harvestPost(link, read.post, context);
      return;
    case 'pulse': {
      const { readPulse } = await import('./pulse.ts');
      yield readPulse(await context.fetch.page(link), read.slug);
      return;
    }
    case 'organisation': {
      const { readOrganisation } = await import('./listing.ts');
      yield* readOrganisation(await context.fetch.page(link), read.path);
      return;
    }
    case 'newsletter': {
      const { readNewsletter } = await import('./newsletter.ts');
      yield* readNewsletter(await context.fetch.page(link), read.slug);
      return;
    }
    case 'profile': {
      yield* await harvestProfile(link, read.vanity, context, session);
      return;
    }
    case 'other':
      yield* await harvestOther(link, read, context);
  }
}

/** A feed link may meet the login wall where the same post, made for frames on other sites, is shown to everybody. */
async function harvestPost(
  link: URL,
  post: PostId,
  { fetch, log }: CrawlContext,
): Promise<Harvest> {
  const { readPost } = await import('./post.ts');
  try {
    return readPost(await fetch.page(link), post);
  } catch (wall) {
    const embed = embedLink(post);
    if (!(wall instanceof LoginRequiredError) || link.pathname === embed.pathname) throw wall;
    log.info('LinkedIn asks for a login; trying the embedded form of the post', {
      link: embed.href,
    });
    const page: FetchedPage = await fetch.page(embed).catch((error: unknown) => {
      // Posts that may not be framed have no such page; that says nothing of the post itself.
      throw error instanceof NotFoundError ? wall : error;
    });
    return readPost(page, post);
  }
}

async function harvestProfile(
  link: URL,
  vanity: string | undefined,
  context: CrawlContext,
  session: () => string | undefined,
): Promise<Harvest[]> {
  const cookie = vanity === undefined ? undefined : session();
  if (vanity === undefined || cookie === undefined) {
    throw new LoginRequiredError('LinkedIn shows profiles and their posts only to its members', {
      link,
      hint: EXPORT_HINT,
    });
  }
  const { listRecentActivity } = await import('./recent-activity.ts');
  return listRecentActivity(vanity, cookie, context);
}

/** Sections whose pages may show guests posts of several people. */
const SECTIONS_OF_MANY: ReadonlySet<string> = new Set([
  ...['groups', 'events', 'products', 'services', 'feed', 'posts', 'top-content'],
]);

async function harvestOther(
  link: URL,
  { section }: Extract<LinkedinLink, { type: 'other' }>,
  { fetch, author }: CrawlContext,
): Promise<Harvest[]> {
  if (author === undefined || !SECTIONS_OF_MANY.has(section)) throw unsupported(link, section);
  const { readPostsBy } = await import('./listing.ts');
  const posts = readPostsBy(await fetch.page(link), author);
  if (posts.length === 0) throw unsupported(link, section);
  return posts;
}

function unsupported(link: URL, section: string): UnsupportedContentError {
  const what =
    section === '' ? 'The home page of LinkedIn' : `A "${section.slice(0, 40)}" page of LinkedIn`;
  const isOfGroup = section === 'groups' || link.pathname.includes('groupPost');
  return new UnsupportedContentError(`${what} holds no single piece of writing`, {
    link,
    hint: isOfGroup
      ? 'What is posted in groups is shown to their members only; give a public post (/posts/…).'
      : 'Give the link of a public post (/posts/…) or of an article (/pulse/…).',
  });
}
