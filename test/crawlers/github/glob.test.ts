import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../../src/crawlers/github/glob.ts';

// Each row as `git check-attr` decides it.
describe('patterns of .gitattributes', () => {
  it.each([
    ['*.ts', 'a.ts', true],
    ['*.ts', 'deep/er/a.ts', true],
    ['*.ts', 'a.tsx', false],
    ['/a.ts', 'a.ts', true],
    ['/a.ts', 'b/a.ts', false],
    ['docs/*.md', 'docs/a.md', true],
    ['docs/*.md', 'docs/b/a.md', false],
    ['docs/*.md', 'x/docs/a.md', false],
    ['docs/**', 'docs/a/b/c.md', true],
    ['docs/**', 'docs.md', false],
    ['**/docs/*.md', 'docs/a.md', true],
    ['**/docs/*.md', 'x/y/docs/a.md', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/b/c/y', false],
    ['docs/', 'docs/a.md', false],
    ['docs', 'docs/a.md', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[!a-c]x', 'dx', true],
    ['[ab', '[ab', true],
    ['\\*.ts', '*.ts', true],
    ['\\*.ts', 'a.ts', false],
    ['a.b', 'axb', false],
    ['*a*b*c', 'xxaxxbxxc', true],
    ['*a*b*c', 'xxaxxcxxb', false],
  ])('%s on %s: %s', (pattern, path, matches) => {
    expect(compileGlob(pattern)(path)).toBe(matches);
  });

  it('a pattern made to be slow is not', () => {
    const startedAt = performance.now();
    expect(compileGlob(`${'*a'.repeat(100)}b`)('a'.repeat(4_000))).toBe(false);
    expect(compileGlob(`${'**/a/'.repeat(40)}b`)('a/'.repeat(2_000))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('any pattern compiles, and a path without special characters matches itself', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.stringMatching(/^[a-z.]{1,9}(?:\/[a-z.]{1,9}){0,3}$/),
        (pattern, path) => {
          expect(typeof compileGlob(pattern)(path)).toBe('boolean');
          expect(compileGlob(path)(path)).toBe(true);
          expect(compileGlob('**')(path)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
