import { expect, test } from 'vitest';
import {
  cleanNames,
  looksLikeHandle,
  looksLikeOrganisation,
  looksLikePerson,
} from '../../../src/extraction/metadata/names.ts';

test.each([
  [['By Mara Lindqvist'], ['Mara Lindqvist']],
  [['Written by Mara Lindqvist, Staff Writer'], ['Mara Lindqvist']],
  [['Mara Lindqvist and Ann Lee'], ['Mara Lindqvist', 'Ann Lee']],
  [['Mara Lindqvist', 'MARA LINDQVIST'], ['MARA LINDQVIST']],
  [['https://www.facebook.com/mara'], []],
  [['mara@tide.example'], []],
  [['admin'], []],
  [['Posted on May 3, 2024 by Mara Lindqvist | 5 min read'], ['Mara Lindqvist']],
  [
    ['Åsa Öberg', 'José Núñez', '王小明'],
    ['Åsa Öberg', 'José Núñez', '王小明'],
  ],
  [['Mara Lindqvist, PhD'], ['Mara Lindqvist']],
  [['Mara Lindqvist, MS, RD, and Ann Lee'], ['Mara Lindqvist', 'Ann Lee']],
  [['Mara Lindqvist (she/her)'], ['Mara Lindqvist']],
  [['@maralindqvist'], ['maralindqvist']],
  [['Mara E Lindqvist'], ['Mara E Lindqvist']],
  [['Mara e Ann'], ['Mara', 'Ann']],
  [['Mara and Bob'], ['Mara', 'Bob']],
  [['See all posts'], []],
  [['About the author'], []],
  [['5 min read'], []],
  [['Zeige alle Beiträge von Mara Lindqvist'], []],
  [['Rezept von'], []],
  [['Autor', 'von', 'Text', 'Quelle'], []],
  [['Mara Lindqvist in'], ['Mara Lindqvist']],
  [["'Mara Lindqvist'"], ['Mara Lindqvist']],
  [['siteadmin', 'No Author'], []],
  [['Audiophile On'], ['Audiophile On']],
  [['Ludwig von der Tann'], ['Ludwig von der Tann']],
  [['The Tide Desk Team'], ['The Tide Desk Team']],
])('%j', (texts, names) => {
  expect(cleanNames(texts)).toEqual(names);
});

test.each([
  ['Mara Lindqvist', true],
  ['Ludwig van der Berg', true],
  ["Aoife O'Riordan", true],
  ['J. R. Ångström', true],
  ['王小明', true],
  ['mara', false],
  ['Staff Writer', false],
  ['how to read the tide', false],
  ['Sign in', false],
  ['A Very Long Headline In Title Case', false],
])('%s is a person: %s', (text, is) => {
  expect(looksLikePerson(text)).toBe(is);
});

test.each([
  ['mara.l', true],
  ['mara2', true],
  ['MaraL', true],
  ['Mara', false],
  ['Mara Lindqvist', false],
])('%s is a login: %s', (text, is) => {
  expect(looksLikeHandle(text)).toBe(is);
});

test.each([
  ['Tidewater GmbH', true],
  ['Verein der Gezeitenfreunde e.V', true],
  ['Redaktion Gezeiten', true],
  ['Die Gezeit', true],
  ['Mara Lindqvist', false],
])('%s is an organisation: %s', (text, is) => {
  expect(looksLikeOrganisation(text)).toBe(is);
});
