/** Pages that nobody wrote for readers: each repeats one thing as often as fits. Time must grow with them as they grow. */

/** Makes a page of about so many bytes. */
export type Shape = (bytes: number) => string;

function filled(piece: string, bytes: number): string {
  return piece.repeat(Math.max(1, Math.floor(bytes / piece.length)));
}

function page(inner: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>Tides</title>${head}</head><body><main><article><h1>Tides</h1>${inner}<p>High water comes at six, and the harbour wakes with it.</p></article></main></body></html>`;
}

const body =
  (piece: string, before = '', after = ''): Shape =>
  (bytes) =>
    page(before + filled(piece, bytes) + after);

const head =
  (piece: string, before = '', after = ''): Shape =>
  (bytes) =>
    page('<p>Ebb.</p>', before + filled(piece, bytes) + after);

const nested =
  (open: string, close: string): Shape =>
  (bytes) => {
    const depth = Math.max(1, Math.floor(bytes / (open.length + close.length)));
    return page(`${open.repeat(depth)}deep${close.repeat(depth)}`);
  };

const SENTENCE =
  'The pressure sensor under the ferry quay has delivered a whole year of readings. ';

/** Name → shape. Those that nest go deeper than any page that a person wrote. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  paragraphs: body(`<p>${SENTENCE}</p>`),
  'one text node': body(SENTENCE, '<p>', '</p>'),
  'text without spaces': body('tide', '<p>', '</p>'),
  'text without any tag': (bytes) => filled(SENTENCE, bytes),
  'Chinese text': body('潮汐表是一种先验。', '<p>', '</p>'),
  'Arabic text': body('جدول المد والجزر. ', '<p dir="rtl">', '</p>'),
  'emoji with joiners': body('👩‍🔬🌊', '<p>', '</p>'),
  'combining marks': body('\u0301', '<p>e', '</p>'),
  spaces: body(' ', '<p>a', 'b</p>'),
  'spaces without end': body(' ', '<p>a'),
  'line breaks': body('\n', '<p>a', 'b</p>'),
  'non-breaking spaces': body('&nbsp;', '<p>a', 'b</p>'),
  'br elements': body('tide<br>', '<p>', '</p>'),
  NULs: body('\u0000', '<p>a', 'b</p>'),
  'lone surrogates': body('\ud83c', '<p>a', 'b</p>'),
  entities: body('&amp;&#x3c;&unknown;', '<p>', '</p>'),
  'left angle brackets': body('<', '<p>', '</p>'),
  'left angle brackets and spaces': body('< ', '<p>', '</p>'),
  'tags that never close': body('<p><b><i><a href="/tide">tide'),
  'tags that were never opened': body('</p></b></div></li>'),
  'tags cut in the middle': body('<div class="'),
  'comments that never close': body('<!-- tide '),
  'many comments': body('<!-- tide -->'),
  'CDATA that never closes': body('<![CDATA['),
  'attributes of one element': (bytes) => {
    const count = Math.max(1, Math.floor(bytes / 12));
    return page(`<p ${Array.from({ length: count }, (_, at) => `d${at}="x"`).join(' ')}>Ebb.</p>`);
  },
  'classes of one element': body('article post ', '<div class="', '">Ebb.</div>'),
  'a style without end': body('display:block;', '<div style="', '">Ebb.</div>'),
  'an address without end': body('a/../', '<a href="/', '">Ebb</a>'),
  'elements with one id': body('<p id="tide">Ebb.</p>'),
  headings: body('<h2>Ebb</h2>'),
  'links in one paragraph': body('<a href="/tide?utm_source=x">tide</a> ', '<p>', '</p>'),
  'lists of links': body(
    '<ul><li><a href="/tide">tide</a></li><li><a href="/ebb">ebb</a></li></ul>',
  ),
  'items of one list': body('<li>Ebb</li>', '<ol>', '</ol>'),
  'rows of one table': body('<tr><td>6:12</td><td>4.1 m</td></tr>', '<table>', '</table>'),
  'columns of one table': body(
    '<td>6:12</td>',
    '<table><tr><td>',
    '</tr><tr><td>a</td></tr></table>',
  ),
  'a first row that is short and many that are': body(
    '<tr><td>a</td></tr>',
    `<table><tr>${'<td>6:12</td>'.repeat(1_000)}</tr>`,
    '</table>',
  ),
  'a first row that is as long as there are rows': (bytes) =>
    page(
      `<table><tr>${filled('<td>6:12</td>', bytes / 2)}</tr>${filled('<tr><td>a</td></tr>', bytes / 2)}</table>`,
    ),
  'cells that span far': body(
    '<td colspan="1000" rowspan="1000">a</td>',
    '<table><tr>',
    '</tr></table>',
  ),
  'lines of one code block': body(
    'def tide(hours):\n\treturn 4.1\n',
    '<pre><code>',
    '</code></pre>',
  ),
  'code of backticks': body('`', '<pre><code>', '</code></pre>'),
  'inline code of backticks': body('` ', '<p><code>', '</code></p>'),
  'coloured code': body(
    '<span class="k">def</span> <span class="n">tide</span>\n',
    '<pre><code class="language-python">',
    '</code></pre>',
  ),
  'inline elements': body('<em>ebb</em><strong>flow</strong>', '<p>', '</p>'),
  images: body('<img src="/tide.png" data-src="/tide@2x.png" alt="tide">'),
  figures: body('<figure><img src="/tide.png"><figcaption>Ebb</figcaption></figure>'),
  'candidates of one srcset': body('/tide.png 1x, ', '<img srcset="', '">'),
  'pictures of one picture': body(
    '<source srcset="/tide.webp 2x"><img src="/tide.png">',
    '<picture>',
    '</picture>',
  ),
  'commas in one srcset': body(',', '<img srcset="', '">'),
  'an image in its address': body('A', '<img src="data:image/png;base64,', '">'),
  'footnote marks': body('<sup><a href="#fn1" id="fnref1">1</a></sup>', '<p>Ebb', '</p>'),
  footnotes: (bytes) => {
    const count = Math.max(1, Math.floor(bytes / 110));
    const marks = Array.from(
      { length: count },
      (_, at) => `<sup id="fnref${at}"><a href="#fn${at}" class="footnote-ref">${at}</a></sup> `,
    );
    const notes = Array.from({ length: count }, (_, at) => `<li id="fn${at}"><p>Ebb</p></li>`);
    return page(
      `<p>${marks.join('')}</p><section class="footnotes"><ol>${notes.join('')}</ol></section>`,
    );
  },
  'formulas that never close': body('$x_', '<p>', '</p>'),
  asterisks: body('*', '<p>', '</p>'),
  'asterisks and words': body('*a **b ', '<p>', '</p>'),
  underscores: body('_a', '<p>', '</p>'),
  'left brackets': body('[', '<p>', '</p>'),
  'exclamation marks and brackets': body('![a](', '<p>', '</p>'),
  pipes: body('|', '<table><tr><td>', '</td></tr></table>'),
  backslashes: body('\\', '<p>', '</p>'),
  'numbers with full stops': body('1. ', '<p>', '</p>'),
  'addresses in text': body(
    'https://mara.example/tide www.mara.example mara@mara.example ',
    '<p>',
    '</p>',
  ),
  dates: body('9 March 2025 2025-03-09 ', '<p>', '</p>'),
  'time elements': body('<time datetime="2025-03-09">9 March</time>'),
  bylines: body('<span class="author byline" rel="author">By Mara Lindqvist</span>'),
  'a byline without end': body('by Mara and ', '<p class="byline author">', '</p>'),
  'a heading without end': body('<div>3.5.2024 ebb</div>', '<h1>', '</h1>'),
  'a title without end': (bytes) =>
    page('<p>Ebb.</p>').replace('Tides', () => filled('Tides | ', bytes)),
  'meta elements': head('<meta property="article:author" content="Mara Lindqvist">'),
  'a meta element without end': head('tide, ', '<meta name="keywords" content="', '">'),
  'JSON-LD of arrays': head('[', '<script type="application/ld+json">', '</script>'),
  'JSON-LD of objects': head('{"@graph":', '<script type="application/ld+json">', '</script>'),
  'JSON-LD that is deep': (bytes) => {
    const depth = Math.floor(bytes / 11);
    return page(
      '<p>Ebb.</p>',
      `<script type="application/ld+json">${'{"@graph":'.repeat(depth)}1${'}'.repeat(depth)}</script>`,
    );
  },
  'JSON-LD elements': head(
    '<script type="application/ld+json">{"@type":"Article","headline":"Ebb"}</script>',
  ),
  'a script without end': head('var tide = "</"; ', '<script>', '</script>'),
  'a noscript of images': body('<img src="/a.png">', '<noscript>', '</noscript>'),
  'posts of a forum': body(
    '<div class="post" id="p1"><div class="author">Mara</div><div class="content"><p>Ebb and flow.</p></div></div>',
  ),
  articles: body('<article><h2><a href="/ebb">Ebb</a></h2><p>Flow.</p></article>'),
  'div elements side by side': body('<div>Ebb</div>'),
  'div elements without text': body('<div></div>'),
  'paragraphs in 390 quotes': body('<p>a</p>', '<blockquote>'.repeat(390)),
  'items in 190 lists': body('<li>a', '<ul><li>'.repeat(190)),
  'div elements of divs': body(`${'<div>'.repeat(30)}Ebb${'</div>'.repeat(30)}`),
  'nested div elements': nested('<div>', '</div>'),
  'nested spans': nested('<span>', '</span>'),
  'nested lists': nested('<ul><li>', '</li></ul>'),
  'nested quotes': nested('<blockquote>', '</blockquote>'),
  'nested tables': nested('<table><tr><td>', '</td></tr></table>'),
  'nested emphasis': nested('<em><strong>', '</strong></em>'),
  'nested formulas': nested('<math><mrow>', '</mrow></math>'),
  'symbols that never end': body('<p><mi>x</p>', '<math>', '</math>'),
  'nested SVG': nested('<svg><g>', '</g></svg>'),
};
