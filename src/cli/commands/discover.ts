/** `goldpan discover <link>`: what a source would give, without crawling it. */
import { fullName, parseUserName } from '../../documents/user.ts';
import { dateOf, discover } from '../../pipeline/discover.ts';
import { limitSentence } from '../../pipeline/follow-links.ts';
import { givenLink } from '../archive-link.ts';
import { discoveryView } from '../discovery-view.ts';
import { openSession } from '../session.ts';

export interface DiscoverOptions {
  readonly maxLinks: number;
  /** Only what is by this person, where the source names its authors. */
  readonly user?: string;
  readonly json?: true;
}

/**
 * @returns the exit code
 * @throws CrawlError when the link cannot be read
 */
export async function discoverLinks(
  given: string,
  { maxLinks, user, json }: DiscoverOptions,
): Promise<number> {
  const author = user === undefined ? undefined : fullName(parseUserName(user));
  await using session = await openSession({ database: false });
  const discovery = await discover(await givenLink(given, {}), { ...session, maxLinks, author });
  if (!json) {
    console.log(discoveryView(discovery));
    return 0;
  }
  const { link, platform, found, limit, entries } = discovery;
  const dates = entries.flatMap((entry) => dateOf(entry) ?? []);
  const [newest, oldest] = [dates[0], dates.at(-1)];
  console.log(
    JSON.stringify({
      link,
      platform,
      found,
      ...(limit && {
        limit: { ...limit, message: limitSentence({ link, found, limit, done: 'listed' }) },
      }),
      ...(newest && { newest, oldest }),
      entries,
    }),
  );
  return 0;
}
