import { describe, expect, test } from 'vitest';
import { paragraphs, read, TIDES } from './page.ts';

describe('documentation', () => {
  test('code, tables, tabs and lists of links are content; menus, versions and edit links are not', () => {
    const body = `
      <nav><a href="/guide">Guide</a></nav>
      <aside class="sidebar"><a href="/a">Install</a><a href="/b">Deploy</a></aside>
      <main>
        <h1>tidepool<a class="headerlink" href="#tidepool">¶</a></h1>${paragraphs}
        <pre><code>npm install tidepool
tidepool --port 80</code></pre>
        <table><tr><th>Option</th><th>Meaning</th></tr><tr><td>port</td><td>where to listen</td></tr></table>
        <div hidden class="tab"><p>On Windows start it from PowerShell, as everybody does.</p></div>
        <ul><li><a href="/c">Configuration</a></li><li><a href="/d">Sensors</a></li></ul>
        <div class="pagination"><a href="/e">Next: Deploy</a></div>
        <div class="edit-this-page"><a href="/f">Edit this page</a></div>
      </main>`;
    expect(read(body, 'documentation').lines).toEqual([
      'tidepool',
      ...TIDES,
      'npm install tidepool',
      'tidepool --port 80',
      'Option',
      'Meaning',
      'port',
      'where to listen',
      'On Windows start it from PowerShell, as everybody does.',
      'Configuration',
      'Sensors',
    ]);
  });
});

test('documentation does not say its title again, nor the labels of its tabs', () => {
  const tabs =
    '<ul role="tablist"><li><a href="#w">Windows</a></li><li><a href="#l">Linux</a></li></ul>';
  const body = `<main><h1>Harbour time<a class="headerlink" href="#h">¶</a></h1>${paragraphs}${tabs}</main>`;
  expect(read(body, 'documentation').lines).toEqual(TIDES);
});

test('short paragraphs in Chinese and Korean are an article like any other', () => {
  const chinese = [
    '港口有自己的时间，月亮付账。',
    '潮水每天来两次，又退去。',
    '预测它需要七个余弦。',
  ];
  const korean = [
    '항구에는 항구의 시간이 있다.',
    '물은 하루에 두 번 들어온다.',
    '달이 그 값을 치른다.',
  ];
  for (const lines of [chinese, korean]) {
    const text = lines.map((line) => `<p>${line}</p>`).join('');
    const menu = '<ul><li><a href="/a">潮汐表</a></li><li><a href="/b">日志</a></li></ul>';
    expect(read(`<div>${menu}</div><div><div>${text}</div></div><div>© Mara</div>`).lines).toEqual(
      lines,
    );
  }
});

test('footnotes that Sphinx writes as an aside are content', () => {
  const note =
    '<aside class="footnote-list brackets"><aside class="footnote"><p>Doodson, 1921.</p></aside></aside>';
  expect(read(`<main>${paragraphs}${note}</main>`, 'documentation').lines).toContain(
    'Doodson, 1921.',
  );
});

test('a listing keeps its items, which are links', () => {
  const items = ['Seven cosines', 'Late data', 'Lost at sea', 'The quay', 'A gauge', 'Low water'];
  const list = items.map((item) => `<li><a href="/${item}">${item}</a></li>`).join('');
  const body = `<nav><a href="/">Home</a></nav><main><ul>${list}</ul></main><footer>Imprint</footer>`;
  expect(read(body, 'listing').lines).toEqual(items);
});

test('a forum page without a thread is read like any other', () => {
  expect(read(`<main>${paragraphs}</main>`, 'forum').lines).toEqual(TIDES);
});

describe('captions', () => {
  test('of images are not in the text, of listings are', () => {
    const image =
      '<figure><img src="/q.webp" alt=""><figcaption>The quay in winter</figcaption></figure>';
    const code =
      '<figure><pre>tide(7)</pre><figcaption>Listing 1: seven terms</figcaption></figure>';
    const { lines } = read(
      `<article>${paragraphs}${image}${code}<p>${TIDES[0]} Or so.</p></article>`,
      'documentation',
    );
    expect(lines).toContain('Listing 1: seven terms');
    expect(lines).not.toContain('The quay in winter');
  });
});

test('the page itself is not changed', async () => {
  const { parseHtml } = await import('../../../src/extraction/parse-html.ts');
  const { mainContent } = await import('../../../src/extraction/content/main-content.ts');
  const $ = parseHtml(
    `<body><nav>Menu</nav><article>${paragraphs}<p>Share this:</p></article></body>`,
  );
  const before = $.html();
  mainContent($, { kind: 'article', metadata: { title: '' } });
  expect($.html()).toBe(before);
});
