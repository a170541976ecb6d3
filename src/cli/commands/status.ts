/** `goldpan status`: what the ledger says of every link there is. */
import Table from 'cli-table3';
import { type Crawl, CrawlDocument } from '../../documents/crawl.ts';
import { countDueLinks } from '../../pipeline/refresh.ts';
import { failureEntry, platformList } from '../report.ts';
import { openSession } from '../session.ts';
import { paint, plural } from '../terminal.ts';

export interface StatusOptions {
  readonly json?: true;
}

export async function status({ json }: StatusOptions): Promise<number> {
  await using _session = await openSession();
  const [states, byPlatform, failures, gone, due] = await Promise.all([
    CrawlDocument.countBy('state'),
    CrawlDocument.countBy('platform'),
    CrawlDocument.failures(),
    CrawlDocument.gone(),
    countDueLinks(),
  ]);
  const byState = withGone(states, gone.length);
  const failed = failures.map(failureRow).toSorted(byLink);
  const lost = gone.map(goneRow).toSorted(byLink);
  if (json) {
    console.log(JSON.stringify({ byState, byPlatform, due, failures: failed, gone: lost }));
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
    ['due', due === 0 ? 'nothing' : `${plural(due, 'link')}: goldpan refresh`],
  );
  console.log(table.toString());
  if (failed.length > 0) console.log(`${plural(failed.length, 'link')} failed:`);
  for (const { link, reason, message, hint, attempts } of failed) {
    const failure = { code: reason, message, hint };
    console.log(failureEntry(`${link} (${plural(attempts, 'attempt')})`, failure));
  }
  if (lost.length > 0) {
    console.log(
      `${plural(lost.length, 'page is', 'pages are')} gone; what was stored of it is kept:`,
    );
  }
  for (const { link, goneAt, documents } of lost) {
    const since = goneAt?.toISOString().slice(0, 10);
    console.log(
      `  ${paint('dim', '∅')} ${link}\n    gone since ${since} · ${plural(documents, 'document')} kept`,
    );
  }
  return 0;
}

/** A page that is gone has failed, but nothing is wrong and nothing is to be done. */
function withGone(byState: Record<string, number>, gone: number): Record<string, number> {
  if (gone === 0) return byState;
  const { failed = 0, ...others } = byState;
  return { ...others, ...(failed > gone && { failed: failed - gone }), gone };
}

function failureRow({ link, reason, message, hint, retry, attempts, attemptedAt }: Crawl) {
  return { link, reason, message, hint, retry, attempts, attemptedAt };
}

function goneRow({ link, platform, goneAt, documents }: Crawl) {
  return { link, platform, goneAt, documents };
}

const byLink = (one: { readonly link: string }, other: { readonly link: string }): number =>
  one.link.localeCompare(other.link);
