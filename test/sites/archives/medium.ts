/** Mara's export of Medium: posts, a draft, a response, and what is nobody's business. */
import { readFileSync } from 'node:fs';
import { load } from 'cheerio/slim';
import type { ZippedFile } from './zip.ts';

/** The post that the replica site shows as well, in the markup that pages and exports share. */
function moonBody(): string {
  const page = readFileSync(new URL('../pages/medium/moon.html', import.meta.url), 'utf8');
  return load(page)('.postArticle-content').html() ?? '';
}

interface Exported {
  readonly title: string;
  readonly summary?: string;
  readonly body: string;
  readonly footer: string;
}

const STYLE = '* { font-family: Georgia, Cambria, "Times New Roman", Times, serif; }';

function exported({ title, summary, body, footer }: Exported): string {
  const subtitle =
    summary === undefined
      ? ''
      : `<section data-field="subtitle" class="p-summary">\n${summary}\n</section>\n`;
  return `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${title}</title><style>${STYLE}</style></head><body><article class="h-entry">
<header>
<h1 class="p-name">${title}</h1>
</header>
${subtitle}<section data-field="body" class="e-content">
${body}
</section>
<footer>${footer}<p>Exported from <a href="https://medium.com">Medium</a> on March 3, 2026.</p></footer></article></body></html>`;
}

function publishedFooter(id: string, address: string, date: string, tags = ''): string {
  const author =
    '<a href="https://medium.com/@mara.lindqvist" class="p-author h-card">Mara Lindqvist</a>';
  return `${tags}<p>By ${author} on <a href="https://medium.com/p/${id}"><time class="dt-published" datetime="${date}">a day</time></a>.</p><p><a href="${address}" class="p-canonical">Canonical link</a></p>`;
}

function section(...grafs: string[]): string {
  return `<section name="a39b" class="section section--body section--first section--last"><div class="section-divider"><hr class="section-divider"></div><div class="section-content"><div class="section-inner sectionLayout--insetColumn">${grafs.join('')}</div></div></section>`;
}

const p = (name: string, html: string): string =>
  `<p name="${name}" id="${name}" class="graf graf--p graf-after--p">${html}</p>`;

const MOON = exported({
  title: 'What the moon owes the harbour',
  summary: 'A short account of springs, neaps and fifty minutes a day',
  body: moonBody(),
  footer: publishedFooter(
    '9c41f7d802',
    'https://medium.com/@mara.lindqvist/what-the-moon-owes-the-harbour-9c41f7d802',
    '2015-05-27T08:30:00.000Z',
    '<p class="p-tags">Tagged in <a href="https://medium.com/tag/moon" class="p-tag">Moon</a>, <a href="https://medium.com/tag/physics" class="p-tag">Physics</a></p>',
  ),
});

const WATCHDOG = exported({
  title: 'A watchdog for a buoy',
  summary: 'The buoy at Sandhamn went quiet on a Sunday, and nobody noticed until…',
  body: section(
    '<h3 name="d51e" id="d51e" class="graf graf--h3 graf--leading graf--title">A watchdog for a buoy</h3>',
    p(
      '6c48',
      'The buoy at Sandhamn went quiet on a Sunday, and nobody noticed until Thursday. Four days of nothing look exactly like four days of <em class="markup--em markup--p-em">calm</em> — on my graph, anyway.',
    ),
    '<figure name="3b16" id="3b16" class="graf graf--figure graf-after--p"><img class="graf-image" data-image-id="1*buoy-at-Dusk.jpeg" data-width="960" data-height="720" data-is-featured="true" alt="A yellow buoy at dusk" src="https://cdn-images-1.medium.com/max/800/1*buoy-at-Dusk.jpeg"><figcaption class="imageCaption">The culprit 🟡</figcaption></figure>',
    p(
      'f25b',
      'What I run now is twelve lines, and most of them are a <code class="markup--code markup--p-code">sleep</code>:',
    ),
    '<pre data-code-block-mode="1" spellcheck="false" data-code-block-lang="bash" name="7478" id="7478" class="graf graf--pre graf-after--p graf--preV2"><span class="pre--content">while true; do<br>\tage=$(( $(date +%s) - $(stat -c %Y last.csv) ))<br>    [ &quot;$age&quot; -gt 900 ] &amp;&amp; notify &quot;buoy quiet for $age s&quot;<br>  sleep 60<br>done</span></pre>',
    '<h4 name="b1d1" id="b1d1" class="graf graf--h4 graf-after--pre">What it does not catch</h4>',
    `<ul class="postList"><li name="0b93" id="0b93" class="graf graf--li graf-after--h4">a sensor that sends the <strong class="markup--strong markup--li-strong">same</strong> reading for ever</li><li name="0052" id="0052" class="graf graf--li graf-after--li">a clock that is wrong (see <a href="https://mara.example/notes/late-data" data-href="https://mara.example/notes/late-data" class="markup--anchor markup--li-anchor" rel="noopener" target="_blank">late data</a>)</li></ul>`,
  ),
  footer: publishedFooter(
    '7d20aa91c4',
    'https://mara.example/notes/a-watchdog-for-a-buoy',
    '2024-10-06T18:05:11.204Z',
  ),
});

const RESPONSE = exported({
  title: 'Thank you, Åsa: the second plot says it better than my three paragraphs.',
  body: section(
    p('4ed1', 'Thank you, Åsa: the second plot says it better than my three paragraphs.'),
  ),
  footer: publishedFooter(
    'a1b2c3d4e5f6',
    'https://medium.com/@mara.lindqvist/thank-you-asa-a1b2c3d4e5f6',
    '2024-10-08T09:41:57.629Z',
  ),
});

const DRAFT = exported({
  title: 'An unfinished thought on barnacles',
  body: section(p('0a0a', 'Nobody should read this yet.'), p('0b0b', 'Nor this.')),
  footer: '<p><a href="https://medium.com/p/0d0c0b0a0908">View original.</a></p>',
});

/** An address that must turn up nowhere. */
export const PRIVATE_ADDRESS = 'mara.private@tidewater.example';

const privateFile = (path: string): ZippedFile => ({
  path,
  content: `<html><body><p>${PRIVATE_ADDRESS}</p></body></html>`,
});

export const mediumExport: readonly ZippedFile[] = [
  { path: 'README.html', content: '<html><body>Your archive</body></html>' },
  privateFile('profile/profile.html'),
  privateFile('sessions/sessions-0001.html'),
  privateFile('ips/ips-0001.html'),
  privateFile('claps/claps-0001.html'),
  privateFile('partner-program/1099.html'),
  { path: 'posts/', content: '', stored: true },
  { path: 'posts/2015-05-27_What-the-moon-owes-the-harbour-9c41f7d802.html', content: MOON },
  { path: 'posts/2024-10-06_A-watchdog-for-a-buoy-7d20aa91c4.html', content: WATCHDOG },
  { path: 'posts/2024-10-08_Thank-you--Asa-a1b2c3d4e5f6.html', content: RESPONSE },
  { path: 'posts/draft_An-unfinished-thought-on-barnacles-0d0c0b0a0908.html', content: DRAFT },
  // A draft that somebody has renamed.
  { path: 'posts/An-unfinished-thought.html', content: DRAFT },
];
