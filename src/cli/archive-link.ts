/** What a person gives to a command in place of a web link: the path of an export archive. */
import { createInterface } from 'node:readline/promises';
import { platformOfArchive } from '../crawlers/archive/platform.ts';
import { archivePathToLink } from '../dispatcher/archive-path.ts';
import { InvalidEventError } from '../errors.ts';

export interface ArchiveOptions {
  /** Where the publication of a Substack export is. */
  readonly site?: string | undefined;
}

export interface ArchiveParts {
  /** Asks the person; only where there is one. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

/**
 * The link to crawl: the given one, or for a path (relative to the working directory) that of the archive, with the site of
 * a Substack export in it. The site is asked for where it is missing and somebody can answer.
 *
 * @throws InvalidEventError when a site is given for a link
 * @throws CrawlError when the archive whose site is missing cannot be opened
 * @example
 * await givenLink('./export.zip', { site: 'https://mara.substack.com' });
 */
export async function givenLink(
  given: string,
  { site }: ArchiveOptions,
  { ask }: ArchiveParts = {
    ask: process.stdin.isTTY && process.stderr.isTTY ? onTerminal : undefined,
  },
): Promise<string> {
  const text = archivePathToLink(given, process.cwd());
  const link = URL.parse(text);
  if (link?.protocol !== 'file:') {
    if (site === undefined) return text;
    throw new InvalidEventError('--site goes with an export archive', {
      hint: 'Leave it out, or give the path of the export: goldpan crawl ./export.zip --site https://name.substack.com',
    });
  }
  if (site !== undefined) link.searchParams.set('site', site);
  else if (ask !== undefined && !link.searchParams.has('site')) {
    if ((await platformOfArchive(link)) === 'substack') {
      link.searchParams.set(
        'site',
        await ask('Address of the publication, as its readers see it: '),
      );
    }
  }
  return link.href;
}

async function onTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
