import { describe, expect, test } from 'vitest';
import {
  canonicalSubstackLink,
  isSubstackHost,
  readSubstackLink,
} from '../../../src/crawlers/substack/links.ts';

const canonical = (link: string): string => canonicalSubstackLink(new URL(link)).href;

describe('one form of every link, without a request', () => {
  test.each([
    // Flaw 11: the reader who shared it made the same post another document.
    ['https://mara.substack.com/p/tides?r=1ttoeh', 'https://mara.substack.com/p/tides'],
    ['http://Mara.Substack.com/p/tides/#footnote-1', 'https://mara.substack.com/p/tides'],
    ['https://mara.substack.com/p/tides/comments', 'https://mara.substack.com/p/tides'],
    ['https://mara.substack.com/p/%C3%B6vrigt', 'https://mara.substack.com/p/%C3%B6vrigt'],
    ['https://letters.example/p/tides?utm_source=x', 'https://letters.example/p/tides'],
    ['https://open.substack.com/pub/Mara/p/tides?r=1', 'https://mara.substack.com/p/tides'],
    ['https://open.substack.com/pub/mara', 'https://mara.substack.com/'],
    ['https://substack.com/home/post/p-17?r=1', 'https://substack.com/home/post/p-17'],
    ['https://substack.com/@mara/p-17', 'https://substack.com/home/post/p-17'],
    ['https://mara.substack.com/i/17/a-heading', 'https://substack.com/home/post/p-17'],
    ['https://mara.substack.com', 'https://mara.substack.com/'],
    ['https://mara.substack.com/archive?sort=top', 'https://mara.substack.com/'],
    ['https://mara.substack.com/feed', 'https://mara.substack.com/'],
    ['https://substack.com/@Mara?utm_source=x#top', 'https://substack.com/@mara'],
    ['https://substack.com/@mara/posts', 'https://substack.com/@mara'],
    ['https://substack.com/@mara/notes', 'https://substack.com/@mara'],
    ['https://substack.com/profile/17-mara-l', 'https://substack.com/profile/17'],
    ['https://open.substack.com/users/17-mara-l?utm_source=x', 'https://substack.com/profile/17'],
    ['https://mara.substack.com/people/17-mara', 'https://substack.com/profile/17'],
    ['https://substack.com/@mara/note/c-17?r=1', 'https://substack.com/note/c-17'],
    ['https://substack.com/profile/9-mara/note/c-17', 'https://substack.com/note/c-17'],
    ['https://open.substack.com/pub/mara/note/c-17', 'https://substack.com/note/c-17'],
    ['https://substack.com/@mara/note/p-17', 'https://substack.com/home/post/p-17'],
  ])('%s → %s', (link, form) => {
    expect(canonical(link)).toBe(form);
    expect(canonical(form)).toBe(form);
  });
});

describe('links that hold no post', () => {
  test.each([
    ['https://mara.substack.com/notes', 'a list of notes'],
    ['https://substack.com/profile/nobody', 'a page of Substack itself'],
    ['https://substack.com/@mar%20a', 'a page of Substack itself'],
    ['https://substack.com/note/17', 'a page of Substack itself'],
    ['https://mara.substack.com/chat', 'a chat'],
    ['https://mara.substack.com/about', 'an about page'],
    ['https://mara.substack.com/podcast', 'a list of episodes'],
    ['https://mara.substack.com/s/workshop', 'a section of a publication'],
    ['https://mara.substack.com/p/tides/comment/17', 'a comment'],
    ['https://substack.com/settings', 'a settings page'],
    ['https://substack.com/', 'the front page of Substack'],
    ['https://support.substack.com/hc/en-us', 'a page of support.substack.com'],
    ['https://open.substack.com/pub/evil.org%2F/p/tides', 'a page of the Substack app'],
    ['https://mara.substack.com/%E0%A4%A', 'no page that goldpan knows'],
  ])('%s is %s', (link, what) => {
    expect(readSubstackLink(new URL(link))).toMatchObject({ kind: 'other', what });
  });
});

test('flaw 9: look-alikes of the host are other hosts', () => {
  const hosts = ['substack.com', 'mara.substack.com', 'substack.com.evil.org', 'notsubstack.com'];
  expect(hosts.map(isSubstackHost)).toEqual([true, true, false, false]);
});
