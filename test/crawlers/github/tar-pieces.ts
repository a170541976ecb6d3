/** Compressed bytes in the way a test needs them. */
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** A body that arrives in pieces. */
export async function* onlyPieces(
  bytes: Uint8Array,
  size = 16 * 1024,
): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A tar with one entry under exactly this name, and whatever else an extended header may claim of it. */
export async function tarEntry(
  name: string,
  content: string,
  claims: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const archive = pack();
  // tar-stream writes no absolute names; a pax header takes any.
  archive.entry({ name: 'placeholder', pax: { path: name, ...claims } }, content);
  archive.finalize();
  return buffer(archive);
}

/** A .tar.gz with one file of zeros, made while it is read: nothing of its size is ever in memory. */
export async function* zeros(name: string, size: number): AsyncGenerator<Uint8Array, void, void> {
  const zip = createGzip({ level: 1 });
  const archive = pack();
  const file = archive.entry({ name, size });
  archive.on('data', (chunk) => {
    if (!zip.write(chunk)) {
      archive.pause();
      zip.once('drain', () => archive.resume());
    }
  });
  archive.on('end', () => zip.end());
  const block = Buffer.alloc(256 * 1024);
  let left = size;
  const write = (): void => {
    while (left > 0) {
      const piece = block.subarray(0, Math.min(left, block.length));
      left -= piece.length;
      if (!file.write(piece)) {
        file.once('drain', write);
        return;
      }
    }
    file.end(null);
    archive.finalize();
  };
  write();
  yield* zip;
}
