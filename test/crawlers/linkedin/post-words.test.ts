import { describe, expect, test } from 'vitest';
import {
  fullerCopy,
  hashtagsIn,
  sameWords,
  tidyWords,
} from '../../../src/crawlers/linkedin/post-words.ts';

describe('the text of a post', () => {
  test('keeps its line breaks and empty lines, and loses the blanks behind them', () => {
    expect(tidyWords('  One.\u00a0\r\n\u00a0\r\nTwo three. \n\n\nFour.\n')).toBe(
      'One.\n\nTwo three.\n\n\nFour.',
    );
  });

  test('breaks its lines where the site separates them otherwise', () => {
    expect(tidyWords('One.\u2028Two.\u2029Three.')).toBe('One.\nTwo.\nThree.');
  });

  test('names the links that LinkedIn wraps, and keeps the short ones', () => {
    expect(
      tidyWords(
        'Read https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fmara%2Eexample%2Ftides&urlhash=x or https://lnkd.in/eT1',
      ),
    ).toBe('Read https://mara.example/tides or https://lnkd.in/eT1');
  });

  test('does not unwrap what is no web link', () => {
    const text = 'https://www.linkedin.com/redir/redirect?url=javascript%3Aalert(1)';
    expect(tidyWords(text)).toBe(text);
  });
});

describe('of two copies', () => {
  test.each([
    [
      'the one that is not cut off',
      'For three years…',
      'For three years it was wrong.',
      'For three years it was wrong.',
    ],
    [
      'the one that is not cut off',
      'For three years it was wrong.',
      'For three years …',
      'For three years it was wrong.',
    ],
    ['the one that keeps the line breaks', 'One. Two.', 'One.\n\nTwo.', 'One.\n\nTwo.'],
    ['the one that keeps the line breaks', 'One.\n\nTwo.', 'One. Two.', 'One.\n\nTwo.'],
    ['the one that is there', '\u00a0\n', 'One.', 'One.'],
    ['the one that is there', 'One.', undefined, 'One.'],
    ['the stated one, where a comment got into what is shown', 'One.', 'One. First!', 'One.'],
    ['none, where both are blank', undefined, ' \n\u00a0', undefined],
  ])('%s', (_, stated, shown, taken) => {
    expect(fullerCopy(stated, shown)).toBe(taken);
  });
});

test.each([
  ['The sea is up', 'The  sea\nis up', true],
  ['The sea is…', 'The sea is up', true],
  ['The sea is', 'The sea is up', false],
  ['', '', false],
])('is %j the same as %j: %j', (one, other, same) => {
  expect(sameWords(one, other)).toBe(same);
  expect(sameWords(other, one)).toBe(same);
});

test.each([
  ['#Tides and #tides, then #Träning #水位 #C #Web3', ['Tides', 'Träning', '水位', 'C', 'Web3']],
  ['(#Ports) — #A_B, #one#two', ['Ports', 'A_B', 'one']],
  ['issue #42, C#major, &#39;, https://mara.example/a#anchor', []],
  ['no hashtags', []],
])('hashtags of %j', (text, tags) => {
  expect(hashtagsIn(text)).toEqual(tags);
});
