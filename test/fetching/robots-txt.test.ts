import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, judge } from '../../src/fetching/robots-txt.ts';

const at = (path: string): URL => new URL(path, 'https://mara.example/');
const mayFetch = (robots: string, path: string): boolean =>
  judge(groupOf(robots), at(path)).isAllowed;

/** The rules of one group for everybody. */
const rules = (...lines: string[]): string => ['User-agent: *', ...lines].join('\n');

describe('which group holds for us (RFC 9309, 2.2.1)', () => {
  const DRAFTS = 'Disallow: /drafts/';
  it.each<[string, string, boolean]>([
    ['the group that names us', `User-agent: goldpan\n${DRAFTS}`, false],
    ['whatever the case of the name', `User-Agent: GoldPan\n${DRAFTS}`, false],
    ['with a version behind the name', `User-agent: goldpan/1.0\n${DRAFTS}`, false],
    ['not one whose name only begins like ours', `User-agent: goldpanner\n${DRAFTS}`, true],
    ['not one that ours only begins like', `User-agent: gold\n${DRAFTS}`, true],
    ['not another agent', `User-agent: otherbot\n${DRAFTS}`, true],
    ['the group for everybody where none names us', `User-agent: *\n${DRAFTS}`, false],
    [
      'ours and not that for everybody',
      `User-agent: *\n${DRAFTS}\n\nUser-agent: goldpan\nAllow: /`,
      true,
    ],
    [
      'ours even without a rule in it',
      `User-agent: goldpan\n\nUser-agent: x\n\nUser-agent: *\n${DRAFTS}`,
      false,
    ],
    [
      'an empty group of ours',
      `User-agent: *\n${DRAFTS}\n\nUser-agent: goldpan\nDisallow:\n`,
      true,
    ],
    [
      'all groups that name us, together',
      `User-agent: goldpan\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: goldpan\n${DRAFTS}`,
      false,
    ],
    [
      'all groups for everybody, together',
      `User-agent: *\nDisallow: /a\n\nUser-agent: x\nAllow: /\n\nUser-agent: *\n${DRAFTS}`,
      false,
    ],
    [
      'one of several names above one group',
      `User-agent: x\nUser-agent: goldpan\nUser-agent: y\n${DRAFTS}`,
      false,
    ],
    [
      'names with an empty line between them',
      `User-agent: x\n\nUser-agent: goldpan\n\n${DRAFTS}`,
      false,
    ],
    [
      'names with a sitemap between them',
      `User-agent: goldpan\nSitemap: https://mara.example/s.xml\nUser-agent: x\n${DRAFTS}`,
      false,
    ],
    [
      'a sitemap within a group does not end it',
      `User-agent: *\nAllow: /a\nSitemap: https://mara.example/s.xml\n${DRAFTS}`,
      false,
    ],
    [
      'a delay of another agent ends its group',
      `User-agent: goldpan\nCrawl-delay: 3\n\nUser-agent: *\n${DRAFTS}`,
      true,
    ],
    ['no rule before the first name', `${DRAFTS}\nUser-agent: *\nDisallow: /other`, true],
    ['lines that end as on old Macs', `User-agent: *\r${DRAFTS}\r`, false],
    ['lines that end as on Windows', `User-agent: *\r\n${DRAFTS}\r\n`, false],
    ['a byte order mark', `\uFEFFUser-agent: *\n${DRAFTS}`, false],
    ['comments and blanks', `  user-agent : * # all\n\t${DRAFTS}   # not ready`, false],
    ['an HTML page instead of a robots.txt', `<!doctype html><p>Disallow: /</p>`, true],
    ['nothing', '', true],
  ])('%s', (_what, robots, allowed) => {
    expect(mayFetch(robots, '/drafts/neap')).toBe(allowed);
  });
});

describe('which rule decides (RFC 9309, 2.2.2)', () => {
  it.each<[string, readonly string[], string, boolean]>([
    ['the longest match', ['Allow: /p', 'Disallow: /'], '/page', true],
    ['in whatever order', ['Disallow: /', 'Allow: /p'], '/page', true],
    [
      'the longest match, the other way round',
      ['Allow: /notes', 'Disallow: /notes/private'],
      '/notes/private/1',
      false,
    ],
    ['Allow on a tie', ['Disallow: /folder', 'Allow: /folder'], '/folder/page', true],
    ['the longer one with a wildcard', ['Allow: /page', 'Disallow: /*.htm'], '/page.htm', false],
    [
      'Allow, where the wildcard is as long',
      ['Allow: /page', 'Disallow: /*.ph'],
      '/page.php5',
      true,
    ],
    ['a whole path over a shorter one', ['Allow: /$', 'Disallow: /'], '/', true],
    ['and not for what is longer than that path', ['Allow: /$', 'Disallow: /'], '/page.htm', false],
    ['no rule, no ban', ['Disallow: /drafts/'], '/notes/', true],
    ['an empty Disallow bans nothing', ['Disallow:'], '/notes/', true],
    ['robots.txt itself is always allowed', ['Disallow: /'], '/robots.txt', true],
  ])('%s', (_what, lines, path, allowed) => {
    expect(mayFetch(rules(...lines), path)).toBe(allowed);
  });
});

describe('what a pattern matches', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['/', ['/', '/fish', '/?q'], []],
    ['/*', ['/', '/fish'], []],
    [
      '/fish',
      ['/fish', '/fish.html', '/fish/salmon.html', '/fishheads', '/fish.php?id=1'],
      ['/Fish.asp', '/catfish', '/?id=fish', '/desert/fish'],
    ],
    [
      '/fish*',
      ['/fish', '/fish.html', '/fishheads/yummy.html', '/fish.php?id=1'],
      ['/Fish.asp', '/catfish', '/?id=fish'],
    ],
    [
      '/fish/',
      ['/fish/', '/fish/?id=1', '/fish/salmon.htm'],
      ['/fish', '/fish.html', '/animals/fish/', '/Fish/Salmon.asp'],
    ],
    [
      '/*.php',
      [
        '/index.php',
        '/folder/filename.php',
        '/folder/any.php.file.html',
        '/filename.php/',
        '/a?x=.php',
      ],
      ['/', '/windows.PHP'],
    ],
    [
      '/*.php$',
      ['/filename.php', '/folder/filename.php'],
      ['/filename.php?parameters', '/filename.php/', '/filename.php5', '/windows.PHP'],
    ],
    ['/fish*.php', ['/fish.php', '/fishheads/catfish.php?parameters'], ['/Fish.PHP']],
    ['/a*b*c', ['/abc', '/axxbyyc', '/abbbc/d'], ['/acb', '/bac']],
    ['/a*b$', ['/ab', '/axb', '/abb', '/a/b'], ['/abc', '/b']],
    ['/a**b', ['/ab', '/axb'], ['/a']],
    ['/*?', ['/p?x=1'], ['/p']],
    ['/*/edit$', ['/a/edit', '/a/b/edit'], ['/edit', '/a/edit/1']],
    ['*/drafts', ['/drafts', '/a/drafts/1'], ['/draft']],
    ['drafts', [], ['/drafts', '/']],
    ['$', [], ['/', '/a']],
    ['/a$b', ['/a$b'], ['/a', '/ab']],
  ])('%s', (pattern, matching, others) => {
    const robots = rules(`Disallow: ${pattern}`);
    expect(matching.filter((path) => mayFetch(robots, path))).toEqual([]);
    expect(others.filter((path) => !mayFetch(robots, path))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['beyond ASCII, raw and encoded', '/foo/bar/ツ', '/foo/bar/%E3%83%84'],
    ['beyond ASCII, encoded and raw', '/foo/bar/%E3%83%84', '/foo/bar/ツ'],
    ['in lower case', '/foo/bar/%e3%83%84', '/foo/bar/ツ'],
    ['letters that need no encoding', '/foo/bar/%62%61%7A', '/foo/bar/baz'],
    ['letters that need none in the link', '/foo/bar/baz', '/foo/bar/%62%61%7A'],
    ['a tilde', '/~mara', '/%7Emara'],
    [
      'reserved characters in a query',
      '/foo/bar?baz=https%3A%2F%2Ffoo.bar',
      '/foo/bar?baz=https://foo.bar',
    ],
    ['an at sign', '/@mara', '/%40mara'],
    ['a star and a dollar that are meant as such', '/a%2Ab%24', '/a*b$'],
    ['brackets and bars', '/a[1]|2', '/a%5B1%5D%7C2'],
    ['a blank', '/a b', '/a%20b'],
  ])('one octet in two spellings: %s', (_what, pattern, path) => {
    expect(mayFetch(rules(`Disallow: ${pattern}`), path)).toBe(false);
  });

  it('an encoded slash is no slash', () => {
    expect(mayFetch(rules('Disallow: /a/b'), '/a%2Fb')).toBe(true);
    expect(mayFetch(rules('Disallow: /a%2fb'), '/a%2Fb')).toBe(false);
  });

  it('a star in a link matches no other character', () => {
    expect(mayFetch(rules('Disallow: /a%2Ab'), '/axb')).toBe(true);
  });
});

describe('what a group says besides', () => {
  const verdict = (...lines: string[]) => judge(groupOf(rules(...lines)), at('/notes'));

  it('names the rule that decides', () => {
    expect(verdict('Disallow: /', 'Allow: /n', 'Disallow: /note*')).toMatchObject({
      isAllowed: false,
      rule: 'Disallow: /note*',
    });
  });

  it.each<[readonly string[], number | undefined]>([
    [['Crawl-delay: 10'], 10_000],
    [['crawl-delay: 0.5'], 500],
    [['Crawl-delay: 2', 'Crawl-delay: 7', 'Crawl-delay: 3'], 7_000],
    [['Crawl-delay: soon'], undefined],
    [['Crawl-delay: -5'], undefined],
    [['Crawl-delay: 1e9'], undefined],
    [['Allow: /'], undefined],
  ])('%j is a delay of %s ms', (lines, delay) => {
    expect(verdict(...lines).crawlDelayMs).toBe(delay);
  });

  it.each<[readonly string[], object | undefined]>([
    [['Content-Signal: search=yes, ai-train=no'], { search: 'yes', 'ai-train': 'no' }],
    [['content-signal: AI-Train=NO,ai-input=yes'], { 'ai-train': 'no', 'ai-input': 'yes' }],
    [
      ['Content-Signal: search=yes', 'Content-Signal: ai-train=no'],
      { search: 'yes', 'ai-train': 'no' },
    ],
    [['Content-Signal: ai-train=no', 'Content-Signal: ai-train=yes'], { 'ai-train': 'no' }],
    [['Content-Signal: ai-train=maybe, __proto__=yes, search'], undefined],
    [['Content-Signal:'], undefined],
    [['Disallow: /x'], undefined],
  ])('%j is the signal %j', (lines, signal) => {
    expect(verdict(...lines).contentSignal).toEqual(signal);
  });

  it('the delay and the signal of another agent are none of ours', () => {
    const robots = `User-agent: otherbot\nCrawl-delay: 9\nContent-Signal: ai-train=no\n\n${rules('Allow: /')}`;
    expect(judge(groupOf(robots), at('/'))).toEqual({ isAllowed: true, rule: 'Allow: /' });
  });
});

describe('a robots.txt of a stranger', () => {
  it('is kept as the few lines that concern us, and those are read as the whole was', () => {
    const robots = `# hello\nUser-agent: otherbot\nDisallow: /\n\n${rules('Disallow: /drafts # not ready', 'Crawl-delay: 2', 'Sitemap: https://mara.example/s.xml')}`;
    expect(groupOf(robots)).toBe('Disallow: /drafts\nCrawl-delay: 2');
    expect(groupOf(`User-agent: *\n${groupOf(robots)}`)).toBe(groupOf(robots));
  });

  it('never breaks the reader, whatever is in it', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .tuple(
          fc.constantFrom('User-agent', 'Allow', 'Disallow', 'Crawl-delay', 'Content-Signal', ''),
          fc.string({
            unit: fc.constantFrom(
              '*',
              '$',
              '/',
              '%',
              '%2',
              '%2a',
              'a',
              'é',
              '\ud800',
              ':',
              '#',
              '=',
            ),
          }),
        )
        .map(([key, value]) => `${key}: ${value}`),
    );
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        const robots = lines.join('\n');
        expect(judge(groupOf(robots), at(`/x${path}?${path}`)).isAllowed).toBeTypeOf('boolean');
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['blanks', ' '],
    ['colons', ':'],
    ['per cent', '%'],
    ['empty lines', '\n'],
    ['names', 'User-agent: *\n'],
  ])('of 500 kB of %s is read at once', (_what, piece) => {
    const robots = `Disallow: ${piece.repeat(500_000 / piece.length)}`;
    const start = performance.now();
    expect(mayFetch(`User-agent: *\n${robots}`, '/a')).toBe(true);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('of 500 kB of wildcards is judged at once', () => {
    const pattern = `Disallow: /${'*a'.repeat(1_000)}b`;
    const robots = rules(...Array.from({ length: 250 }, () => pattern));
    const group = groupOf(robots);
    const start = performance.now();
    expect(judge(group, at(`/${'a'.repeat(2_000)}`)).isAllowed).toBe(true);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
