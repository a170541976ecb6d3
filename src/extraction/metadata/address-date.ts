/** The day of publication that many addresses contain. */
import { parseDate } from './parse-date.ts';

/** `/2024/05/03/tides`, `/2024-05-03-tides`, `/20240503-tides`, `/2024-05/03/tides`; numbers of a version are no date. */
const PATH_DATE =
  /\/((?:19|20)\d\d)(?:\/(?<month>\d{1,2})\/(?<day>\d{1,2})|-(?<month>\d\d)[-/](?<day>\d\d)|(?<month>\d\d)(?<day>\d\d))(?:[/_+-]|$)/;
/** `/2024/may/03/tides`. */
const PATH_NAMED_DATE = /\/((?:19|20)\d\d)\/([a-z]{3,9})\/(\d{1,2})(?:\/|$)/i;
/** `/03-05-2024-tides`. */
const PATH_WRITTEN_DATE = /\/(\d\d)-(\d\d)-((?:19|20)\d\d)(?:[/_-]|$)/;

/** The day in a page's address; of what is written both ways, `dayFirst` tells which it is. */
export function addressDate({
  url: { pathname },
  dayFirst,
}: {
  readonly url: URL;
  readonly dayFirst: boolean;
}): Date | undefined {
  const match = PATH_DATE.exec(pathname);
  if (match !== null) return parseDate(`${match[1]}/${match.groups?.month}/${match.groups?.day}`);
  const [, year, month, day] = PATH_NAMED_DATE.exec(pathname) ?? [];
  if (year !== undefined) return parseDate(`${day} ${month} ${year}`);
  const written = PATH_WRITTEN_DATE.exec(pathname);
  return written === null ? undefined : parseDate(written.slice(1).join('/'), { dayFirst });
}
