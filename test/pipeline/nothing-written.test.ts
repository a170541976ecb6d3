/** Posts in which a person wrote nothing: the crawl goes well, and nothing of others is stored as theirs. */
import { expect, it } from 'vitest';
import { PostDocument } from '../../src/documents/post.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { linkedinLinks, linkedinSite } from '../sites/linkedin.ts';
import { rowOf, runsAgainst, statesOf } from './harness.ts';

freshDatabase();
const { ingest } = runsAgainst([linkedinSite]);

it.each(['repost', 'emptyReshare', 'picture'] as const)(
  'a %s is followed, not stored, and no failure',
  async (name) => {
    const link = linkedinLinks[name];
    const run = await ingest([link]);
    expect(Object.values(statesOf(run))).toEqual(['followed']);
    const row = await rowOf(link);
    expect(row).toMatchObject({ state: 'followed', documents: 0, found: 0 });
    expect(row.reason).toBeUndefined();
    expect(await (await PostDocument.driver()).countDocuments()).toBe(0);
  },
);

it('a repost of an own post leads to that post, which is stored once', async () => {
  const run = await ingest([linkedinLinks.ownRepost, linkedinLinks.post]);
  expect(run.outcomes.map(({ state }) => state).toSorted()).toEqual([
    'followed',
    'stored',
    'unchanged',
  ]);
  expect(await (await PostDocument.driver()).countDocuments()).toBe(1);
});
