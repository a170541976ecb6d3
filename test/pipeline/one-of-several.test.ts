import { expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { PostDocument } from '../../src/documents/post.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { substackLinks, substackSite } from '../sites/substack.ts';
import { runsAgainst } from './harness.ts';

freshDatabase();

const { ingest } = runsAgainst([substackSite]);

const stored = async () => ({
  articles: (await Array.fromAsync(ArticleDocument.bulkFind())).map(({ sourceId }) => sourceId),
  posts: (await Array.fromAsync(PostDocument.bulkFind())).map(({ sourceId }) => sourceId),
});

it('of a publication that several people write for, what others wrote is not stored', async () => {
  await ingest([substackLinks.sharedPublication]);
  const { articles } = await stored();
  expect(articles.toSorted()).toEqual(['substack:150990217', 'substack:152000431']);
});

it('a person’s link gives all posts of all publications, and the own notes, each once', async () => {
  const run = await ingest([
    substackLinks.profile,
    substackLinks.publication,
    substackLinks.sharedPublication,
    substackLinks.note,
  ]);
  expect(run.outcomes.filter(({ state }) => state === 'failed')).toEqual([]);
  const { articles, posts } = await stored();
  expect(articles.toSorted()).toEqual([
    'substack:139554421',
    'substack:143001599',
    'substack:146117204',
    'substack:148203317',
    'substack:150990217',
    'substack:152000431',
  ]);
  expect(posts.toSorted()).toEqual(['substack:note:75123456', 'substack:note:77000431']);
});
