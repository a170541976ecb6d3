/** The specification of the HTML → Markdown writer: what goes in, what comes out. */
import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../../src/extraction/markdown/to-markdown.ts';

const PAGE = 'https://mara.example/notes/tides';

function markdownOf(html: string): string {
  return toMarkdown(load(html).root().contents().toArray(), { baseUrl: PAGE });
}

type Case = readonly [name: string, html: string, markdown: string];

const groups: Record<string, readonly Case[]> = {
  'paragraphs and headings': [
    ['paragraphs', '<p>Ebb.</p><p>Flood.</p>', 'Ebb.\n\nFlood.'],
    [
      'text outside of paragraphs',
      '<div>Ebb.<div>Flood.</div>Slack.</div>',
      'Ebb.\n\nFlood.\n\nSlack.',
    ],
    [
      'white space as a browser shows it',
      '<p>  High\n\n   water&nbsp;&nbsp;at   six </p>',
      'High water at six',
    ],
    ['headings of every rank', '<h1>A</h1><h3>B</h3><h6>C</h6>', '# A\n\n### B\n\n###### C'],
    ['no heading without words', '<h2> <a href="#x" id="x"></a></h2><p>a</p>', 'a'],
    ['a line break in a heading', '<h2>High<br>water</h2>', '## High water'],
    ['a line break', '<p>Ebb<br>\n flood</p>', 'Ebb\\\nflood'],
    ['line breaks at the edges', '<p><br>Ebb<br></p>', 'Ebb'],
    [
      'two line breaks end a paragraph',
      'Ebb<br><br>flood<br/> <br/>slack',
      'Ebb\n\nflood\n\nslack',
    ],
    ['a rule', '<p>a</p><hr><p>b</p>', 'a\n\n---\n\nb'],
    ['a quote with two paragraphs', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['a quote in a quote', '<blockquote>a<blockquote>b</blockquote></blockquote>', '> a\n>\n> > b'],
    [
      'definitions',
      '<dl><dt>Neap</dt><dd>Small range.</dd><dt>Spring</dt><dd><p>Large.</p></dd></dl>',
      '**Neap**\n\nSmall range.\n\n**Spring**\n\nLarge.',
    ],
    [
      'details',
      '<details><summary>Proof</summary><p>Left out.</p></details>',
      '**Proof**\n\nLeft out.',
    ],
    ['unknown elements', '<my-note><p>a</p></my-note><x-y>b</x-y>', 'a\n\nb'],
  ],
  emphasis: [
    [
      'both kinds',
      '<p><em>ebb</em> <strong>flood</strong> <i>a</i> <b>b</b></p>',
      '*ebb* **flood** *a* **b**',
    ],
    ['nested', '<p><b>very <i>low</i></b></p>', '**very *low***'],
    ['nested, at the start', '<p><b><i>low</i> water</b></p>', '***low* water**'],
    ['both at once', '<p><b><i>low</i></b> <i><b>high</b></i></p>', '**_low_** ***high***'],
    ['strong in emphasis', '<p><i>a <b>b</b> c</i></p>', '*a **b** c*'],
    ['two kinds side by side', '<p><b>a</b><i>b</i></p>', '**a***b*'],
    [
      'two kinds side by side, which stars cannot tell apart',
      '<p><b>Note:</b><i>low</i> tide</p>',
      '**Note:**_low_ tide',
    ],
    ['within a word, nested', '<p>a<i>b<b>c</b>d</i>e</p>', 'a*b**c**d*e'],
    [
      'in a link',
      '<p><a href="/x">see<b>(a)</b>b</a></p>',
      '[see(**a**)b](https://mara.example/x)',
    ],
    ['after an emoji', '<p>🌊<b>(a)</b>b</p>', '🌊(**a**)b'],
    ['struck out and emphasised', '<p><del>a <b>b</b></del><i>c</i></p>', '~~a **b**~~*c*'],
    ['white space moves out', '<p>a<b> b </b>c</p>', 'a **b** c'],
    ['neighbours are one', '<p><b>a</b><b>b</b></p>', '**ab**'],
    ['the same kind twice', '<p><b>a <strong>b</strong></b></p>', '**a b**'],
    ['within a word', '<p>re<em>fine</em>ment</p>', 're*fine*ment'],
    ['punctuation between the mark and a word', '<p><b>Note:</b>the moon</p>', '**Note**:the moon'],
    ['East Asian punctuation', '<p><b>潮汐。</b>月</p>', '**潮汐**。月'],
    ['empty', '<p>a<b></b><i> </i>b</p>', 'a b'],
    ['struck out', '<p><del>six</del> <s>five</s> four</p>', '~~six~~ ~~five~~ four'],
    [
      'styles in place of elements',
      '<p><span style="font-weight:700">a</span> <span style="font-style: italic">b</span></p>',
      '**a** *b*',
    ],
    [
      'the wrapper of Google Docs',
      '<b style="font-weight:normal"><p>a <b>b</b></p></b>',
      'a **b**',
    ],
    [
      'raised and lowered digits',
      '<p>10<sup>6</sup> m<sup>-2</sup>, CO<sub>2</sub>, 1<sup>st</sup></p>',
      '10⁶ m⁻², CO₂, 1st',
    ],
    ['a quotation', '<p><q>Ebb</q></p>', '“Ebb”'],
  ],
  escaping: [
    [
      'names in snake case',
      '<p>call read_sensor_data or __init__</p>',
      'call read_sensor_data or \\_\\_init\\_\\_',
    ],
    ['a pair of underscores', '<p>_a_ is not emphasis</p>', '\\_a\\_ is not emphasis'],
    ['a star between blanks', '<p>a * b * c</p>', 'a * b * c'],
    ['one star alone', '<p>5*3 and C#</p>', '5*3 and C#'],
    ['stars that would pair', '<p>*a* b</p>', '\\*a\\* b'],
    [
      'addresses',
      '<p>see https://x.example/a_b_c, or https://y.example/z_a</p>',
      'see https://x.example/a_b_c, or https://y.example/z_a',
    ],
    ['square brackets', '<p>the list [x] and [1, 2]</p>', 'the list [x] and [1, 2]'],
    ['what looks like a link', '<p>[a](b)</p>', '[a\\](b)'],
    [
      'what looks like a list',
      '<p>1990. A good year</p><p>- not a list</p><p>v 1. is not one</p>',
      '1990\\. A good year\n\n\\- not a list\n\nv 1. is not one',
    ],
    ['what looks like a heading', '<p># no heading</p><p>#tag</p>', '\\# no heading\n\n#tag'],
    ['what looks like a quote', '<p>&gt; 5 m</p><p>a &gt; b</p>', '\\> 5 m\n\na > b'],
    ['what looks like HTML', '<p>List&lt;String&gt; and a &lt; b</p>', 'List\\<String> and a < b'],
    ['what looks like a character reference', '<p>&amp;amp; AT&amp;T</p>', '\\&amp; AT&T'],
    ['a backslash', '<p>C:\\tides and \\*</p>', 'C:\\tides and \\\\*'],
    ['a closing mark of a heading', '<h2>Learn C #</h2>', '## Learn C \\#'],
    ['a back tick alone, and two', '<p>the ` key</p><p>`a` b</p>', 'the ` key\n\n\\`a\\` b'],
    [
      'an exclamation before a link',
      '<p>Wow!<a href="/x">x</a></p>',
      'Wow\\![x](https://mara.example/x)',
    ],
  ],
  links: [
    [
      'relative',
      '<p><a href="../moon?p=1#top">moon</a></p>',
      '[moon](https://mara.example/moon?p=1#top)',
    ],
    [
      'from the base of the page',
      '<html><head><base href="https://cdn.example/a/"></head><body><a href="b">b</a></body></html>',
      '[b](https://cdn.example/a/b)',
    ],
    [
      'without tracking',
      '<a href="https://x.example/?utm_source=a&amp;id=7&amp;fbclid=b&amp;mc_cid=c">x</a>',
      '[x](https://x.example/?id=7)',
    ],
    [
      'scripts and data',
      '<p><a href="javascript:void(0)">run</a> <a href="data:text/html,x">see</a></p>',
      'run see',
    ],
    ['empty', '<p>a<a href="/x"></a><a href="/y"> </a>b</p>', 'a b'],
    [
      'with its own address as text',
      '<p>at <a href="https://x.example/a">https://x.example/a</a>.</p>',
      'at https://x.example/a.',
    ],
    [
      'with an address that needs brackets',
      '<p><a href="https://x.example/_a_">https://x.example/_a_</a></p>',
      '<https://x.example/_a_>',
    ],
    [
      'mail',
      '<p><a href="mailto:mara@tide.example">mara@tide.example</a></p>',
      'mara@tide.example',
    ],
    [
      'round brackets and spaces',
      '<p><a href="/a_(b)">x</a> <a href="/a)b c">y</a></p>',
      '[x](https://mara.example/a_(b)) [y](https://mara.example/a\\)b%20c)',
    ],
    [
      'around a heading',
      '<a href="/next"><h3>Next</h3><p>More</p></a>',
      '### [Next](https://mara.example/next)\n\n[More](https://mara.example/next)',
    ],
    [
      'around a picture of the same',
      '<a href="/big.jpg"><img src="/small.jpg" alt="Quay"></a>',
      '![Quay](https://mara.example/small.jpg)',
    ],
    [
      'marks beside headings',
      '<h2 id="a"><a class="anchor" href="#a" aria-hidden="true"><svg></svg></a>Ebb<a class="headerlink" href="#a">¶</a></h2>',
      '## Ebb',
    ],
    ['a heading that links to itself', '<h2><a href="#ebb">Ebb</a></h2>', '## Ebb'],
  ],
  images: [
    [
      'alternative text',
      '<p><img src="a.png" alt="The [old] quay"></p>',
      '![The [old] quay](https://mara.example/notes/a.png)',
    ],
    [
      'the largest candidate',
      '<img src="s.png" srcset="m.png 640w, l.png 1200w, s.png 320w">',
      '![](https://mara.example/notes/l.png)',
    ],
    [
      'addresses with commas',
      '<img srcset="https://cdn.example/w_424,c_limit/a.png 424w, https://cdn.example/w_848,c_limit/a.png 848w">',
      '![](https://cdn.example/w_848,c_limit/a.png)',
    ],
    [
      'lazy',
      '<img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="a"><img src="/b.gif" data-original="/b.jpg"><img data-lazy-src="/c.jpg">',
      '![a](https://mara.example/a.jpg)![](https://mara.example/b.jpg)![](https://mara.example/c.jpg)',
    ],
    [
      'lazy, candidates',
      '<img src="/t.gif" data-srcset="/a.jpg 1x, /b.jpg 2x">',
      '![](https://mara.example/b.jpg)',
    ],
    [
      'in noscript',
      '<img src="data:image/gif;base64,R0"><noscript><img src="/a.jpg" alt="a"></noscript>',
      '![a](https://mara.example/a.jpg)',
    ],
    [
      'in noscript again',
      '<img src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
      '![](https://mara.example/a.jpg)',
    ],
    [
      'picture',
      '<picture><source srcset="/a.webp 1x, /b.webp 2x"><img src="/a.jpg" alt="a"></picture>',
      '![a](https://mara.example/b.webp)',
    ],
    [
      'with a caption',
      '<figure><img src="/a.jpg" alt="a"><figcaption>The quay, <em>1912</em></figcaption></figure>',
      '![a](https://mara.example/a.jpg)\n*The quay, 1912*',
    ],
    [
      'a figure of code',
      '<figure><pre><code>x</code></pre><figcaption>Listing 1</figcaption></figure>',
      '```\nx\n```\n\n*Listing 1*',
    ],
    [
      'counting pixels and emoji',
      '<p><img src="/p.gif" width="1" height="1">Hi <img class="emoji" alt="🌊" src="/w.svg"></p>',
      'Hi 🌊',
    ],
  ],
  lists: [
    ['bullets', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['numbers from five', '<ol start="5"><li>a</li><li>b</li></ol>', '5. a\n6. b'],
    ['numbers from nought', '<ol start="0"><li>a</li></ol>', '0. a'],
    ['numbers by the first item', '<ol><li value="4">a</li><li>b</li></ol>', '4. a\n5. b'],
    ['two numbered lists in a row', '<ol><li>a</li></ol><ol><li>b</li></ol>', '1. a\n\n1) b'],
    ['a quote in an item', '<ul><li><blockquote>a</blockquote></li></ul>', '- > a'],
    [
      'tasks, nested',
      '<ul><li><input type="checkbox" checked> a<ul><li><input type="checkbox"> b</li></ul></li></ul>',
      '- [x] a\n  - [ ] b',
    ],
    [
      'empty lines of code in an item',
      '<ul><li>a<pre>x\n\n  y</pre></li></ul>',
      '- a\n\n  ```\n  x\n\n    y\n  ```',
    ],
    ['nested', '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '- a\n  1. b\n- c'],
    ['a list straight in a list', '<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n  - b'],
    ['items in paragraphs', '<ul><li><p>a</p></li><li><p>b</p></li></ul>', '- a\n- b'],
    [
      'items of several paragraphs',
      '<ul><li><p>a</p><p>b</p></li><li>c</li></ul>',
      '- a\n\n  b\n\n- c',
    ],
    [
      'code in an item',
      '<ol><li>Run<pre>a\n  b</pre></li></ol>',
      '1. Run\n\n   ```\n   a\n     b\n   ```',
    ],
    [
      'tasks',
      '<ul><li><input type="checkbox" checked disabled> done</li><li><label><input type="checkbox">open</label></li></ul>',
      '- [x] done\n- [ ] open',
    ],
    ['empty items', '<ul><li></li><li>a</li></ul>', '- a'],
  ],
  tables: [
    [
      'with a head',
      '<table><thead><tr><th>Port</th><th align="right">m</th></tr></thead><tbody><tr><td>Brest</td><td align="right">6.1</td></tr></tbody></table>',
      '| Port | m |\n| --- | ---: |\n| Brest | 6.1 |',
    ],
    [
      'without a head',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
      '|  |  |\n| --- | --- |\n| a | b |\n| c | d |',
    ],
    [
      'pipes',
      '<table><tr><th>a|b</th><th>c</th></tr><tr><td><code>x|y</code></td><td>d<br>e</td></tr></table>',
      '| a\\|b | c |\n| --- | --- |\n| `x\\|y` | d e |',
    ],
    [
      'sides',
      '<table><tr><th align="center">a</th><th style="text-align:right">b</th></tr><tr><td>1</td><td>2</td></tr></table>',
      '| a | b |\n| :---: | ---: |\n| 1 | 2 |',
    ],
    [
      'pipes in links and pictures',
      '<table><tr><th>a</th><th>b</th></tr><tr><td><a href="/a|b">x|y</a></td><td><img src="/a.png" alt="p|q"></td></tr></table>',
      '| a | b |\n| --- | --- |\n| [x\\|y](https://mara.example/a%7Cb) | ![p\\|q](https://mara.example/a.png) |',
    ],
    [
      'spans',
      '<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td colspan="2">d</td><td rowspan="2">e</td></tr><tr><td>f</td><td>g</td></tr></table>',
      '| a | b | c |\n| --- | --- | --- |\n| d |  | e |\n| f | g |  |',
    ],
    [
      'for layout',
      '<table role="presentation"><tr><td><p>a</p></td><td><h2>b</h2></td></tr></table>',
      'a\n\n## b',
    ],
    ['of one column', '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', 'a\n\nb'],
    [
      'with a caption',
      '<table><caption>Ranges</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>',
      'Ranges\n\n| a | b |\n| --- | --- |\n| 1 | 2 |',
    ],
  ],
  code: [
    [
      'white space to the byte',
      '<pre><code>def f(x):\n\treturn  x\n\n    y</code></pre>',
      '```\ndef f(x):\n\treturn  x\n\n    y\n```',
    ],
    ['its language: language-', '<pre><code class="language-TS">a</code></pre>', '```ts\na\n```'],
    ['its language: lang-', '<pre class="prettyprint lang-py">a</pre>', '```py\na\n```'],
    [
      'its language: highlight.js',
      '<pre><code class="hljs rust">a</code></pre>',
      '```rust\na\n```',
    ],
    [
      'its language: GitHub',
      '<div class="highlight highlight-source-shell"><pre>a</pre></div>',
      '```shell\na\n```',
    ],
    ['its language: brush', '<pre class="brush: js; gutter: false">a</pre>', '```js\na\n```'],
    ['its language: data', '<pre data-language="go"><code>a</code></pre>', '```go\na\n```'],
    [
      'its language: Pandoc',
      '<div class="sourceCode"><pre class="sourceCode python"><code class="sourceCode python">a</code></pre></div>',
      '```python\na\n```',
    ],
    [
      'its language: Jekyll',
      '<div class="language-ruby highlighter-rouge"><div class="highlight"><pre class="highlight"><code>a</code></pre></div></div>',
      '```ruby\na\n```',
    ],
    [
      'its language: Sphinx',
      '<div class="highlight-shell-session notranslate"><div class="highlight"><pre><span></span>a</pre></div></div>',
      '```shell-session\na\n```',
    ],
    ['its language: lang', '<pre lang="rust"><code>a</code></pre>', '```rust\na\n```'],
    ['what people speak', '<pre lang="en"><code>a</code></pre>', '```\na\n```'],
    [
      'its language: highlight.js, not run',
      '<pre><code class="zig">a</code></pre>',
      '```zig\na\n```',
    ],
    [
      'its language beside the parts of a frame',
      '<div class="code-block__dOm6M language-hcl"><pre><code>a</code></pre></div>',
      '```hcl\na\n```',
    ],
    ['line ends of Windows', '<pre>a\r\n\tb\r\n</pre>', '```\na\n\tb\n```'],
    ['in a quote', '<blockquote><pre>a\n\nb</pre></blockquote>', '> ```\n> a\n>\n> b\n> ```'],
    [
      'in the panel of another tab',
      '<div role="tabpanel"><pre>apt</pre></div><div role="tabpanel" hidden><pre>brew</pre></div>',
      '```\napt\n```\n\n```\nbrew\n```',
    ],
    ['no language', '<pre><code class="language-plaintext">a</code></pre>', '```\na\n```'],
    ['lines by <br>', '<pre>a<br>  b<br/>c</pre>', '```\na\n  b\nc\n```'],
    ['lines by elements', '<pre><code><div>a</div><div>  b</div></code></pre>', '```\na\n  b\n```'],
    [
      'spans of a highlighter',
      '<pre><code><span class="k">if</span> <span class="p">(</span>a<span class="p">)</span></code></pre>',
      '```\nif (a)\n```',
    ],
    ['fences in it', '<pre>```\na\n```</pre>', '````\n```\na\n```\n````'],
    ['a copy button', '<pre><button>Copy</button><code>a</code></pre>', '```\na\n```'],
    [
      'line numbers of Chroma, in a table',
      '<div class="highlight"><div class="chroma"><table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1\n</span><span class="lnt">2\n</span></code></pre></td><td class="lntd"><pre class="chroma"><code class="language-go" data-lang="go"><span class="line"><span class="cl">a\n</span></span><span class="line"><span class="cl">\tb\n</span></span></code></pre></td></tr></table></div></div>',
      '```go\na\n\tb\n```',
    ],
    [
      'line numbers of Chroma, in lines',
      '<pre><code class="language-go"><span class="line"><span class="ln">1</span><span class="cl">a\n</span></span><span class="line"><span class="ln">2</span><span class="cl">b\n</span></span></code></pre>',
      '```go\na\nb\n```',
    ],
    [
      'line numbers of Rouge',
      '<div class="language-ruby highlighter-rouge"><div class="highlight"><pre class="highlight"><code><table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">1\n2\n</pre></td><td class="code"><pre>a\n  b\n</pre></td></tr></tbody></table></code></pre></div></div>',
      '```ruby\na\n  b\n```',
    ],
    [
      'line numbers of Hexo',
      '<figure class="highlight js"><table><tr><td class="gutter"><pre><span class="line">1</span><br><span class="line">2</span><br></pre></td><td class="code"><pre><span class="line">a</span><br><span class="line">  b</span><br></pre></td></tr></table></figure>',
      '```js\na\n  b\n```',
    ],
    [
      'line numbers of Prism',
      '<pre class="line-numbers language-js"><code class="language-js">a\nb<span aria-hidden="true" class="line-numbers-rows"><span></span><span></span></span></code></pre>',
      '```js\na\nb\n```',
    ],
    [
      'line numbers of Pygments',
      '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td><td class="code"><div class="highlight"><pre>a\n b\n</pre></div></td></tr></table>',
      '```\na\n b\n```',
    ],
    [
      'line numbers without a name, beside their lines',
      '<pre><code><div class="c1"><style>.c2{opacity:.5}</style><span class="c2">9</span><div><div>ebb = <b>1</b>\n</div></div></div><div class="c1"><span class="c2">10</span><div><div>  2\n</div></div></div></code></pre>',
      '```\nebb = 1\n  2\n```',
    ],
    [
      'numbers that are code',
      '<pre><code><span class="line"><span>1</span><span>, ebb</span></span>\n<span class="line"><span>2</span><span>, flood</span></span></code></pre>',
      '```\n1, ebb\n2, flood\n```',
    ],
    [
      'lines of GitHub',
      '<table class="highlight"><tr><td class="blob-num" data-line-number="1"></td><td class="blob-code">a</td></tr><tr><td class="blob-num" data-line-number="2"></td><td class="blob-code">  b</td></tr></table>',
      '```\na\n  b\n```',
    ],
    ['in a line', '<p>Call <code>f(x)</code> and <kbd>Ctrl</kbd></p>', 'Call `f(x)` and `Ctrl`'],
    [
      'in a line, with back ticks',
      '<p><code>a`b</code> <code>`x`</code> <code>``</code></p>',
      '``a`b`` `` `x` `` ` `` `',
    ],
    [
      'in a line, with a link',
      '<p><code><a href="/f">f()</a></code></p>',
      '[`f()`](https://mara.example/f)',
    ],
  ],
  footnotes: [
    [
      'of markdown-it',
      '<p>Tides<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> rise.</p><hr class="footnotes-sep"><section class="footnotes"><ol><li id="fn1" class="footnote-item"><p>Mostly. <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>',
      'Tides[^1] rise.\n\n[^1]: Mostly.',
    ],
    [
      'of remark',
      '<p>Tides<sup><a href="#user-content-fn-a" id="user-content-fnref-a" data-footnote-ref aria-describedby="footnote-label">1</a></sup></p><section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol><li id="user-content-fn-a"><p>Mostly. <a href="#user-content-fnref-a" data-footnote-backref aria-label="Back to reference 1">↩</a></p></li></ol></section>',
      'Tides[^1]\n\n[^1]: Mostly.',
    ],
    [
      'of Hugo, mentioned twice',
      '<p>A<sup id="fnref:2"><a href="#fn:2" class="footnote-ref" role="doc-noteref">2</a></sup> B<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup> C<sup><a href="#fn:2" class="footnote-ref">2</a></sup></p><div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>one&#160;<a href="#fnref:1" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li><li id="fn:2"><p>two</p><pre>x</pre></li></ol></div>',
      'A[^1] B[^2] C[^1]\n\n[^1]: two\n\n    ```\n    x\n    ```\n\n[^2]: one',
    ],
    [
      'of Pandoc',
      '<p>A<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p><section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol><li id="fn1"><p>one<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
      'A[^1]\n\n[^1]: one',
    ],
    [
      'of WordPress',
      '<p>A<sup><a href="https://mara.example/notes/tides#easy-footnote-bottom-1-7">1</a></sup></p><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-7" class="easy-footnote-margin-adjust"></span>one<a class="easy-footnote-to-top" href="#easy-footnote-1-7">↑</a></li></ol>',
      'A[^1]\n\n[^1]: one',
    ],
    [
      'of MediaWiki',
      '<p>A<sup id="r-1" class="reference"><a href="#n-1">[1]</a></sup></p><ol class="references"><li id="n-1"><span class="mw-cite-backlink"><b><a href="#r-1">^</a></b></span> <span class="reference-text">Book.</span></li></ol>',
      'A[^1]\n\n[^1]: Book.',
    ],
    [
      'of Sphinx',
      '<p>A <a class="footnote-reference brackets" href="#id2" id="id1" role="doc-noteref">[1]</a></p><aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label">[<a role="doc-backlink" href="#id1">1</a>]</span><p>Text.</p></aside>',
      'A [^1]\n\n[^1]: Text.',
    ],
    [
      'whose note has no words',
      '<p>A<sup><a href="#n">1</a></sup></p><div><a name="n" id="n"></a></div>',
      'A[1](https://mara.example/notes/tides#n)',
    ],
    [
      'whose note is elsewhere',
      '<p>A<sup><a href="#fn1">1</a></sup></p>',
      'A[1](https://mara.example/notes/tides#fn1)',
    ],
  ],
  formulas: [
    [
      'of KaTeX',
      '<p>So <span class="katex"><span class="katex-mathml"><math><semantics><mi>a</mi><annotation encoding="application/x-tex">a_1 \\le b</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">a1≤b</span></span>.</p>',
      'So $a_1 \\le b$.',
    ],
    [
      'of KaTeX, displayed',
      '<p>So</p><span class="katex-display"><span class="katex"><math><annotation encoding="application/x-tex">h = A\n\\cos t</annotation></math></span></span>',
      'So\n\n$$\nh = A\n\\cos t\n$$',
    ],
    [
      'of MathJax',
      '<p><span class="MathJax_Preview">x</span><span class="MathJax">x2</span><script type="math/tex">x^2</script></p><script type="math/tex; mode=display">y</script>',
      '$x^2$\n\n$$\ny\n$$',
    ],
    [
      'of MathJax 3',
      '<p><mjx-container class="MathJax" jax="CHTML"><mjx-math>y</mjx-math><mjx-assistive-mml><math alttext="y_0"><mi>y</mi></math></mjx-assistive-mml></mjx-container></p>',
      '$y_0$',
    ],
    [
      'of MathML without TeX',
      '<p><math><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><mn>4</mn><mo>⁢</mo><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math></p>',
      '$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$',
    ],
    [
      'of MathML with sums and indices',
      '<math display="block"><mi>h</mi><mo>(</mo><mi>t</mi><mo>)</mo><mo>=</mo><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>A</mi><mi>i</mi></msub><mi>cos</mi><mo>&#x2061;</mo><mrow><mo>(</mo><msub><mi>ω</mi><mrow><mi>i</mi><mi>k</mi></mrow></msub><mi>t</mi><mo>)</mo></mrow></math>',
      '$$\nh(t) = \\sum_{i = 1}^nA_i\\cos(\\omega_{ik}t)\n$$',
    ],
    [
      'of MathML with accents, roots, words and both indices',
      '<p><math><mover><mi>x</mi><mo>¯</mo></mover><mo>≤</mo><mroot><mi>π</mi><mn>3</mn></mroot><mo>,</mo><munder><mi>lim</mi><mrow><mi>n</mi><mo>→</mo><mi>∞</mi></mrow></munder><msubsup><mi>a</mi><mn>0</mn><mn>2</mn></msubsup><mtext>at 50 %</mtext><mover><mo>=</mo><mi>!</mi></mover><mi>kg</mi></math></p>',
      '$\\overline{x} \\le \\sqrt[3]{\\pi},\\lim_{n \\to \\infty}a_0^2\\text{at 50 \\%}\\overset{!}{=}\\mathrm{kg}$',
    ],
    [
      'of MathML with a matrix',
      '<p><math><mo>(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mi>α</mi></mtd></mtr></mtable><mo>)</mo></math></p>',
      '$(\\begin{matrix} a & 0 \\\\ 0 & \\alpha \\end{matrix})$',
    ],
    ['of MathML', '<p><math alttext="x^2"><mi>x</mi></math></p>', '$x^2$'],
    [
      'of Wikipedia',
      '<p><span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;"><math alttext="{\\displaystyle E}"><annotation encoding="application/x-tex">{\\displaystyle E=mc^{2}}</annotation></math></span><img src="/e.svg" alt="E"></span></p>',
      '$E=mc^{2}$',
    ],
    ['of Pandoc', '<p><span class="math inline">\\(x\\)</span></p>', '$x$'],
  ],
  embeds: [
    [
      'YouTube',
      '<iframe src="https://www.youtube-nocookie.com/embed/abc-DEF_123?rel=0" title="Tides"></iframe>',
      '[Tides](https://www.youtube.com/watch?v=abc-DEF_123)',
    ],
    [
      'Vimeo',
      '<p><iframe src="//player.vimeo.com/video/1234"></iframe></p>',
      '[Vimeo video](https://vimeo.com/1234)',
    ],
    [
      'a tweet',
      '<blockquote class="twitter-tweet"><p>words</p>— Ann (@ann) <a href="https://twitter.com/ann/status/12?ref_src=x">May 1</a></blockquote>',
      '[Tweet by Ann (@ann)](https://twitter.com/ann/status/12)',
    ],
    [
      'a gist',
      '<p>a</p><script src="https://gist.github.com/mara/0123abc.js"></script>',
      'a\n\n[Gist](https://gist.github.com/mara/0123abc)',
    ],
    [
      'a film',
      '<video controls><source src="/a.mp4"></video>',
      '[Video](https://mara.example/a.mp4)',
    ],
    ['advertising', '<p>a</p><iframe src="https://ads.example/1"></iframe>', 'a'],
  ],
  'what is left out': [
    [
      'scripts, styles, templates',
      '<p>a</p><script>x</script><style>y</style><template><p>z</p></template><!-- c -->',
      'a',
    ],
    [
      'form controls',
      '<p>a <button>Share</button><input value="x"><select><option>b</option></select></p>',
      'a',
    ],
    ['a subscription form', '<p>a</p><form><p>Get my letters</p><input type="email"></form>', 'a'],
    [
      'what is hidden',
      '<p hidden>a</p><p style="color: red; display:none">b</p><div style="visibility: hidden">c</div>d',
      'd',
    ],
    [
      'but not what React streams hidden, for a script to place',
      '<div hidden id="S:0"><p>a</p></div>',
      'a',
    ],
    ['what asks for scripts', '<noscript>Please enable JavaScript</noscript><p>a</p>', 'a'],
  ],
};

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    test.each(cases)('%s', (_name, html, expected) => {
      expect(markdownOf(html)).toBe(expected);
    });
  });
}

test('nothing gives nothing', () => {
  expect(toMarkdown([], { baseUrl: PAGE })).toBe('');
  expect(markdownOf('<div> </div>')).toBe('');
});
