/** links.json: who, and which links. Read as a whole and checked as a whole before anything is crawled. */
import { dirname, resolve } from 'node:path';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { archivePathToLink } from '../dispatcher/archive-path.ts';
import { parseLink } from '../dispatcher/link.ts';
import { fullName, parseUserName } from '../documents/user.ts';
import { CrawlError, InvalidEventError } from '../errors.ts';

export interface PersonLinks {
  /** 'First Last'. */
  readonly user: string;
  /** Paths of export archives are `file:` links here. */
  readonly links: readonly string[];
  /** Hosts of their own, each exactly as it stands in links: 'mara.example'. */
  readonly owns?: readonly string[];
}

const MOST_PROBLEMS_SHOWN = 10;

/**
 * Reads the text of a links file: a JSON array of `{ "user": "First Last", "links": ["https://…"] }`, with
 * `"owns": ["mara.example"]` where somebody has hosts of their own.
 *
 * In place of a link, the path of an export archive may stand: `"./medium-export.zip"`.
 *
 * @param name how the file is called in messages; the folder in it is where relative paths of archives start
 * @throws InvalidEventError that lists every line that is wrong and what is wrong with it
 * @example
 * parseLinksFile('[{"user": "Mara Lindqvist", "links": ["https://mara.example/notes/tides"]}]', 'links.json');
 */
export function parseLinksFile(text: string, name: string): PersonLinks[] {
  const problems: string[] = [];
  const report = (offset: number, problem: string): void => {
    problems.push(`${name}:${lineAt(text, offset)}: ${problem}`);
  };

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  for (const error of errors) report(error.offset, readable(printParseErrorCode(error.error)));
  const folder = dirname(resolve(name));
  const people = errors.length === 0 ? readPeople(root, folder, report) : [];

  if (problems.length === 0) return people;
  const more = problems.length - MOST_PROBLEMS_SHOWN;
  throw new InvalidEventError(
    [...problems.slice(0, MOST_PROBLEMS_SHOWN), ...(more > 0 ? [`… and ${more} more`] : [])].join(
      '\n',
    ),
    {
      hint: `Correct ${name}; nothing was crawled. It holds [{"user": "First Last", "links": ["https://…"]}].`,
    },
  );
}

type Report = (offset: number, problem: string) => void;

function readPeople(root: Node | undefined, folder: string, report: Report): PersonLinks[] {
  if (root?.type !== 'array') {
    report(root?.offset ?? 0, 'expected an array of {"user", "links"}');
    return [];
  }
  const entries = root.children ?? [];
  if (entries.length === 0) report(root.offset, 'the array is empty');
  return entries.flatMap((entry) => readPerson(entry, folder, report) ?? []);
}

function readPerson(entry: Node, folder: string, report: Report): PersonLinks | undefined {
  if (entry.type !== 'object') {
    report(entry.offset, `expected an object {"user", "links"}, found ${entry.type}`);
    return undefined;
  }
  const fields = new Map(
    (entry.children ?? []).map((property) => [
      String(property.children?.[0]?.value),
      property.children?.[1],
    ]),
  );
  const user = readUser(fields.get('user'), entry, report);
  const links = readLinks(fields.get('links'), { entry, folder, report });
  const owns = readOwns(fields.get('owns'), report);
  if (user === undefined || links === undefined) return undefined;
  return { user, links, ...(owns !== undefined && { owns }) };
}

function readUser(node: Node | undefined, entry: Node, report: Report): string | undefined {
  if (node?.type !== 'string') {
    report((node ?? entry).offset, '"user" must be a name such as "Mara Lindqvist"');
    return undefined;
  }
  return attempt(() => fullName(parseUserName(node.value)), node, report);
}

function readLinks(
  node: Node | undefined,
  { entry, folder, report }: { entry: Node; folder: string; report: Report },
): string[] | undefined {
  if (node?.type !== 'array') {
    report((node ?? entry).offset, '"links" must be an array of links');
    return undefined;
  }
  return (node.children ?? []).flatMap((child) => {
    if (child.type === 'string') {
      const given = archivePathToLink(child.value, folder);
      return attempt(() => parseLink(given, { files: true }).href, child, report) ?? [];
    }
    report(child.offset, `expected a link in quotes, found ${child.type}`);
    return [];
  });
}

function readOwns(node: Node | undefined, report: Report): string[] | undefined {
  if (node === undefined) return undefined;
  if (node.type !== 'array') {
    report(node.offset, '"owns" must be an array of hosts such as "mara.example"');
    return undefined;
  }
  return (node.children ?? []).flatMap((child) => {
    const host = child.type === 'string' ? hostOf(child.value) : undefined;
    if (host === undefined) {
      report(child.offset, 'expected a host such as "mara.example", without https:// and path');
    }
    return host ?? [];
  });
}

/** As it stands in links: in lower case, in Punycode. */
function hostOf(text: string): string | undefined {
  // A wildcard would stand for hosts that somebody else may have registered.
  if (/[/\\:@?#*%\s]/.test(text) || !text.includes('.')) return undefined;
  return URL.parse(`https://${text}/`)?.hostname || undefined;
}

function attempt<T>(read: () => T, node: Node, report: Report): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    report(node.offset, `${error.message}. ${error.hint}`);
    return undefined;
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** 'CommaExpected' → 'comma expected'. */
function readable(code: string): string {
  return code.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
