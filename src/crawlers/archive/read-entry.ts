/** Entries of an archive as text, and as rows of a table. */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CsvError, parse } from 'csv-parse';
import { TooLargeError, UnsupportedContentError } from '../../errors.ts';
import type { ArchiveEntry } from './contents.ts';
import type { Archive } from './open-archive.ts';

/** Column → value; the columns' names in lower case, letters and digits only, since exports vary in them: 'sharelink'. */
export type Row = Readonly<Record<string, string | undefined>>;

/** Characters; the longest post that LinkedIn takes has 3,000. */
const LONGEST_ROW = 1_000_000;

/** The whole of one entry; exports are UTF-8. */
export async function textOf(archive: Archive, entry: ArchiveEntry): Promise<string> {
  return new TextDecoder().decode(await buffer(archive.read(entry)));
}

/**
 * The rows of a table, one after the other, by the names in its first line. Rows that are too short or too long are kept as
 * far as they go.
 *
 * @throws UnsupportedContentError when it breaks off within quotes, or its archive is damaged
 * @throws TooLargeError for a row that does not end
 * @example
 * for await (const { sharelink } of rowsOf(archive, entry, link)) console.log(sharelink);
 */
export async function* rowsOf(
  archive: Archive,
  entry: ArchiveEntry,
  link: URL,
): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    columns: (names: string[]) =>
      names.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const source = Readable.from(archive.read(entry));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) yield row;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      throw new TooLargeError(`A row of ${entry.name} does not end`, { link, cause: error });
    }
    throw new UnsupportedContentError(`${entry.name} is no table, or breaks off`, {
      link,
      hint: 'Download the export again and give it as it came.',
      cause: error,
    });
  } finally {
    source.destroy();
  }
}
