import { expect, it } from 'vitest';
import { inTurn } from '../../src/handlers/turns.ts';
import { sqsRecord } from './invocation.ts';

/** 'a1' is a message a that was received once. */
const turns = (...names: string[]): string =>
  inTurn(
    names.map((name) => sqsRecord(name, 'a.example', 'handle', Number(name.slice(1)))),
    5,
  )
    .map(({ body }) => body)
    .join(' ');

it('a message that will not come again has its turn first, one that was received often last', () => {
  expect(turns('a2', 'b1', 'c5', 'd1')).toBe('c5 b1 d1 a2');
});

it('another one is first each time, where all have waited equally long', () => {
  expect(turns('a1', 'b1', 'c1')).toBe('a1 b1 c1');
  expect(turns('a2', 'b2', 'c2')).toBe('b2 c2 a2');
  expect(turns('a3', 'b3', 'c3')).toBe('c3 a3 b3');
  expect(turns('a4', 'b4', 'c4')).toBe('a4 b4 c4');
});
