/** The gist that a post of Mara's shows: Medium's empty frame around it, GitHub's script, the raw files. */
import type { Site, SiteAnswer, SiteRequest } from './replica.ts';

const GIST = 'mara-lindqvist/5e0fbf2f0d8c4a1b9e7733aa10c2d4f6';
const VERSION = '8f2c1d7e90ab34cd56ef7890ab12cd34ef567890';

export const gistLinks = {
  frame: 'https://medium.com/media/3d5b1f0c9ae84427b6d1c0ffee15900d',
  script: `https://gist.github.com/${GIST}.js`,
  firstFile: `https://gist.githubusercontent.com/${GIST}/raw/${VERSION}/fit.go`,
  secondFile: `https://gist.githubusercontent.com/${GIST}/raw/${VERSION}/january.csv`,
  /** Of a video whose address the post itself does not tell. */
  videoFrame: 'https://medium.com/media/8dc81f1eba4e6e6cc36b751a44766838',
};

export const gistFiles = {
  go: 'package main\n\n// Fit solves the normal equations.\nfunc Fit(t, h []float64) []float64 {\n\treturn solve(design(t), h)\n}\n',
  csv: 'time,cm\n2026-01-01T00:00Z,112\n2026-01-01T00:10Z,109\n',
};

const ANSWERS: ReadonlyMap<string, SiteAnswer> = new Map([
  [
    gistLinks.frame,
    answer(
      'text/html; charset=utf-8',
      `<!DOCTYPE html><html><head><title>fit.go, complete – Medium</title><base target="_top"></head><body><style>.gist .gist-file { margin-bottom: 0; }</style><script src="${gistLinks.script}" charset="utf-8"></script></body></html>`,
    ),
  ],
  [
    gistLinks.videoFrame,
    answer(
      'text/html; charset=utf-8',
      '<!DOCTYPE html><html><body><iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2Ft1deW4tchng&amp;url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dt1deW4tchng&amp;schema=youtube" width="854" height="480"></iframe></body></html>',
    ),
  ],
  [gistLinks.script, answer('text/javascript; charset=utf-8', script(['fit.go', 'january.csv']))],
  [`${gistLinks.script}?file=fit.go`, answer('text/javascript; charset=utf-8', script(['fit.go']))],
  [gistLinks.firstFile, answer('text/plain; charset=utf-8', gistFiles.go)],
  [gistLinks.secondFile, answer('text/plain; charset=utf-8', gistFiles.csv)],
]);

/** Without `medium.com`, which has its own site: the frames are answered by `gistAnswer`. */
export const gistSite: Site = {
  hosts: ['gist.github.com', 'gist.githubusercontent.com'],
  answer: gistAnswer,
};

export function gistAnswer({ url }: SiteRequest): SiteAnswer | undefined {
  return ANSWERS.get(url.href);
}

function script(names: readonly string[]): string {
  const files = names.map(
    (name) =>
      `document.write('<div class=\\"gist-file\\"><div class=\\"gist-data\\">…<\\/div><div class=\\"gist-meta\\"><a href=\\"https:\\/\\/gist.github.com\\/${GIST.replace('/', '\\/')}\\/raw\\/${VERSION}\\/${name}\\" style=\\"float:right\\">view raw<\\/a><a href=\\"https:\\/\\/gist.github.com\\/${GIST.replace('/', '\\/')}#file-${name.replace('.', '-')}\\">${name}<\\/a> hosted with &#10084; by <a href=\\"https:\\/\\/github.com\\">GitHub<\\/a><\\/div><\\/div>')`,
  );
  return `document.write('<link rel=\\"stylesheet\\" href=\\"https:\\/\\/github.githubassets.com\\/assets\\/gist-embed.css\\">')\n${files.join('\n')}\n`;
}

function answer(contentType: string, body: string): SiteAnswer {
  return { headers: { 'content-type': contentType }, body };
}
