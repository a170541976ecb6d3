/** The pages of the replica site and what must come out of them. */
import { readFileSync } from 'node:fs';
import type { Harvest } from '../../../src/crawlers/crawler.ts';

/** A harvest as its `.expected.json` spells it: links and dates as text, the lines of a post apart. */
export function plain(harvest: Harvest | undefined): unknown {
  if (harvest?.kind === 'post') {
    const { text, ...rest } = harvest;
    return JSON.parse(JSON.stringify({ ...rest, textLines: text.split('\n') }));
  }
  if (harvest?.kind === 'article') {
    const { markdown, ...rest } = harvest;
    return JSON.parse(JSON.stringify(rest));
  }
  return harvest === undefined ? undefined : JSON.parse(JSON.stringify(harvest));
}

export function expected(name: string): string {
  return readFileSync(new URL(`../../sites/pages/linkedin/${name}`, import.meta.url), 'utf8');
}
