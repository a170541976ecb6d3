/** Wheels from PyPI without pip, which Debian's Python does not bring. */
import { createHash } from 'node:crypto';
import * as z from 'zod';

const TIMEOUT_MS = 300_000;

/** The JSON form of the index (PEP 691). */
const project = z.object({
  files: z.array(
    z.object({
      filename: z.string(),
      url: z.string(),
      hashes: z.object({ sha256: z.string() }),
    }),
  ),
});

/**
 * The wheel of a package that has one for every platform, checked against the digest in the index.
 *
 * @throws Error when PyPI does not answer, has no such wheel, or sends another one than it promises
 * @example
 * await writeFile('pip.whl', await fetchWheel('pip', '26.3'));
 */
export async function fetchWheel(name: string, version: string): Promise<Uint8Array> {
  const index = `https://pypi.org/simple/${name}/`;
  const listed = await get(index, { accept: 'application/vnd.pypi.simple.v1+json' });
  const filename = `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
  const wheel = project.parse(await listed.json()).files.find((file) => file.filename === filename);
  if (wheel === undefined) throw new Error(`PyPI has no ${filename}`);
  const bytes = await (await get(new URL(wheel.url, index))).bytes();
  if (createHash('sha256').update(bytes).digest('hex') !== wheel.hashes.sha256) {
    throw new Error(`The ${filename} that came is not the one that PyPI promises`);
  }
  return bytes;
}

async function get(link: string | URL, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(link, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`PyPI answered HTTP ${response.status} for ${String(link)}`);
  return response;
}
