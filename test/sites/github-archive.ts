/** Archives as codeload.github.com sends them: a global pax header with the commit, one top folder, folders before files. */
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';

/** A path that ends with a slash is a folder with nothing in it: the place of a submodule. */
export type ArchivedFile =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly symlinkTo: string };

const mtime = new Date('2024-11-02T09:30:00Z');

/**
 * The same files always give the same bytes.
 *
 * @param topFolder `<repository>-<ref>`
 */
export async function createTarball(
  topFolder: string,
  files: readonly ArchivedFile[],
): Promise<Uint8Array> {
  return gzipSync(await createTar(topFolder, files));
}

/** The same, not compressed. */
export async function createTar(
  topFolder: string,
  files: readonly ArchivedFile[],
): Promise<Uint8Array> {
  const archive = pack();
  const folders = new Set<string>();
  for (const file of files) {
    const name = `${topFolder}/${file.path}`;
    addFolders(archive, folders, name);
    if ('symlinkTo' in file) {
      archive.entry({ name, type: 'symlink', linkname: file.symlinkTo, mode: 0o777, mtime });
    } else if (!name.endsWith('/')) {
      archive.entry({ name, mode: 0o664, mtime }, Buffer.from(file.content));
    }
  }
  archive.finalize();
  return Buffer.concat([globalHeader(), await buffer(archive)]);
}

function addFolders(archive: Pack, known: Set<string>, path: string): void {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    const name = path.slice(0, slash + 1);
    if (!known.has(name)) archive.entry({ name, type: 'directory', mode: 0o775, mtime });
    known.add(name);
  }
}

/** Git's note of the commit, which no file is; tar-stream reads such a header but does not write one. */
function globalHeader(): Uint8Array {
  const comment = '52 comment=b1946ac92492d2347c6235b4d2611184a5b3c9f0\n';
  const block = Buffer.alloc(1024);
  block.write('pax_global_header', 0);
  block.write('0000666\u00000000000\u00000000000\u0000', 100);
  block.write(`${comment.length.toString(8).padStart(11, '0')}\u0000`, 124);
  block.write(`${(mtime.getTime() / 1000).toString(8).padStart(11, '0')}\u0000`, 136);
  block.write('        g', 148);
  block.write('ustar\u000000', 257);
  const checksum = block.subarray(0, 512).reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, '0')}\u0000 `, 148);
  block.write(comment, 512);
  return block;
}
