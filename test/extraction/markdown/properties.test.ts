/** What holds for every page: parsing our Markdown and writing it again changes nothing, whatever went in. */
import { load } from 'cheerio/slim';
import { type AnyNode, Element, Text } from 'domhandler';
import fc from 'fast-check';
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { tidy } from '../../../src/extraction/markdown/tidy.ts';
import { toMarkdown } from '../../../src/extraction/markdown/to-markdown.ts';
import { write } from '../../../src/extraction/markdown/write.ts';

function markdownOf(html: string): string {
  return toMarkdown(load(html).root().contents().toArray(), { baseUrl: 'https://mara.example/' });
}

const GFM = { extensions: [gfm()], mdastExtensions: gfmFromMarkdown() };
const [, ...withoutAddresses] = gfmFromMarkdown();
/** GFM but for its links out of bare addresses, whose edges in nonsense text differ from parser to parser. */
const GFM_WITHOUT_ADDRESSES = {
  extensions: [gfm(), { disable: { null: ['wwwAutolink', 'protocolAutolink', 'emailAutolink'] } }],
  mdastExtensions: withoutAddresses,
};

function parsed(markdown: string, options = GFM_WITHOUT_ADDRESSES): Root {
  return fromMarkdown(markdown, options);
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

/** Words, and everything that means something in Markdown. */
const words = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('tide', 'moon', 'a', '潮', 'é', '12', '1', '🌊') },
      { weight: 4, arbitrary: fc.constantFrom(' ', ' ', ' ', '\n', '\u00a0') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...[
            '*',
            '**',
            '_',
            '__',
            '~',
            '~~',
            '`',
            '``',
            '```',
            '[',
            ']',
            '(',
            ')',
            '](',
            '![',
            '!',
          ],
          ...[
            '<',
            '>',
            '<b>',
            '&',
            '&amp;',
            '&#35;',
            '\\',
            '|',
            '#',
            '##',
            '-',
            '---',
            '+',
            '=',
            '===',
          ],
          ...[
            '.',
            '1.',
            '2)',
            ':',
            '"',
            "'",
            '^',
            '[^1]',
            '[^',
            ']:',
            '[x] ',
            '$',
            '。',
            '“',
            '|-|',
          ],
          ...[
            'https://x.example',
            'https://x.example/a_b?c=d',
            'www.x.example',
            'a@b.example',
            'http://',
          ],
        ),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const escapedText = words.map((text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
);

const { html } = fc.letrec<{ inline: string; block: string; html: string }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    escapedText,
    fc
      .tuple(
        fc.constantFrom('em', 'strong', 'b', 'del', 'span', 'code', 'sup', 'a', 'q'),
        fc.array(tie('inline'), { maxLength: 3 }),
      )
      .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
    fc
      .tuple(escapedText, tie('inline'))
      .map(([url, inner]) => `<a href="/${url.replaceAll('"', '')}">${inner}</a>`),
    escapedText.map((alt) => `<img src="/a.png" alt="${alt.replaceAll('"', '')}">`),
    fc.constantFrom(
      '<br>',
      '<a href="https://x.example/_a">https://x.example/_a</a>',
      '<a href="https://y.example">https://y.example</a>',
    ),
  ),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(tie('inline'), { maxLength: 4 }).map((inner) => `<p>${inner.join('')}</p>`),
    fc
      .tuple(
        fc.constantFrom('div', 'blockquote', 'ul', 'ol', 'h2', 'figure', 'dl'),
        fc.array(tie('block'), { maxLength: 3 }),
      )
      .map(([name, inner]) => {
        const body = inner
          .map((one) => (name === 'ul' || name === 'ol' ? `<li>${one}</li>` : one))
          .join('');
        return `<${name}>${body}</${name}>`;
      }),
    fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.array(tie('inline'), { maxLength: 3 }))
      .map(
        ([start, items]) =>
          `<ol start="${start}">${items.map((item) => `<li>${item}</li>`).join('')}</ol>`,
      ),
    fc
      .array(fc.array(tie('inline'), { maxLength: 3 }), { maxLength: 3 })
      .map(
        (rows) =>
          `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
      ),
    escapedText.map((code) => `<pre>${code}</pre>`),
    fc.constantFrom(
      '<hr>',
      '<li><input type="checkbox">a</li>',
      '<ul><li><input type="checkbox"> b</li></ul>',
    ),
    tie('inline'),
  ),
  html: fc.array(tie('block'), { maxLength: 5 }).map((blocks) => blocks.join('')),
}));

test('parsing the Markdown of any HTML and writing it again changes nothing', () => {
  fc.assert(
    fc.property(html, (page) => {
      const markdown = markdownOf(page);
      expect(write(tidy(parsed(markdown)))).toBe(markdown);
    }),
    { numRuns: RUNS },
  );
});

const emphasis = fc.letrec<{ phrase: string }>((tie) => ({
  phrase: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      'a',
      ' ',
      '(',
      ')',
      '.',
      '🌊',
      '潮',
      '€',
      '*',
      '_',
      '~',
      '<code>c</code>',
      '<br>',
    ),
    fc
      .tuple(
        fc.constantFrom('em', 'strong', 'del', 'a'),
        fc.array(tie('phrase'), { minLength: 1, maxLength: 4 }),
      )
      .map(([name, inner]) => `<${name} href="/x">${inner.join('')}</${name}>`),
  ),
}));

test('emphasis in and beside emphasis is read as it was written, and no word of it is lost', () => {
  fc.assert(
    fc.property(fc.array(emphasis.phrase, { maxLength: 8 }), (phrases) => {
      const page = `<p>${phrases.join('')}</p>`;
      const markdown = markdownOf(page);
      const tree = parsed(markdown);
      expect(write(tidy(tree))).toBe(markdown);
      expect(textOf(tree).replaceAll(/\s/g, '')).toBe(load(page).text().replaceAll(/\s/g, ''));
    }),
    { numRuns: RUNS },
  );
});

test('addresses in a sentence stay as they are and are read alike by every parser', () => {
  const address = fc.constantFrom(
    ...[
      'https://x.example',
      'https://x.example/a_b/c_d?e=f#g',
      'http://www.x.example/~mara/',
      'www.x.example/a',
    ],
    ...[
      'https://x.example/_a_',
      'https://x.example/a*b',
      'https://en.x.example/w/Tide_(sea)',
      'mara@x.example',
    ],
  );
  const around = fc.constantFrom(
    'see',
    'at',
    '(',
    ')',
    '.',
    ',',
    '**',
    'a_b',
    '“',
    '”',
    '!',
    'tide',
    '[',
    ']',
  );
  const sentence = fc
    .array(fc.oneof(address, around), { maxLength: 8 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(sentence, (text) => {
      const markdown = markdownOf(`<p>${text}</p>`);
      expect(textOf(parsed(markdown))).toBe(text);
      expect(textOf(parsed(markdown, GFM))).toBe(text);
      expect(write(tidy(parsed(markdown, GFM)))).toBe(markdown);
    }),
    { numRuns: RUNS },
  );
});

test('the text of a page survives as it is', () => {
  fc.assert(
    fc.property(escapedText, (text) => {
      const expected = load(`<p>${text}</p>`).text().replaceAll(/\s+/g, ' ').trim();
      const tree = parsed(markdownOf(`<p>${text}</p>`));
      expect(textOf(tree)).toBe(expected);
    }),
    { numRuns: RUNS },
  );
});

function textOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('value' in node) return String(node.value);
  return 'children' in node && Array.isArray(node.children)
    ? node.children.map(textOf).join('')
    : '';
}

test('100,000 elements within one another are read without a crash and in linear time', () => {
  for (const name of ['div', 'b', 'blockquote', 'a', 'ul', 'li', 'figure', 'table', 'pre', 'sup']) {
    // Built by hand: a parser needs longer for such a page than the writer.
    let node: AnyNode = new Text('deep');
    for (let depth = 0; depth < 100_000; depth += 1) node = new Element(name, {}, [node]);
    expect(toMarkdown(node, { baseUrl: 'https://mara.example/' })).toContain('deep');
  }
});
