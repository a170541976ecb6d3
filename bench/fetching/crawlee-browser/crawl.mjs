/** Crawlee's side of `browser.ts`: the same pages in the same Chromium. Prints the milliseconds of each page. */
import { Configuration, PlaywrightCrawler } from '@crawlee/playwright';
import { chromium } from 'playwright';

const [executablePath, pages, atOnce, waitFor] = process.argv.slice(2);
const links = process.env.LINKS.split(' ');

const times = [];
let startedAt = performance.now();
const crawler = new PlaywrightCrawler(
  {
    launchContext: {
      launcher: chromium,
      launchOptions: {
        executablePath,
        args: ['--no-sandbox', '--ignore-certificate-errors', '--disable-dev-shm-usage'],
        proxy: { server: process.env.HTTPS_PROXY },
      },
    },
    browserPoolOptions: { useFingerprints: false },
    minConcurrency: Number(atOnce),
    maxConcurrency: Number(atOnce),
    useSessionPool: false,
    persistCookiesPerSession: false,
    async requestHandler({ page }) {
      if (waitFor === 'article') await page.waitForSelector('article');
      else await page.waitForLoadState('networkidle');
      const html = await page.content();
      if (!html.includes('Mussels are patient')) throw new Error('the article is missing');
      times.push(performance.now() - startedAt);
      startedAt = performance.now();
    },
  },
  new Configuration({ persistStorage: false, logLevel: 'OFF' }),
);
await crawler.run(
  Array.from({ length: Number(pages) }, (_, index) => ({
    url: `${links[0]}?${index}`,
    uniqueKey: String(index),
  })),
);
await crawler.teardown();
console.log(JSON.stringify(times));
