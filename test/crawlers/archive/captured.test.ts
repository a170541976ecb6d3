/** The real exports that lie beside the project, where they do. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { crawlPath } from './crawl-archive.ts';

const folder = new URL('../../../../shared/pages/exports/', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, folder));

const idsOf = (found: readonly Harvest[]): unknown =>
  found.map((one) => (one.kind === 'link' ? one.link.href : one.sourceId));

describe.skipIf(!existsSync(folder))('captured exports', () => {
  it('Medium: seven posts and a real one; a draft and a response are left out', async () => {
    const { found, said, error } = await crawlPath(path('medium-export-tryghost.zip'));
    expect(error).toBeUndefined();
    // The posts that TryGhost wrote for its tests mostly carry the same made-up id.
    expect(new Set(idsOf(found) as string[])).toEqual(
      new Set(['medium:abcd1234', 'medium:efefef121212', 'medium:dc36992766e4']),
    );
    expect(found).toHaveLength(8);
    expect(said.join()).toContain('"responses":1,"drafts":1');
    const real = found.at(-1);
    if (real?.kind !== 'article') throw new Error('the real post is missing');
    expect(real.title).toBe('Export Safari reading list using Python');
    expect(real.byline).toEqual(['Oliver K. Ernst, Ph.D.']);
    expect(real.publishedAt?.toISOString()).toBe('2021-12-16T19:49:19.084Z');
    expect(real.markdown).toMatch(/^Clean up your teeming reading list\.\n\n!\[\]\(/);
    expect(real.markdown.match(/^```/gm)).toHaveLength(14);
    expect(real.markdown).toMatch(/format recognized by Safari\.$/);
  });

  it('Substack: two posts; a thread, a page and a draft are left out', async () => {
    const { found, said, error } = await crawlPath(path('substack-export-tryghost.zip'), {
      site: 'https://example.substack.com',
    });
    expect(error).toBeUndefined();
    expect(idsOf(found)).toEqual(['substack:123401', 'substack:123402']);
    expect(found[0]).toMatchObject({
      subtitle: '“This quote’s rather short”',
      link: new URL('https://example.substack.com/p/plain-text'),
    });
    expect(found[1]).toMatchObject({
      markdown: expect.stringContaining('[Audio](https://example.com/my-audio/file.mp3)'),
    });
    expect(said.join()).toContain('"posts of type thread":1,"drafts":1,"posts of type page":1');
  });

  it('LinkedIn: three posts and an article; a repost and a draft are left out', async () => {
    const { found, said, error } = await crawlPath(path('linkedin-export-synthetic.zip'));
    expect(error).toBeUndefined();
    expect(idsOf(found)).toEqual([
      'linkedin:share:7410358496900100001',
      'linkedin:ugcPost:7391000000000000002',
      'linkedin:groupPost:1234-5678',
      'linkedin:pulse:why-real-pages-matter-ada-example-m1yef',
    ]);
    expect(found[0]).toMatchObject({
      text: 'Shipping a crawler taught me one thing.\nReal pages are never the toy page.\n\nHe said "measure first" and he was right.\n#crawling #typescript',
      tags: ['crawling', 'typescript'],
    });
    expect(said.join()).toContain('"reposts without words":1,"drafts":1');
  });

  it('X: not read, and said so', async () => {
    const { error } = await crawlPath(path('x-archive-synthetic.zip'));
    expect(error?.message).toBe('The archive holds an export of X');
  });
});
