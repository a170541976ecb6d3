/** The pages of the replica site and what must come out of them. */
import { readFileSync } from 'node:fs';

export function expectedJson(name: string): unknown {
  return JSON.parse(replicaFile(`${name}.expected.json`));
}

export function expectedMarkdown(name: string): string {
  return replicaFile(`${name}.expected.md`).replace(/\n$/, '');
}

function replicaFile(name: string): string {
  return readFileSync(new URL(`../../sites/pages/substack/${name}`, import.meta.url), 'utf8');
}
