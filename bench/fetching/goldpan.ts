/**
 * goldpan's side: `ingest` as the command line runs it, every link stored and in the ledger. ALLOW_HOSTS lets the hosts in,
 * which the resolver leads to this machine; nothing else of production is changed.
 *
 * Usage: node bench/fetching/goldpan.ts PORT (bare|polite)
 */

import { loadConfig } from '../../src/config.ts';
import { closeDatabase } from '../../src/documents/connection.ts';
import { HostDocument } from '../../src/documents/host.ts';
import { createFetcher } from '../../src/fetching/create-fetcher.ts';
import type { Fetcher } from '../../src/fetching/fetcher.ts';
import { silentLog } from '../../src/log.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import { cost } from './cost.ts';
import { AT_A_TIME, linksAt } from './shape.ts';

const [port, manners] = process.argv.slice(2);
const links = linksAt(Number(port));

const fetcher = createFetcher(loadConfig(), {
  resolve: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  ...(manners === 'polite' && { hosts: HostDocument }),
});
/** Crawlee does not ask for robots.txt unless told to. */
const asking: Fetcher =
  manners === 'polite'
    ? fetcher
    : {
        ...fetcher,
        page: (link, options) => fetcher.page(link, { ...options, ignoreRobots: true }),
      };

const figures = await cost(links.length, async () => {
  const report = await ingest([{ user: 'Mara Lindqvist', links }], {
    fetcher: asking,
    log: silentLog,
    signal: new AbortController().signal,
    concurrency: AT_A_TIME,
  });
  const failed = report.outcomes.find(({ state }) => state !== 'stored');
  if (failed) throw new Error(`not stored: ${JSON.stringify(failed)}`);
  if (report.outcomes.length !== links.length) throw new Error(`${report.outcomes.length} links`);
});
await fetcher.close();
await closeDatabase();
console.log(JSON.stringify(figures));
