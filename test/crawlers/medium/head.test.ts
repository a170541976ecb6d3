import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/crawlers/medium/blocks.ts';
import { splitHead } from '../../../src/crawlers/medium/head.ts';

const heading = (level: 2 | 3 | 4, text: string, role?: 'title' | 'subtitle'): Block => ({
  type: 'heading',
  level,
  html: text,
  text,
  ...(role !== undefined && { role }),
});
const paragraph = (text: string): Block => ({ type: 'paragraph', html: text, text });
const image: Block = { type: 'image', src: 'https://a.example/1.png', alt: '', caption: '' };

describe('title and subtitle are not repeated in the body', () => {
  test('by position', () => {
    const blocks = [heading(3, 'Ebb and flow'), heading(4, 'A primer'), paragraph('Text.')];
    expect(splitHead(blocks, 'Ebb and Flow')).toEqual({
      title: 'Ebb and flow',
      subtitle: 'A primer',
      body: [paragraph('Text.')],
    });
  });

  test('below an image, which stays', () => {
    const blocks = [image, heading(3, 'Ebb and flow'), paragraph('Text.')];
    expect(splitHead(blocks, 'Ebb and flow').body).toEqual([image, paragraph('Text.')]);
  });

  test('by the marks of the page, however much the titles differ', () => {
    const blocks = [heading(3, 'Ebb', 'title'), heading(4, 'Flow', 'subtitle'), heading(4, 'Why')];
    expect(splitHead(blocks, 'Everything about tides')).toEqual({
      title: 'Ebb',
      subtitle: 'Flow',
      body: [heading(4, 'Why')],
    });
  });

  test('a title in two lines', () => {
    const blocks = [
      heading(2, 'Ebb and flow:'),
      heading(4, 'A primer for sailors'),
      paragraph('x'),
    ];
    expect(splitHead(blocks, 'Ebb and Flow: a Primer for Sailors')).toEqual({
      title: 'Ebb and Flow: a Primer for Sailors',
      body: [paragraph('x')],
    });
  });
});

describe('a heading that is not the title stays in the body', () => {
  test('one that opens the text, as in "Introduction" below "Introduction to tides"', () => {
    const blocks = [heading(3, 'Introduction'), paragraph('Text.')];
    expect(splitHead(blocks, 'Introduction to tides').body).toEqual(blocks);
  });

  test('one of the same size as the title is no subtitle', () => {
    const blocks = [heading(3, 'Tides'), heading(3, 'Why?'), paragraph('Text.')];
    expect(splitHead(blocks, 'Tides')).toEqual({ title: 'Tides', body: blocks.slice(1) });
  });

  test('the title again, further down', () => {
    const blocks = [heading(3, 'Tides'), paragraph('Text.'), heading(3, 'Tides')];
    expect(splitHead(blocks, 'Tides').body).toEqual(blocks.slice(1));
  });
});

test('titles in any script are compared', () => {
  expect(splitHead([heading(3, '潮汐'), paragraph('文')], '潮汐').body).toHaveLength(1);
  expect(splitHead([heading(3, '🌊🌊'), paragraph('x')], '🌊🌊').body).toHaveLength(1);
});
