/** Drafts of documents by the demo author, for tests that look at one thing of them. */
const common = {
  platform: 'medium',
  link: 'https://medium.com/@mara.lindqvist/neap-tides-4a1c0c0a6f0d',
  authorId: '7f1d5c1a-26b8-4b55-9a57-4a62f2b6c1de',
  authorFullName: 'Mara Lindqvist',
  sourceId: 'medium:4a1c0c0a6f0d',
  tags: ['tides'],
  access: 'full' as const,
};

export const articleDraft = {
  ...common,
  content: { Title: 'Neap tides', Content: 'Half moon, low range.' },
};

export const postDraft = {
  ...common,
  platform: 'linkedin',
  link: 'https://www.linkedin.com/feed/update/urn:li:activity:7170000000000000000/',
  sourceId: 'linkedin:7170000000000000000',
  content: { text: 'The gauge at the pier is back.\n\nIt had drifted by 4 cm.' },
};

export const repositoryDraft = {
  ...common,
  platform: 'github',
  link: 'https://github.com/mara-lindqvist/tidepool',
  sourceId: 'github:41',
  name: 'tidepool',
  ownerId: common.authorId,
  content: { 'src/harmonics.py': 'def f(x):\n\treturn x + 1\n' },
  part: 1,
  parts: 1,
  skipped: { binary: 2 },
};
