/**
 * Crawlee's side: what a user of Crawlee writes to store articles as Markdown. CheerioCrawler as its documentation shows it,
 * Readability on linkedom for the content, turndown with GFM for the Markdown, one upsert a page. Robots and pace are off
 * (Crawlee's default), nothing is kept on disk, the concurrency is fixed from the start.
 *
 * Usage: node bench/fetching/crawlee/crawl.mjs PORT
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { MongoClient } from 'mongodb';
import TurndownService from 'turndown';
import { gfm } from 'turndown-plugin-gfm';
import { cost } from '../cost.ts';
import { AT_A_TIME, linksAt } from '../shape.ts';

// Every host is this machine, as for goldpan.
dns.lookup = (_name, options, callback) => {
  const done = callback ?? options;
  if (options?.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};
syncBuiltinESMExports();

const links = linksAt(Number(process.argv[2]));
const client = new MongoClient(process.env.MONGODB_URI ?? '');
const articles = client.db(process.env.MONGODB_DATABASE).collection('crawlee_articles');
const turndown = new TurndownService({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
turndown.use(gfm);
log.setLevel(log.LEVELS.ERROR);

let stored = 0;
const crawler = new CheerioCrawler(
  {
    minConcurrency: AT_A_TIME,
    maxConcurrency: AT_A_TIME,
    async requestHandler({ request, $, body }) {
      const { document } = parseHTML(String(body));
      const article = new Readability(document).parse();
      if (!article?.content) throw new Error(`nothing in ${request.url}`);
      await articles.replaceOne(
        { _id: request.url },
        {
          title: article.title ?? $('title').text(),
          author: $('meta[name=author]').attr('content') ?? null,
          published_at: new Date($('meta[property="article:published_time"]').attr('content') ?? 0),
          markdown: turndown.turndown(article.content),
          link: request.url,
        },
        { upsert: true },
      );
      stored += 1;
    },
  },
  new Configuration({ persistStorage: false }),
);

const figures = await cost(links.length, async () => {
  await crawler.run(links);
});
if (stored !== links.length) throw new Error(`${stored} of ${links.length} stored`);
await client.close();
console.log(JSON.stringify(figures));
process.exit(0);
