import { expect, it } from 'vitest';
import { FileTexts } from '../../../src/crawlers/github/file-texts.ts';

it('a text comes out as it went in, byte order mark, line ends and all', () => {
  const text = '\uFEFFSmögen 潮 🌊\r\n\t\0 ';
  const texts = new FileTexts();
  texts.set('a.txt', text);
  expect([...texts]).toEqual([['a.txt', text]]);
  expect(texts.take('a.txt')).toBe(text);
  expect([...texts]).toEqual([]);
  expect(texts.bytes).toBe(0);
});

it('of two texts with one path the later counts, once', () => {
  const texts = new FileTexts();
  texts.set('å.txt', 'a longer text');
  texts.set('å.txt', '潮');
  expect(texts.get('å.txt')).toBe('潮');
  expect([texts.size, texts.bytes, texts.bytesOf('å.txt')]).toEqual([1, 16, 16]);
});

it('white space alone is no text', () => {
  const texts = new FileTexts();
  texts.set('a', ' \n\t');
  expect(texts.hasText).toBe(false);
  texts.set('b', '.');
  expect(texts.hasText).toBe(true);
});
