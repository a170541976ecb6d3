/** Who we say we are: one honest name with a way to reach the person who runs it. */
import manifest from '#package' with { type: 'json' };
import { InvalidEventError } from '../errors.ts';

/**
 * The User-Agent of every request, in the form that crawlers use: `goldpan/0.1.0 (+https://…)`.
 *
 * @param contact e-mail or web address; the project's home page unless given
 * @throws InvalidEventError when the contact cannot stand in a header
 */
export function userAgent(contact: string = manifest.homepage): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(contact) || /[()\\]/.test(contact)) {
    throw new InvalidEventError('CONTACT is neither an e-mail nor a web address.', {
      hint: 'Set CONTACT to an address such as you@example.org, without spaces.',
    });
  }
  return `${manifest.name}/${manifest.version} (+${contact})`;
}
