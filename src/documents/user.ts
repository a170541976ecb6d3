/** Users: the people whose writing is collected. */
import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';
import { type DocumentOf, defineDocument } from './define-document.ts';

const userSchema = z.object({
  firstName: z.string().min(1),
  /** Empty for a person with one name, so that the unique index holds for them too. */
  lastName: z.string(),
});

export type User = DocumentOf<typeof userSchema>;

/** `_id` is a random UUIDv4, as in the databases of the course; the unique index keeps one user a name. */
export const UserDocument = defineDocument({
  collection: 'users',
  schema: userSchema,
  indexes: [{ fields: ['firstName', 'lastName'], unique: true }],
});

/**
 * Splits a name as the course does: the first word is the first name, the rest the last name. White space is folded;
 * case and accents are kept (in Unicode's composed form, so that one name is one user).
 *
 * @throws InvalidEventError for a name without a letter or digit
 * @example
 * parseUserName('  Mara  van der Lindqvist '); // { firstName: 'Mara', lastName: 'van der Lindqvist' }
 * parseUserName('Madonna'); // { firstName: 'Madonna', lastName: '' }
 */
export function parseUserName(name: string): { firstName: string; lastName: string } {
  const [firstName, ...rest] = name.normalize('NFC').trim().split(/\s+/);
  if (firstName === undefined || !/[\p{L}\p{N}]/u.test(name)) {
    throw new InvalidEventError('The user has no name.', {
      hint: 'Say whose writing it is: {"user": "First Last", "link": "https://…"}.',
    });
  }
  return { firstName, lastName: rest.join(' ') };
}

/** @example fullName({ firstName: 'Madonna', lastName: '' }) // 'Madonna' */
export function fullName({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string {
  return lastName === '' ? firstName : `${firstName} ${lastName}`;
}
