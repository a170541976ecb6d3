/** The session of a LinkedIn member, who lends it to list their own posts. */
import { loadConfig, runsOnLambda } from '../../config.ts';
import { InvalidEventError } from '../../errors.ts';

export interface SessionDeps {
  readonly value: string | undefined;
  readonly isOnLambda: boolean;
}

const REAL = (): SessionDeps => ({
  value: loadConfig().LINKEDIN_SESSION_COOKIE,
  isOnLambda: runsOnLambda(),
});

/**
 * The cookie to send, if the person has set one. A session that turns up at another address than the one where it began
 * is ended by LinkedIn, with a check of the account: it must not leave the person's own computer.
 *
 * @throws InvalidEventError on Lambda
 * @example
 * const cookie = sessionCookie(); // 'li_at=…'
 */
export function sessionCookie({ value, isOnLambda } = REAL()): string | undefined {
  if (value === undefined) return undefined;
  if (isOnLambda) {
    throw new InvalidEventError('LINKEDIN_SESSION_COOKIE is not used on Lambda', {
      hint: 'Take LINKEDIN_SESSION_COOKIE out of the function: LinkedIn ends sessions that move to another address. Crawl the profile from your own computer, or import the export.',
    });
  }
  return `li_at=${value}`;
}
