/** goldpan's side of `browser.ts`. Prints the milliseconds of each page. */
import { createFetcher } from '../../src/fetching/index.ts';

const [, pages = '1', atOnce = '1'] = process.argv.slice(2);
const links = (process.env.LINKS ?? '').split(' ');

const startedAt = { at: performance.now() };
const times: number[] = [];
const fetcher = createFetcher();
let next = 0;

async function work(): Promise<void> {
  while (next < Number(pages)) {
    const worker = links[next % links.length];
    const link = new URL(`${worker}?${next}`);
    next += 1;
    const page = await fetcher.render(link, { ignoreRobots: true });
    if (!page.text.includes('Mussels are patient')) throw new Error('the article is missing');
    times.push(performance.now() - startedAt.at);
    startedAt.at = performance.now();
  }
}
await Promise.all(Array.from({ length: Number(atOnce) }, work));
await fetcher.close();
console.log(JSON.stringify(times));
