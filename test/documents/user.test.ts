import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullName, parseUserName, UserDocument } from '../../src/documents/user.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

describe('names', () => {
  it.each([
    ['Mara Lindqvist', 'Mara', 'Lindqvist'],
    ['  Mara \t van der\n Lindqvist ', 'Mara', 'van der Lindqvist'],
    ['Élodie d’Àmico', 'Élodie', 'd’Àmico'],
    ['BELL hooks', 'BELL', 'hooks'],
    ['Mara\u00a0Lindqvist', 'Mara', 'Lindqvist'],
    ['李 小龙', '李', '小龙'],
    ['E\u0301lodie', 'Élodie', ''],
  ])('%j is split at its first space, case and accents kept', (name, firstName, lastName) => {
    expect(parseUserName(name)).toEqual({ firstName, lastName });
  });

  it('flaw 12: "Madonna" is a first name only', () => {
    const name = parseUserName('Madonna');
    expect(name).toEqual({ firstName: 'Madonna', lastName: '' });
    expect(fullName(name)).toBe('Madonna');
  });

  it.each(['', ' ', '\t\n', '\u00a0', '\u200b', '--'])('flaw 12: %j is no name', (name) => {
    expect(() => parseUserName(name)).toThrow(expect.objectContaining({ code: 'invalid_event' }));
  });
});

it('a name of any characters is split or refused, and splits the same way when it comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      try {
        const parsed = parseUserName(name);
        expect(parsed.firstName).not.toBe('');
        expect(parseUserName(fullName(parsed))).toEqual(parsed);
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalid_event' });
      }
    }),
  );
});

describe('users', () => {
  it('flaw 10: are one when 50 Lambdas create the same one at once', async () => {
    const name = parseUserName('Mara Lindqvist');
    const users = await Promise.all(
      Array.from({ length: 50 }, () => UserDocument.getOrCreate(name)),
    );
    expect(new Set(users.map(({ id }) => id)).size).toBe(1);
    expect(await (await UserDocument.driver()).countDocuments()).toBe(1);
  });

  it('flaw 10: are refused by the server itself when a name is there already', async () => {
    await UserDocument.getOrCreate({ firstName: 'Ada', lastName: '' });
    await expect(UserDocument.save({ firstName: 'Ada', lastName: '' })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('there already'),
    });
  });

  it('that the course stored are found as they are, with the id that they have', async () => {
    const collection = await UserDocument.driver();
    const _id = '3b1c8d0e-0d2a-4a7e-9a51-111111111111';
    await collection.insertOne({
      _id,
      first_name: 'Paul',
      last_name: 'Iusztin',
      created: 'long ago',
    });
    const user = await UserDocument.getOrCreate(parseUserName('Paul Iusztin'));
    expect(user).toEqual({ id: _id, firstName: 'Paul', lastName: 'Iusztin' });
  });
});
