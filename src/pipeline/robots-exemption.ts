/** Whose robots.txt need not be asked: a person's own, for that person's links. */
import { InvalidEventError } from '../errors.ts';
import type { PersonLinks } from './links-file.ts';

/**
 * @returns whether robots.txt is not to be asked about this link: its host is one that this very person `owns`
 * @throws InvalidEventError when nobody owns anything
 * @example
 * const ignoresRobots = robotsExemption([{ user: 'Mara Lindqvist', links: [], owns: ['mara.example'] }]);
 * ignoresRobots('Mara Lindqvist', new URL('https://mara.example/drafts/')); // true
 */
export function robotsExemption(
  people: readonly PersonLinks[],
): (user: string, link: URL) => boolean {
  const owned = new Map<string, Set<string>>();
  for (const { user, owns = [] } of people) {
    owned.set(user, new Set([...(owned.get(user) ?? []), ...owns]));
  }
  if (![...owned.values()].some(({ size }) => size > 0)) {
    throw new InvalidEventError('--ignore-robots: nobody in the links file owns a host.', {
      hint: 'robots.txt is ignored on your own hosts only; name them: {"user": "First Last", "links": […], "owns": ["mara.example"]}.',
    });
  }
  return (user, { hostname }) => owned.get(user)?.has(hostname) ?? false;
}
