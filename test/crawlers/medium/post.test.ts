import { describe, expect, test } from 'vitest';
import { readPost, toArticle } from '../../../src/crawlers/medium/post.ts';
import { pageOf, plain } from '../bench.ts';
import { expectedJson, expectedMarkdown, replicaPage } from './replica-pages.ts';

const ID = '7f3c2a91be04';
const LINK = `https://medium.com/@mara.lindqvist/tides-${ID}`;
const today = replicaPage('tide-sensor.html');

function withoutScripts(html: string): string {
  return html.replaceAll(/<script[\s\S]*?<\/script>/g, '');
}

/** A page with a state of its own and no markup. */
function stateOnly(post: Record<string, unknown>, records: Record<string, unknown> = {}) {
  const state = { [`Post:${ID}`]: { id: ID, title: 'Tides', ...post }, ...records };
  return pageOf(
    LINK,
    `<html><script>window.__APOLLO_STATE__ = ${JSON.stringify(state)};</script></html>`,
  );
}

const body = (...paragraphs: unknown[]) => ({ bodyModel: { paragraphs } });

describe('markup and state of one page tell the same', () => {
  test.each([
    ['tide-sensor', ID],
    ['fine-tuning', 'c20e8d5f1a37'],
    ['backfilling', '5b1d90c7e2a'],
    ['moon', '9c41f7d802'],
  ])('%s without its scripts: only the names of code languages are missing', (name, id) => {
    const { markdown } = toArticle(
      readPost(pageOf(LINK, withoutScripts(replicaPage(`${name}.html`))), id),
    );
    expect(markdown).toBe(expectedMarkdown(name).replaceAll(/^```(?:python|go)$/gm, '```'));
  });

  test('without scripts the date is the one that readers see, not the later one of the metadata', () => {
    const article = toArticle(readPost(pageOf(LINK, withoutScripts(today)), ID));
    expect(article.publishedAt).toEqual(new Date('2026-03-04T00:00:00Z'));
    expect(article.modifiedAt).toEqual(new Date('2026-03-09T10:30:00Z'));
  });

  test('without the state JSON-LD tells the first publication to the second', () => {
    const [state] = /<script>window\.__APOLLO_STATE__[\s\S]*?<\/script>/.exec(today) ?? [''];
    const article = toArticle(readPost(pageOf(LINK, today.replace(state, '')), ID));
    expect(article.publishedAt).toEqual(new Date('2026-03-04T08:35:00Z'));
    expect(article.tags).toEqual(['Tides', 'Time Series', 'Python', 'IoT']);
  });
});

describe('the more complete source wins', () => {
  test('the markup, when the state lost the second half', () => {
    const cut = today.replaceAll(/\{"__ref":"Paragraph:\w+_(?:2\d|3\d)"\},?/g, '');
    const { markdown } = toArticle(readPost(pageOf(LINK, cut.replaceAll(',]', ']')), ID));
    expect(markdown).toBe(
      expectedMarkdown('tide-sensor').replaceAll(/^```(?:python|go)$/gm, '```'),
    );
  });

  test('the markup, when the state is no JSON', () => {
    const broken = today.replace('__APOLLO_STATE__ = {', '__APOLLO_STATE__ = {,');
    expect(toArticle(readPost(pageOf(LINK, broken), ID)).markdown).toContain('## Was it worth it?');
  });

  test('the state, when the markup has no body', () => {
    const bare = today.replace(/<article>[\s\S]*?<\/article>/, '');
    expect(plain([toArticle(readPost(pageOf(LINK, bare), ID))])).toEqual(
      expectedJson('tide-sensor'),
    );
  });
});

describe('full or preview', () => {
  const paragraph = { type: 'P', text: 'High water at noon.' };

  test('a locked post that came whole is full', () => {
    const page = stateOnly({ isLocked: true, visibility: 'LOCKED', content: body(paragraph) });
    expect(toArticle(readPost(page, ID)).access).toBe('full');
  });

  test('a post whose state says that only the beginning was given', () => {
    const content = { isLockedPreviewOnly: true, ...body(paragraph) };
    expect(toArticle(readPost(stateOnly({ 'content({})': content }), ID)).access).toBe('preview');
  });

  test('a post of which the state holds a longer preview only', () => {
    const page = stateOnly({ extendedPreviewContent: body(paragraph) });
    expect(toArticle(readPost(page, ID))).toMatchObject({
      markdown: paragraph.text,
      access: 'preview',
    });
  });

  test('without a state the words to non-members decide', () => {
    const page = pageOf(LINK, withoutScripts(replicaPage('storm-surge.html')));
    expect(toArticle(readPost(page, 'e41b7703c9d5')).access).toBe('preview');
  });

  test('an article that only speaks of such words is full', () => {
    const page = today.replace('Things I would keep:', 'Member-only story, they said:');
    expect(toArticle(readPost(pageOf(LINK, withoutScripts(page)), ID)).access).toBe('full');
  });
});

describe('every shape of the state is read', () => {
  test('a body below viewerEdge.fullContent, by references', () => {
    const page = stateOnly(
      { viewerEdge: { __ref: 'PostViewerEdge:1' } },
      {
        'PostViewerEdge:1': {
          'fullContent({"postMeteringOptions":null})': body({ __ref: 'Paragraph:1' }),
        },
        'Paragraph:1': { type: 'P', text: 'Low water at six.' },
      },
    );
    expect(toArticle(readPost(page, ID)).markdown).toBe('Low water at six.');
  });

  test('code cut at blank lines by an older editor is one block again, newer blocks stay apart', () => {
    const code = (text: string, lang?: string) => ({
      type: 'PRE',
      text,
      ...(lang && { codeBlockMetadata: { lang } }),
    });
    const page = stateOnly({
      content: body(code('\ta = 1'), code('\tb  = 2'), code('c', 'go'), code('d', 'rust')),
    });
    expect(toArticle(readPost(page, ID)).markdown).toBe(
      '```\n\ta = 1\n\n\tb  = 2\n```\n\n```go\nc\n```\n\n```rust\nd\n```',
    );
  });

  test('a type that is not known yet keeps its words', () => {
    const page = stateOnly({ content: body({ type: 'HOLOGRAM', text: 'Ebb at noon.' }) });
    expect(toArticle(readPost(page, ID)).markdown).toBe('Ebb at noon.');
  });

  test('broken paragraphs, dates and references do not take the others with them', () => {
    const page = stateOnly({
      firstPublishedAt: 'yesterday',
      latestPublishedAt: 9e99,
      creator: { __ref: 'User:gone' },
      tags: [{ __ref: '__proto__' }, 7, { displayTitle: 'Tides' }],
      content: body(
        null,
        { __ref: 'gone' },
        { type: 'IMG', metadata: 3 },
        { type: 'P', text: 'Ebb.' },
      ),
    });
    expect(toArticle(readPost(page, ID))).toMatchObject({ markdown: 'Ebb.', tags: ['Tides'] });
  });
});
