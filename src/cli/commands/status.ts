/** `goldpan status`: what the ledger says of every link there is. */
import Table from 'cli-table3';
import { CrawlDocument } from '../../documents/crawl.ts';
import { failureEntry, platformList } from '../report.ts';
import { openSession } from '../session.ts';
import { plural } from '../terminal.ts';

export interface StatusOptions {
  readonly json?: true;
}

export async function status({ json }: StatusOptions): Promise<number> {
  await using _session = await openSession();
  const [byState, byPlatform, failures] = await Promise.all([
    CrawlDocument.countBy('state'),
    CrawlDocument.countBy('platform'),
    CrawlDocument.failures(),
  ]);
  const failed = failures
    .map(({ link, reason, message, hint, retry, attempts, attemptedAt }) => ({
      link,
      reason,
      message,
      hint,
      retry,
      attempts,
      attemptedAt,
    }))
    .toSorted((a, b) => a.link.localeCompare(b.link));
  if (json) {
    console.log(JSON.stringify({ byState, byPlatform, failures: failed }));
    return 0;
  }
  if (Object.keys(byState).length === 0) {
    console.log('Nothing was crawled yet. Try: goldpan crawl <link> --user "First Last"');
    return 0;
  }
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    ['by state', platformList(new Map(Object.entries(byState)))],
    ['by platform', platformList(new Map(Object.entries(byPlatform)))],
  );
  console.log(table.toString());
  if (failed.length > 0) console.log(`${plural(failed.length, 'link')} failed:`);
  for (const { link, reason, message, hint, attempts } of failed) {
    const failure = { code: reason, message, hint };
    console.log(failureEntry(`${link} (${plural(attempts, 'attempt')})`, failure));
  }
  return 0;
}
