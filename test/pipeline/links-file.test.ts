import { describe, expect, it } from 'vitest';
import { InvalidEventError } from '../../src/errors.ts';
import { parseLinksFile } from '../../src/pipeline/links-file.ts';

function problemsOf(text: string): string[] {
  try {
    parseLinksFile(text, 'links.json');
  } catch (error) {
    if (error instanceof InvalidEventError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a links file', () => {
  it('is read as people with their links, names folded', () => {
    const text =
      '[{"user": " Mara  Lindqvist ", "links": ["https://mara.example/a", "https://mara.example/b"]}]';
    expect(parseLinksFile(text, 'links.json')).toEqual([
      { user: 'Mara Lindqvist', links: ['https://mara.example/a', 'https://mara.example/b'] },
    ]);
  });

  it('may hold paths of export archives, relative to its own folder', () => {
    const text =
      '[{"user": "Mara Lindqvist", "links": ["./medium.zip", "s.zip?site=https://mara.substack.com", "/tmp/l.zip"]}]';
    const [person] = parseLinksFile(text, '/home/mara/lists/links.json');
    expect(person?.links).toEqual([
      'file:///home/mara/lists/medium.zip',
      'file:///home/mara/lists/s.zip?site=https://mara.substack.com',
      'file:///tmp/l.zip',
    ]);
    const others = '[{"user": "Mara Lindqvist", "links": ["file:///etc/passwd", "./notes.html"]}]';
    expect(problemsOf(others)).toHaveLength(2);
  });

  it.each([
    ['', ['links.json:1: value expected']],
    ['{}', ['links.json:1: expected an array of {"user", "links"}']],
    ['[]', ['links.json:1: the array is empty']],
    [
      '[\n  {"user": "Mara Lindqvist", "links": []},\n  7\n]',
      ['links.json:3: expected an object {"user", "links"}, found number'],
    ],
    [
      '[{"user": "Mara Lindqvist",\n "links": ["https://a.example/" "https://b.example/"]}]',
      ['links.json:2: comma expected'],
    ],
    ['[{"links": []}]', ['links.json:1: "user" must be a name such as "Mara Lindqvist"']],
    ['[{"user": "Mara Lindqvist"}]', ['links.json:1: "links" must be an array of links']],
    [
      '[{"user": "Mara Lindqvist",\n"links": [\n7]}]',
      ['links.json:3: expected a link in quotes, found number'],
    ],
  ])('%j is refused with the line and what is wrong', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('reports every wrong line at once, without credentials', () => {
    const text = `[
  {"user": "   ", "links": ["https://a.example/"]},
  {"user": "Mara Lindqvist", "links": [
    "https://mara:secret@a.example/",
    "mara.example/notes",
    "ftp://a.example/"
  ]}
]`;
    const problems = problemsOf(text);
    expect(problems.map((line) => line.split(' ')[0])).toEqual([
      'links.json:2:',
      'links.json:4:',
      'links.json:5:',
      'links.json:6:',
    ]);
    expect(problems.join()).not.toContain('secret');
    expect(problems[2]).toContain('https://mara.example/notes');
  });

  it('shows ten problems and counts the rest', () => {
    const links = Array.from({ length: 14 }, () => '"nowhere"').join(',');
    const problems = problemsOf(`[{"user": "Mara Lindqvist", "links": [${links}]}]`);
    expect(problems).toHaveLength(11);
    expect(problems.at(-1)).toBe('… and 4 more');
  });

  it('may say which hosts are the own ones of a person', () => {
    const text =
      '[{"user": "Mara Lindqvist", "links": [], "owns": ["Mara.Example", "tidvatten.göteborg.example"]}]';
    expect(parseLinksFile(text, 'links.json')).toEqual([
      {
        user: 'Mara Lindqvist',
        links: [],
        owns: ['mara.example', 'tidvatten.xn--gteborg-90a.example'],
      },
    ]);
  });

  it.each([
    '"https://mara.example"',
    '"mara.example/notes"',
    '"*.mara.example"',
    '"mara:secret@mara.example"',
    '"mara.example:8080"',
    '"mara"',
    '""',
    '7',
  ])('%s is no host that one owns, and the line says so', (host) => {
    const text = `[{"user": "Mara Lindqvist", "links": [],\n "owns": ["mara.example",\n ${host}]}]`;
    expect(problemsOf(text)).toEqual([
      'links.json:3: expected a host such as "mara.example", without https:// and path',
    ]);
  });

  it('says that own hosts come as an array', () => {
    expect(problemsOf('[{"user": "Mara Lindqvist", "links": [], "owns": "mara.example"}]')).toEqual(
      ['links.json:1: "owns" must be an array of hosts such as "mara.example"'],
    );
  });
});
