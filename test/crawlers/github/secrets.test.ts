import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../src/crawlers/github/secrets.ts';
import { createTarball } from '../../sites/github-archive.ts';
import { githubReplica, withArchive } from './harness.ts';

// Put together here, so that no scanner takes this file for a leak.
const of = (...parts: string[]): string => parts.join('');
const letters = (length: number): string => 'a1B2c3D4e5F6g7H8'.repeat(16).slice(0, length);

describe('what looks like a secret is masked, and nothing around it', () => {
  it.each([
    ['a token of GitHub', of('gh', 'p_', letters(36))],
    ['a token of Slack', of('xo', 'xb-123456789012-1234567890123-', letters(24))],
    ['a key of Anthropic', of('sk', '-ant-api03-', letters(93), 'AA')],
    ['a token of npm', of('np', 'm_', letters(36))],
    ['a key of SendGrid', of('S', 'G.', letters(22), '.', letters(43))],
    [
      'a key',
      of(
        '-----BEGIN RSA ',
        'PRIVATE KEY-----\nMIIE',
        letters(200),
        '\n-----END RSA ',
        'PRIVATE KEY-----',
      ),
    ],
  ])('%s', async (_, secret) => {
    const text = `# tides 🌊\r\nTOKEN = "${secret}"\r\n\tuse(TOKEN)`;
    expect(await maskSecrets(text)).toBe('# tides 🌊\r\nTOKEN = "***"\r\n\tuse(TOKEN)');
  });

  it('a key of AWS, whose place the rule does not give', async () => {
    const text = `aws_secret_access_key = '${letters(40)}'\nregion = eu-north-1\n`;
    expect(await maskSecrets(text)).toBe("aws_secret_access_key = '***'\nregion = eu-north-1\n");
  });

  it('every time it occurs', async () => {
    const secret = of('gh', 'p_', letters(36));
    expect(await maskSecrets(`a = ${secret}\nb = ${secret}\n`)).toBe('a = ***\nb = ***\n');
  });

  it('only the password of a link', async () => {
    const database = of(
      'mongodb+srv://mara:',
      'Hunter2Hunter2',
      '@cluster0.ab1cd.mongodb.net/gauges',
    );
    const site = of('https://mara:', 'tR7zQ2mW9x', '@gauges.tidewater.dev');
    expect(await maskSecrets(`db: "${database}"\nsite: '${site}/x'\n`)).toBe(
      `db: "mongodb+srv://mara:***@cluster0.ab1cd.mongodb.net/gauges"\nsite: 'https://mara:***@gauges.tidewater.dev/x'\n`,
    );
  });

  it('the key of a Google account, however it is laid out', async () => {
    const key = of(
      '-----BEGIN ',
      'PRIVATE KEY-----\nMIIE',
      letters(200),
      '\n-----END ',
      'PRIVATE KEY-----\n',
    );
    const masked = await maskSecrets(
      JSON.stringify({ type: 'service_account', private_key_id: letters(40), private_key: key }),
    );
    expect(masked).not.toContain(letters(200));
  });
});

it.each([
  [
    'the sample key of AWS',
    of('AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/', 'K7MDENG/bPxRfiCYEXAMPLEKEY\n'),
  ],
  ['a key read from elsewhere', 'token = os.environ["GITHUB_TOKEN"]\n'],
  ['a commit', 'b1946ac92492d2347c6235b4d2611184a5b3c9f0\n'],
  ['prose', 'My password is the name of the harbour.\n'],
  ['nothing', ''],
])('%s is left as it is', async (_, text) => {
  expect(await maskSecrets(text)).toBe(text);
});

it('a scan leaves nothing behind in memory', async () => {
  performance.clearMarks();
  for (let file = 0; file < 20; file += 1) await maskSecrets(`${file}\n`);
  expect(performance.getEntriesByType('mark')).toEqual([]);
});

it('no name in a repository makes a rule open a file of this machine', async () => {
  // The rule for Google's .p12 keys would read the file of that name.
  expect(await maskSecrets('/etc/hostname.p12')).toBe('/etc/hostname.p12');
});

it('whatever the text, it is read in time and never grows', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '://',
      ':',
      '@',
      'mongodb://a:b@',
      of('gh', 'p_'),
      'https://a:b@c',
      '\r\n',
      '\u2028',
      '-----BEGIN ',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const text = pieces.join('');
      expect((await maskSecrets(text)).length).toBeLessThanOrEqual(text.length + 3 * pieces.length);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 1_000 },
  );
});

it.each(['https://a:', '-----BEGIN RSA ', 'aws_secret_access_key = ', '"\'', 'a', '\n'])(
  'half a megabyte of %j does not hold up a crawl',
  async (piece) => {
    const startedAt = performance.now();
    await maskSecrets(piece.repeat(500_000 / piece.length));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  },
);

describe('a repository with a secret', () => {
  const github = githubReplica();

  it('is stored with the file, masked, and says so', async () => {
    const secret = of('gh', 'p_', letters(36));
    const files = [
      { path: 'README.md', content: '# Tides\n' },
      { path: 'deploy.sh', content: `curl -H "Authorization: token ${secret}" $1\n` },
    ];
    github.answer(withArchive(await createTarball('tidepool-HEAD', files)));
    expect(await github.repository()).toMatchObject([
      {
        files: { 'README.md': '# Tides\n', 'deploy.sh': 'curl -H "Authorization: token ***" $1\n' },
        skipped: { secret_masked: 1 },
      },
    ]);
    expect(JSON.stringify(github.lines)).not.toContain(secret);
  });
});
