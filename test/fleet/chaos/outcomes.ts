/** What has come of links: in the ledger, among the documents, among the dead letters. */
import { expect } from 'vitest';
import { ArticleDocument } from '../../../src/documents/article.ts';
import { type Crawl, CrawlDocument } from '../../../src/documents/crawl.ts';
import { readMessage } from '../../../src/queue/message.ts';
import { messagesIn, until } from '../queue.ts';
import type { FleetToBreak } from './fleet.ts';

/** What the ledger says of a link. */
export const ledgerRow = (link: string): Promise<Crawl | undefined> => CrawlDocument.find({ link });

/** Waits until all of them are in the ledger as stored. */
export async function untilStored(
  { cloud }: FleetToBreak,
  links: readonly string[],
  withinMs = 60_000,
): Promise<void> {
  const isSo = async (): Promise<boolean> => {
    const rows = await Promise.all(links.map(ledgerRow));
    return rows.every((row) => row?.state === 'stored');
  };
  await until(isSo, { withinMs, what: `${links.join(', ')} to be stored`, cloud });
}

/** Every one of the links gave one document, and that was written once. */
export async function expectOneDocumentEach(links: readonly string[]): Promise<void> {
  const articles = await Array.fromAsync(ArticleDocument.bulkFind({ link: { $in: [...links] } }));
  expect(articles.map(({ link }) => link).toSorted()).toEqual(links.toSorted());
  expect(articles.filter(({ revision }) => revision !== 1)).toEqual([]);
}

export async function untilDead(fleet: FleetToBreak, link: string): Promise<void> {
  await until(async () => (await deadLinks(fleet)).includes(link), {
    withinMs: 90_000,
    what: `${link} to be among the dead letters`,
    cloud: fleet.cloud,
  });
}

/** The links among the dead letters; poison has none. */
export async function deadLinks(fleet: FleetToBreak): Promise<string[]> {
  return (await fleet.deadLetters()).flatMap((body) => {
    try {
      return [readMessage(body).link];
    } catch {
      return [];
    }
  });
}

/** Nothing waits, what the ledger holds is done and has its documents, and only this is among the dead letters. */
export async function expectNothingLeft(
  { cloud, outputs, deadLetters }: FleetToBreak,
  poison: readonly string[] = [],
): Promise<void> {
  expect(await messagesIn(cloud, outputs.QueueUrl)).toBe(0);
  expect((await deadLetters()).toSorted()).toEqual(poison.toSorted());
  const rows = await Array.fromAsync(CrawlDocument.bulkFind());
  expect(rows.filter(({ state }) => state === 'queued' || state === 'failed')).toEqual([]);
  await expectOneDocumentEach(
    rows.filter(({ state }) => state !== 'followed').map(({ link }) => link),
  );
}
