import { expect, it } from 'vitest';
import { boundedMap } from '../../src/fetching/bounded-map.ts';

it('a bounded map forgets what was longest not asked for', () => {
  const map = boundedMap<string, { n: number }>(2);
  map.set('a', { n: 1 });
  map.set('b', { n: 2 });
  map.get('a');
  map.set('c', { n: 3 });
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([{ n: 1 }, undefined, { n: 3 }]);
});

it('a bounded map weighs its entries, and keeps the last one whatever it weighs', () => {
  const map = boundedMap<string, { text: string }>(10, ({ text }) => text.length);
  map.set('a', { text: '12345' });
  map.set('b', { text: '12345' });
  map.set('b', { text: '123456' });
  expect([map.get('a'), map.get('b')]).toEqual([undefined, { text: '123456' }]);
  map.set('c', { text: 'longer than ten' });
  expect([map.get('b'), map.get('c')]).toEqual([undefined, { text: 'longer than ten' }]);
});
