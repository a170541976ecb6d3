import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { discoveryView } from '../../src/cli/discovery-view.ts';
import type { Discovery } from '../../src/pipeline/discover.ts';

/** Only whether it is a terminal, and how wide, is asked of it. */
const terminal = (columns: number): NodeJS.WriteStream =>
  Object.assign(new PassThrough(), { isTTY: true, columns }) as unknown as NodeJS.WriteStream;
const pipe = new PassThrough() as unknown as NodeJS.WriteStream;

const view = (discovery: Discovery, stream: NodeJS.WriteStream): string[] =>
  stripVTControlCharacters(discoveryView(discovery, stream)).split('\n');

const blog: Discovery = {
  link: 'https://mara.example/',
  platform: 'mara.example',
  found: 3,
  entries: [
    {
      kind: 'link',
      link: 'https://mara.example/notes/why-a-pressure-sensor-in-a-bucket-knows-more-than-the-harbour-office/',
      title: 'Why a pressure sensor in a bucket knows more than the harbour office: 海の日記 🌊',
      publishedAt: new Date('2024-08-18T06:02:41Z'),
    },
    { kind: 'link', link: 'https://mara.example/b/', changedAt: new Date('2019-01-02') },
    {
      kind: 'link',
      link: 'https://mara.example/c/',
      title: 'Steering\u001b[2J\nthe \u202eterminal',
    },
  ],
};

describe('what discover prints', () => {
  it('is a table that fits the terminal, however narrow', () => {
    for (const columns of [60, 80, 200]) {
      const [summary, ...rows] = view(blog, terminal(columns));
      expect(summary).toBe(
        'https://mara.example/ (mara.example) leads to 3 links, 2024-08-18 to 2019-01-02',
      );
      // Letters of the Far East take two columns.
      const width = (row: string): number =>
        [...row].reduce(
          (sum, letter) => sum + (/[\p{Script=Han}\p{Script=Hiragana}🌊]/u.test(letter) ? 2 : 1),
          0,
        );
      for (const row of rows) expect(width(row)).toBeLessThanOrEqual(columns);
      expect(rows).toHaveLength(7);
    }
  });

  it('has whole links and titles where it is piped', () => {
    const text = view(blog, pipe).join('\n');
    for (const { link } of blog.entries) expect(text).toContain(link);
    expect(text).toContain('海の日記 🌊');
  });

  it('lets no title steer the terminal', () => {
    expect(discoveryView(blog, pipe)).toContain('Steering [2J the terminal');
  });

  it('leaves out columns of which nothing is known', () => {
    const entries = [{ kind: 'link', link: 'https://mara.example/b/' }] as const;
    expect(view({ ...blog, found: 1, entries }, pipe)).toEqual([
      'https://mara.example/ (mara.example) leads to 1 link',
      '┌─────────────────────────┐',
      '│ link                    │',
      '├─────────────────────────┤',
      '│ https://mara.example/b/ │',
      '└─────────────────────────┘',
    ]);
  });

  it('says of one article that it is one, with its title', () => {
    const entries = [
      { kind: 'article', link: 'https://mara.example/b/', title: 'Late data' },
    ] as const;
    expect(view({ ...blog, link: 'https://mara.example/b/', found: 0, entries }, pipe)).toEqual([
      'https://mara.example/b/ is an article itself (mara.example); it leads to no other links.',
      'Late data',
    ]);
  });

  it('counts what an archive holds', () => {
    const entries = [
      { kind: 'article', link: 'https://mara.example/b/', title: 'Late data' },
      { kind: 'article', link: 'https://mara.example/c/', title: 'Slack water' },
      { kind: 'post', link: 'https://mara.example/d/', title: 'Ebb' },
    ] as const;
    const [summary] = view({ ...blog, link: 'file:///tmp/export.zip', found: 0, entries }, pipe);
    expect(summary).toBe('file:///tmp/export.zip (mara.example) holds 2 articles, 1 post');
  });
});
