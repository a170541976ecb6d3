/** The tree is the one that htmlparser2 makes, only that it stays shallow and lean. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyNode } from 'domhandler';
import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { parseHtml, topNodes } from '../../src/extraction/parse-html.ts';

/** A line a node, indented as deep as it stands; of the nodes that hold text or elements. */
function outline(nodes: readonly AnyNode[]): string[] {
  const lines: string[] = [];
  const stack = nodes.map((node) => ({ node, depth: 0 })).reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    const indent = ' '.repeat(depth);
    if (node.type === 'text') lines.push(`${indent}${JSON.stringify(node.data)}`);
    else if ('children' in node) {
      const what = 'attribs' in node ? `${node.name} ${JSON.stringify(node.attribs)}` : node.type;
      lines.push(`${indent}<${what}>`);
      for (const child of node.children.toReversed()) stack.push({ node: child, depth: depth + 1 });
    }
  }
  return lines;
}

function ours(html: string, xml = false): string[] {
  return outline(topNodes(parseHtml(html, { xml })));
}

function isAlike(html: string, xml = false): void {
  expect(ours(html, xml)).toEqual(outline(parseDocument(html, { xmlMode: xml }).children));
}

describe('a page reads as it does with htmlparser2', () => {
  const folder = join(import.meta.dirname, '../sites/pages');
  test.each(globSync('**/*.html', { cwd: folder }))('%s', (file) => {
    isAlike(readFileSync(join(folder, file), 'utf8'));
  });

  const piece = fc.oneof(
    fc.constantFrom('<p>', '</p>', '<div class=a>', '</div>', '<br>', '</br>', '<li>', '<hr/>'),
    fc.constantFrom('<table>', '<tr>', '<td>', '<th>', '</table>', '<thead>', '<tbody>', '<tfoot>'),
    fc.constantFrom('<dl><dt>', '<dd>', '<select>', '<option>', '<optgroup>', '</select>', '<b>'),
    fc.constantFrom(
      '<script>',
      '</script>',
      '<title>',
      '</title>',
      '<style>',
      '<textarea>',
      '</b>',
    ),
    fc.constantFrom(
      '<A B=1 b=2 C>',
      '</A>',
      '<a href="x&amp;y">',
      '&amp;',
      '&#x3c;',
      '&eacute',
      '&',
    ),
    fc.constantFrom('<!-- ebb -->', '<!doctype html>', '<?php ?>', '<', '>', '"', "'", '</', '<!'),
    fc.string({ maxLength: 6 }),
  );
  const pages = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  test('whatever it is made of', () => {
    fc.assert(
      fc.property(pages, (html) => {
        // In a title htmlparser2 leaves an entity as it is when a "<" stands before it.
        fc.pre(!/<title>[\s\S]*<\/?&/.test(html));
        isAlike(html);
      }),
    );
  });

  test('a feed, too', () => {
    const feed =
      '<?xml version="1.0"?><rss><item><pubDate/><content:encoded><![CDATA[<p>Ebb</p>]]></content:encoded></item></rss>';
    isAlike(feed, true);
    fc.assert(fc.property(pages, (xml) => isAlike(xml, true)));
  });
});

test('entities are decoded wherever a browser decodes them', () => {
  const html =
    '<title>Ebb &lt;&amp; flow</title><script>a &amp; b</script><textarea>c &amp; d</textarea>' +
    '<a href="/?a=1&copy=2&amp;b">&copy; &copyleft; &#x1F30A; &ebb;</a><script/>e &amp; f';
  expect(ours(html)).toEqual([
    '<title {}>',
    ' "Ebb <& flow"',
    '<script {}>',
    ' "a &amp; b"',
    '<textarea {}>',
    ' "c &amp; d"',
    '<a {"href":"/?a=1&copy=2&b"}>',
    ' "© ©left; 🌊 &ebb;"',
    '<script {}>',
    ' "e & f"',
  ]);
});

test('a symbol of a formula that closes itself holds nothing', () => {
  const svg = '<svg><path d="M0"/><title/><g/></svg><p/>Ebb';
  expect(ours(svg)).toEqual([
    '<svg {}>',
    ' <path {"d":"M0"}>',
    ' <title {}>',
    ' <g {}>',
    '<p {}>',
    ' "Ebb"',
  ]);
});

describe('a page that nests deeper than any reader can follow', () => {
  const deep = 100_000;

  test('keeps its text, in its order, and what follows stands where it belongs', () => {
    const $ = parseHtml(
      `<main>${'<div>a<i>b</i>'.repeat(deep)}${'</div>'.repeat(deep)}</main><p>c`,
    );
    expect($('goldpan-root').text()).toBe(`${'ab'.repeat(deep)}c`);
    expect($('main').text()).toBe('ab'.repeat(deep));
    expect($('goldpan-root > p').text()).toBe('c');
  });

  test('becomes a shallow one', () => {
    const lines = ours('<div>'.repeat(deep));
    expect(lines).toHaveLength(deep);
    expect(lines.reduce((most, line) => Math.max(most, line.search(/\S/)), 0)).toBeLessThan(450);
  });

  test('does not show its scripts', () => {
    const $ = parseHtml(`${'<div>'.repeat(500)}<script>hide("<b>")</script>ebb`);
    $('script').remove();
    expect($('goldpan-root').text()).toBe('ebb');
  });

  test('is closed by the end of what it stands in, though it never ends itself', () => {
    const $ = parseHtml(`<main>${'<b>'.repeat(500)}ebb</main><p>flow</p>`);
    expect($('main + p').text()).toBe('flow');
  });

  test.each([
    ['elements of MathML that never end', '<p><mi></p>'],
    ['paragraphs that were never opened', '</p>'],
  ])('%s take linear time', (_, piece) => {
    const startedAt = performance.now();
    parseHtml(piece.repeat(300_000));
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
