/** Paths to export archives, where a person may give one in place of a link. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A path to a ZIP as its `file:` link; anything else as it is.
 *
 * @param given with `?site=https://…` behind it where the archive is one of Substack
 * @param folder where relative paths start
 * @example
 * archivePathToLink('./medium-export.zip', '/home/mara'); // 'file:///home/mara/medium-export.zip'
 * archivePathToLink('https://mara.example/a.zip', '/home/mara'); // as it is
 */
export function archivePathToLink(given: string, folder: string): string {
  const text = given.trim();
  // A scheme of one letter is a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return given;
  const [, path, query = ''] = /^(.*\.zip)(\?site=.*)?$/is.exec(text) ?? [];
  if (path === undefined) return given;
  const link = pathToFileURL(
    /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : resolve(folder, path),
  );
  link.search = query;
  return link.href;
}
