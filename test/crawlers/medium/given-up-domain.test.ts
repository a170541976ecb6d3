/** Custom domains that have left Medium: their posts live on by their ids. */
import { expect, it } from 'vitest';
import { rowOf, runsAgainst, statesOf } from '../../pipeline/harness.ts';
import { freshDatabase } from '../../setup/fresh-database.ts';
import { mediumSite } from '../../sites/medium.ts';
import type { Site } from '../../sites/replica.ts';

const POST = 'what-the-moon-owes-the-harbour-9c41f7d802';
const page = `https://medium.com/@mara.lindqvist/${POST}`;

/** The domain is somebody else's now, who knows nothing of the posts; Medium leads from the id to the post. */
const givenUp: Site = { hosts: ['notes.tidewater.example'], answer: () => undefined };
const medium: Site = {
  ...mediumSite,
  answer: (request) =>
    request.url.pathname === '/p/9c41f7d802'
      ? { status: 302, headers: { location: page } }
      : mediumSite.answer(request),
};

freshDatabase();
const { ingest, asked } = runsAgainst([medium, givenUp]);

it('a post is read at Medium, as the same document', async () => {
  const link = `https://notes.tidewater.example/${POST}`;
  const run = await ingest([link, page]);
  expect(Object.values(statesOf(run)).toSorted()).toEqual(['stored', 'unchanged']);
  expect(asked()).toContain('/p/9c41f7d802');
});

it('a page that never was one of Medium fails as what it is: not found on its own host', async () => {
  const link = 'https://notes.tidewater.example/about-neaps-deadbeef01';
  await ingest([link]);
  expect(await rowOf(link)).toMatchObject({
    reason: 'not_found',
    message: 'notes.tidewater.example has no such page (HTTP 404).',
  });
});
