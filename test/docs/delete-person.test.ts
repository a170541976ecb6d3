/** The lines of docs/operations.md that delete a person leave nothing of that person, and all of the others. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { database } from '../../src/documents/connection.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { PostDocument } from '../../src/documents/post.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { articleDraft, postDraft, repositoryDraft } from '../documents/drafts.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const GUIDE = new URL('../../docs/operations.md', import.meta.url);
const COLLECTIONS = ['users', 'articles', 'posts', 'repositories', 'crawls'] as const;

/** What stands in the page, as mongosh would run it: `db.articles` is a collection. */
async function runLines(): Promise<void> {
  const page = readFileSync(GUIDE, 'utf8');
  const lines = /<!-- delete-person -->\s+```js\n([\s\S]*?)```/.exec(page)?.[1];
  if (lines === undefined) throw new Error('The page has no lines that delete a person');
  const server = await database();
  const db = Object.fromEntries(COLLECTIONS.map((name) => [name, server.collection(name)]));
  const run = new Function('db', `return (async () => {${lines}})();`) as (
    of: typeof db,
  ) => Promise<void>; // As built in the line above.
  await run(db);
}

async function store(firstName: string, lastName: string): Promise<string> {
  const { id } = await UserDocument.getOrCreate({ firstName, lastName });
  const author = { authorId: id, authorFullName: `${firstName} ${lastName}` };
  await ArticleDocument.upsert({ ...articleDraft, ...author });
  await PostDocument.upsert({ ...postDraft, ...author });
  await RepositoryDocument.upsert({ ...repositoryDraft, ...author, ownerId: id });
  await CrawlDocument.queue([{ userId: id, link: articleDraft.link }]);
  await CrawlDocument.record({ userId: id, link: postDraft.link, state: 'stored' });
  return id;
}

async function everything(): Promise<Record<string, string[]>> {
  const db = await database();
  const all = COLLECTIONS.map(async (name) => {
    const documents = await db.collection(name).find().toArray();
    return [name, documents.map((document) => JSON.stringify(document)).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

describe('deleting a person', () => {
  it('leaves nothing with the name or the id of that person, and everything of the others', async () => {
    await store('Ilse', 'Bakker');
    const othersOnly = await everything();
    const id = await store('Mara', 'Lindqvist');
    expect(JSON.stringify(await everything())).toContain(id);

    await runLines();

    const left = await everything();
    expect(left).toEqual(othersOnly);
    expect(JSON.stringify(left)).not.toMatch(new RegExp(`${id}|Mara|author_full_name":"Lindqvist`));
  });
});
