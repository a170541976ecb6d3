/** Who stands behind a handle or a number of Substack. */
import * as z from 'zod';
import { CrawlError, ExtractionEmptyError } from '../../errors.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { CrawlContext } from '../crawler.ts';
import { askApi } from './api.ts';
import { type PersonRef, profileLink } from './links.ts';
import { readPreloads } from './preloads.ts';
import { homeOf } from './publication-home.ts';

const membership = z.object({
  public: z.boolean().nullish().catch(true),
  publication: z.unknown(),
});

const profile = z.object({
  id: z.int(),
  primaryPublication: z.unknown().optional(),
  publicationUsers: z.array(z.unknown()).nullish().catch(undefined),
});

export interface Person {
  readonly id: number;
  /** Front pages of the publications that the person writes for, the own one first; those that the profile names. */
  readonly publications: readonly URL[];
}

/**
 * Looks a person up: through the API, else on the profile's page, which leads on from a handle that was given up.
 *
 * @throws CrawlError what closed the API, when the page tells no more
 */
export async function findPerson(ref: PersonRef, context: CrawlContext): Promise<Person> {
  const link = profileLink(ref);
  const name = 'id' in ref ? String(ref.id) : encodeURIComponent(ref.handle);
  try {
    return personIn(
      await askApi(`/api/v1/user/${name}/public_profile`, link.origin, context),
      link,
    );
  } catch (error) {
    if (!(error instanceof CrawlError) || error.retry === 'later') throw error;
    context.log.warn('The API does not tell whose profile it is; reading its page', {
      link: link.href,
      code: error.code,
      reason: error.message,
    });
    const page = await context.fetch.page(link);
    const preloads = readPreloads(parseHtml(page.text));
    const state = 'state' in preloads ? pageState.safeParse(preloads.state).data : undefined;
    if (state === undefined) throw error;
    return personIn(state.profile, link);
  }
}

const pageState = z.object({ profile: z.unknown() });

function personIn(value: unknown, link: URL): Person {
  const read = profile.safeParse(value);
  if (!read.success) {
    throw new ExtractionEmptyError('The profile has no number (id)', { link, cause: read.error });
  }
  const { id, primaryPublication, publicationUsers } = read.data;
  const memberships = (publicationUsers ?? []).flatMap((one) => {
    const { data } = membership.safeParse(one);
    return data === undefined || data.public === false ? [] : [data.publication];
  });
  const all = [primaryPublication, ...memberships].flatMap((one) => homeOf(one) ?? []);
  const publications = [...new Map(all.map((home) => [home.href, home])).values()];
  return { id, publications };
}
