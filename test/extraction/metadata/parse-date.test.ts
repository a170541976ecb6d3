import { expect, test } from 'vitest';
import { findDates, parseDate, writtenDay } from '../../../src/extraction/metadata/parse-date.ts';

test.each([
  ['2024-05-03', '2024-05-03T00:00:00.000Z'],
  ['2024-05-03T10:15:00+02:00', '2024-05-03T08:15:00.000Z'],
  ['2024-05-03 10:15:30 +0200', '2024-05-03T08:15:30.000Z'],
  ['2024-05-03T10:15:30.123456Z', '2024-05-03T10:15:30.000Z'],
  ['20240503', '2024-05-03T00:00:00.000Z'],
  ['May 3, 2024', '2024-05-03T00:00:00.000Z'],
  ['Posted on Friday, 3rd May 2024 by Mara', '2024-05-03T00:00:00.000Z'],
  ['Sept. 12th, 2023', '2023-09-12T00:00:00.000Z'],
  ['3. März 2024', '2024-03-03T00:00:00.000Z'],
  ['le 1er août 2022', '2022-08-01T00:00:00.000Z'],
  ['12 de octubre de 2021', '2021-10-12T00:00:00.000Z'],
  ['2024年5月3日', '2024-05-03T00:00:00.000Z'],
  ['5/3/2024', '2024-05-03T00:00:00.000Z'],
  ['23/12/2024', '2024-12-23T00:00:00.000Z'],
  ['3.5.2024', '2024-05-03T00:00:00.000Z'],
  ['2024 May 3', '2024-05-03T00:00:00.000Z'],
  ['3 мая 2024', '2024-05-03T00:00:00.000Z'],
  ['3 maja 2024', '2024-05-03T00:00:00.000Z'],
  ['3 Mayıs 2024', '2024-05-03T00:00:00.000Z'],
  ['3 toukokuuta 2024', '2024-05-03T00:00:00.000Z'],
  ['2024년 5월 3일', '2024-05-03T00:00:00.000Z'],
  ['3. Mai 2024, 18:10 Uhr', '2024-05-03T00:00:00.000Z'],
  ['28.09.19 12:44', '2019-09-28T00:00:00.000Z'],
  ['am 26/10/13, 03:48 pm', '2013-10-26T00:00:00.000Z'],
  ['1 grudnia 2023', '2023-12-01T00:00:00.000Z'],
  ['3 de maio de 2024', '2024-05-03T00:00:00.000Z'],
  ['venerdì 3 maggio 2024', '2024-05-03T00:00:00.000Z'],
  ['3-May-2024', '2024-05-03T00:00:00.000Z'],
  ['4/24/2000 12:00:00 AM', '2000-04-24T00:00:00.000Z'],
  ['Fri, 03 May 2024 10:00:00 GMT', '2024-05-03T00:00:00.000Z'],
])('%s', (text, date) => {
  expect(parseDate(text)?.toISOString()).toBe(date);
});

test.each([
  '',
  'yesterday',
  '2024',
  'May 2024',
  'February 31, 2024',
  '2024-13-45',
  '5 min read',
  'chapter 12 in 2024',
  'Top 10 marketing 2024',
  'version 2024.13.1',
  'version 1.2.13',
  '28.09.19',
])('no date: %s', (text) => {
  expect(parseDate(text)).toBeUndefined();
});

test('slashes with the day first, where the page writes it so', () => {
  expect(parseDate('5/3/2024', { dayFirst: true })?.toISOString()).toBe('2024-03-05T00:00:00.000Z');
  expect(parseDate('12/23/2024', { dayFirst: true })?.toISOString()).toBe(
    '2024-12-23T00:00:00.000Z',
  );
});

test('all dates of a line, in its order', () => {
  const found = findDates('Updated July 9, 2025, first published 2024-05-03');
  expect(found.map(({ date }) => date.toISOString().slice(0, 10))).toEqual([
    '2025-07-09',
    '2024-05-03',
  ]);
});

test('the day as it is written, in the time zone of the writer', () => {
  expect(writtenDay('2024-05-03T23:30:00-07:00')?.toISOString()).toBe('2024-05-03T00:00:00.000Z');
});

test.each([
  ['digits', '1'.repeat(200_000)],
  ['months', 'may '.repeat(50_000)],
  ['days and months', '3 may '.repeat(50_000)],
  ['blanks', `3${' '.repeat(200_000)}May 2024`],
])('%s without end are read at once', (_, text) => {
  const before = performance.now();
  findDates(`${text} 2024`);
  expect(performance.now() - before).toBeLessThan(1_000);
});
