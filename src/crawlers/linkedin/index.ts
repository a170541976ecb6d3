/** LinkedIn: public posts and articles, one by one. Profiles, feeds and everything else behind the login are left alone. */
import { LoginRequiredError, NotFoundError, UnsupportedContentError } from '../../errors.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { CrawlContext, Crawler, DocumentHarvest } from '../crawler.ts';
import { canonicalLink, embedLink, isLinkedinHost, type PostId, readLink } from './links.ts';

const EXPORT_HINT =
  'On LinkedIn choose Settings > Data privacy > Get a copy of your data, and import that export: it holds your posts and articles.';

export const linkedinCrawler: Crawler = {
  platform: 'linkedin',
  canonicalLink,
  async *extract(link, context) {
    // A short link (lnkd.in) shows only after its redirects what it leads to.
    const target = isLinkedinHost(link.hostname) ? link : (await context.fetch.page(link)).url;
    yield await harvest(target, context);
  },
};

async function harvest(link: URL, context: CrawlContext): Promise<DocumentHarvest> {
  const read = readLink(link);
  switch (read.type) {
    case 'post':
      return harvestPost(link, read.post, context);
    // What reads is loaded when it is needed: a Lambda starts for one link of one platform.
    case 'pulse': {
      const { readPulse } = await import('./pulse.ts');
      return readPulse(await context.fetch.page(link), read.slug);
    }
    case 'profile':
      throw new LoginRequiredError('LinkedIn shows profiles and their posts only to its members', {
        link,
        hint: EXPORT_HINT,
      });
    case 'other':
      throw unsupported(link, read.section);
  }
}

/** A feed link may meet the login wall where the same post, made for frames on other sites, is shown to everybody. */
async function harvestPost(
  link: URL,
  post: PostId,
  { fetch, log }: CrawlContext,
): Promise<DocumentHarvest> {
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

const HINTS: ReadonlyMap<string, string> = new Map([
  [
    'company',
    'Give the links of single posts (/posts/…) or articles (/pulse/…) instead of the company page.',
  ],
  [
    'showcase',
    'Give the links of single posts (/posts/…) or articles (/pulse/…) instead of the showcase page.',
  ],
  [
    'school',
    'Give the links of single posts (/posts/…) or articles (/pulse/…) instead of the school page.',
  ],
  ['newsletters', 'Give the links of its editions: they are articles (/pulse/…).'],
  [
    'groups',
    'What is posted in groups is shown to their members only; give a public post (/posts/…).',
  ],
]);

function unsupported(link: URL, section: string): UnsupportedContentError {
  const what =
    section === '' ? 'The home page of LinkedIn' : `A "${section.slice(0, 40)}" page of LinkedIn`;
  return new UnsupportedContentError(`${what} holds no single piece of writing`, {
    link,
    hint:
      HINTS.get(section) ??
      'Give the link of a public post (/posts/…) or of an article (/pulse/…).',
  });
}
