import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { PostDocument } from '../../src/documents/post.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { handedOn, readers } from '../documents/readers.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const RUN = resolve(import.meta.dirname, '../../demo/run.ts');
const database = freshDatabase();

async function demo(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [RUN], {
    env: { ...process.env, DEMO_DATABASE: database },
  });
  return stdout;
}

describe('make demo', () => {
  it('stores what is written down, and a second run finds all of it unchanged', async () => {
    const first = await demo();
    expect(first).toContain('12 stored · 0 unchanged · 4 followed · 2 failed');
    expect(first).toContain('medium 4 · substack 4 · linkedin 1 · mara.example 1');
    expect(first).toContain(
      'all 18 links and 12 documents are as written down in demo/expected.json',
    );
    for (const model of [ArticleDocument, PostDocument, RepositoryDocument]) {
      const type = model.collection as keyof typeof readers;
      for await (const raw of (await model.driver()).find()) {
        expect(readers[type].safeParse(handedOn(type, raw)).error).toBeUndefined();
      }
    }
    const second = await demo();
    expect(second).toContain('0 stored · 12 unchanged · 4 followed · 2 failed');
    expect(second).toContain('all 18 links and 12 documents are as written down');
  }, 60_000);
});
