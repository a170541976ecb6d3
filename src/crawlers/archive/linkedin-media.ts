/** Rich_Media.csv: what was uploaded and when. Shares.csv mostly does not say which picture belongs to a post. */
import type { Archive } from './open-archive.ts';
import { rowsOf } from './read-entry.ts';

/** A picture is uploaded while the post is written; the table tells minutes. */
const LONGEST_BEFORE_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

interface Picture {
  readonly uploadedAt: number;
  readonly link: string;
}

export class UploadedPictures {
  readonly #pictures: readonly Picture[];

  private constructor(pictures: readonly Picture[]) {
    this.#pictures = pictures;
  }

  /** @throws UnsupportedContentError when the table is damaged */
  static async in(archive: Archive, link: URL): Promise<UploadedPictures> {
    const pictures: Picture[] = [];
    for (const table of archive.entries.filter(({ kind }) => kind === 'linkedin-media')) {
      for await (const row of rowsOf(archive, table, link)) {
        const uploadedAt = uploadTime(row.datetime ?? '');
        const picture = row.medialink?.trim() ?? '';
        if (uploadedAt !== undefined && /^https:\/\/\S+$/.test(picture) && URL.canParse(picture)) {
          pictures.push({ uploadedAt, link: picture });
        }
      }
    }
    return new UploadedPictures(pictures.sort((one, other) => one.uploadedAt - other.uploadedAt));
  }

  /** The first picture of those that were uploaded in the minutes before. */
  before(publishedAt: Date | undefined): string | undefined {
    if (publishedAt === undefined) return undefined;
    const time = publishedAt.getTime();
    return this.#pictures.find(
      ({ uploadedAt }) =>
        uploadedAt > time - LONGEST_BEFORE_MS - MINUTE_MS && uploadedAt < time + MINUTE_MS,
    )?.link;
  }
}

/**
 * The time in "You uploaded a feed photo on December 24, 2025 at 1:01 PM (GMT)".
 *
 * @returns `undefined` for what is no picture in a post, such as a profile photo
 */
export function uploadTime(sentence: string): number | undefined {
  const said =
    /uploaded an? feed (?:photo|image) on ([A-Z][a-z]{2,8} \d{1,2}, \d{4}) at (\d{1,2}:\d\d(?::\d\d)? [AP]M) \(GMT\)/.exec(
      sentence.replaceAll(/\s/g, ' ').slice(0, 200),
    );
  const time = said === null ? Number.NaN : Date.parse(`${said[1]} ${said[2]} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
