/** The pages of the replica site and what must come out of them. */
import { readFileSync } from 'node:fs';

export function replicaPage(name: string): string {
  return readFileSync(new URL(`../../sites/pages/medium/${name}`, import.meta.url), 'utf8');
}

export function expectedJson(name: string): unknown {
  return JSON.parse(replicaPage(`${name}.expected.json`));
}

export function expectedMarkdown(name: string): string {
  return replicaPage(`${name}.expected.md`).trimEnd();
}
