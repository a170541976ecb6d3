/** What the owner of a repository says about its files in .gitattributes. */
import { compileGlob } from './glob.ts';

/** `true`: it is so; `false`: it is not, whatever the name looks like; absent: nothing is said. */
export interface FileAttributes {
  readonly generated?: boolean;
  readonly vendored?: boolean;
}

interface Rule extends FileAttributes {
  readonly folder: string;
  readonly matches: (path: string) => boolean;
}

// Every file is matched against every rule; real repositories have a handful.
const MAX_RULES = 200;
const MAX_PATTERN_LENGTH = 200;

/**
 * Collects the `linguist-generated` and `linguist-vendored` marks of a repository as its .gitattributes files come by
 * (https://github.com/github-linguist/linguist/blob/main/docs/overrides.md). Archives of git are sorted by name, so such a
 * file precedes nearly all of the files it speaks of.
 *
 * @example
 * const attributes = new GitAttributes();
 * attributes.read('.gitattributes', 'api/** linguist-generated\nvendor/mine/** -linguist-vendored\n');
 * attributes.of('api/client.ts'); // { generated: true }
 */
export class GitAttributes {
  readonly #rules: Rule[] = [];

  /** @param path where the file lies: its rules hold for its folder */
  read(path: string, text: string): void {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const line of text.split('\n')) {
      const rule = readRule(line, folder);
      if (rule !== undefined && this.#rules.length < MAX_RULES) this.#rules.push(rule);
    }
  }

  /** The last rule that matches wins, as in git. */
  of(path: string): FileAttributes {
    let attributes: FileAttributes = {};
    for (const { folder, matches, ...said } of this.#rules) {
      if (path.startsWith(folder) && matches(path.slice(folder.length))) {
        attributes = { ...attributes, ...said };
      }
    }
    return attributes;
  }
}

function readRule(line: string, folder: string): Rule | undefined {
  const [pattern = '', ...words] = line.trim().split(/\s+/);
  if (/^(?:#|"|\[attr\])/.test(pattern) || pattern.length > MAX_PATTERN_LENGTH) return undefined;
  const generated = stateOf('linguist-generated', words);
  const vendored = stateOf('linguist-vendored', words);
  if (generated === undefined && vendored === undefined) return undefined;
  return {
    folder,
    matches: compileGlob(pattern),
    ...(generated !== undefined && { generated }),
    ...(vendored !== undefined && { vendored }),
  };
}

function stateOf(attribute: string, words: readonly string[]): boolean | undefined {
  if (words.includes(attribute) || words.includes(`${attribute}=true`)) return true;
  const unset = [`-${attribute}`, `${attribute}=false`];
  return unset.some((word) => words.includes(word)) ? false : undefined;
}
