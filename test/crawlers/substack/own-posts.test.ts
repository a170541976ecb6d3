import { describe, expect, test } from 'vitest';
import { isByline } from '../../../src/crawlers/byline.ts';
import type { ListedPost } from '../../../src/crawlers/substack/listed-post.ts';
import { ownPosts } from '../../../src/crawlers/substack/own-posts.ts';

describe('whose byline it is', () => {
  test.each([
    ['Mara Lindqvist', 'Mara Lindqvist', true],
    ['Mara Lindqvist', 'LINDQVIST, Mara', true],
    ['Mara Lindqvist', 'Dr. Mara K. Lindqvist', true],
    ['Mara Lindqvist', 'Ilse Bakker and Mara Lindqvist', true],
    ['Søren Kjær', 'Soren Kjaer', true],
    ['José Núñez', 'Jose\u0301 NUNEZ', true],
    ['Maria de la Cruz', 'Maria de-la-Cruz', true],
    ['Mara Lindqvist', 'Mara Lind', false],
    ['Mara Lindqvist', 'Marat Lindqvistson', false],
    ['Mara Lindqvist', 'Ilse Lindqvist', false],
    ['Mara Lindqvist', '', false],
    ['王 小明', '小明 王', true],
  ])('%s, by "%s": %s', (person, name, isTheirs) => {
    expect(isByline(person, { name })).toBe(isTheirs);
  });

  test('a handle may be the name in one word', () => {
    expect(isByline('Mara Lindqvist', { name: 'Slack Water', handle: 'maralindqvist' })).toBe(true);
    expect(isByline('Mara Lindqvist', { name: 'Slack Water', handle: 'mara' })).toBe(false);
  });
});

const post = (slug: string, ...names: string[]): ListedPost => ({
  kind: 'link',
  link: new URL(`https://pilots.substack.com/p/${slug}`),
  bylines: names.map((name) => ({ name })),
});
const slugs = (posts: readonly ListedPost[]) => posts.map(({ link }) => link.pathname.slice(3));

describe('the posts of one person among others', () => {
  test('guests above the first own post are left out as well', () => {
    const own = ownPosts('Mara Lindqvist');
    expect(slugs(own.among([post('a', 'Ilse'), post('b', 'Jonas')]))).toEqual([]);
    expect(slugs(own.among([post('c', 'Ilse', 'Mara Lindqvist'), post('d', 'Ilse')]))).toEqual([
      'c',
    ]);
    expect(slugs(own.among([post('e', 'Ilse'), post('f', 'mara lindqvist')]))).toEqual(['f']);
    expect(own.rest()).toEqual([]);
    expect(own.leftOut).toBe(4);
  });

  test('what nobody signed is taken', () => {
    const own = ownPosts('Mara Lindqvist');
    expect(slugs(own.among([post('a'), post('b', 'Ilse')]))).toEqual(['a']);
  });

  test('where the name is in no byline, the person writes under another one: all is taken, in the end', () => {
    const own = ownPosts('Mara Lindqvist');
    expect(own.among([post('a', 'Slack Water'), post('b', 'Slack Water')])).toEqual([]);
    expect(slugs(own.rest())).toEqual(['a', 'b']);
    expect(own.leftOut).toBe(0);
  });

  test('without a name, all is taken at once', () => {
    const own = ownPosts(undefined);
    expect(slugs(own.among([post('a', 'Ilse'), post('b')]))).toEqual(['a', 'b']);
  });
});
