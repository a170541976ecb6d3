/** The date that a reader sees below the title: the first publication, to the day. */
import type { CheerioAPI } from 'cheerio/slim';
import { ownTexts } from './own-texts.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SHOWN = /^(?:on\s+)?([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})(?:, (\d{4}))?$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The first text of the page that is nothing but a date ("Dec 30, 2013", "Mar 17").
 *
 * @param latest the latest publication: its exact time is taken where both agree to the day in any time zone, and its
 *   year where the page shows none
 * @returns midnight UTC where only the day is known
 * @example
 * visibleDate(parse('<article><p>Feb 1, 2015</p></article>'), new Date('2015-01-31T22:58:05Z')); // 2015-01-31T22:58:05Z
 */
export function visibleDate($: CheerioAPI, latest: Date | undefined): Date | undefined {
  // Menus and promotions around the article may carry other dates.
  for (const scope of ['article', 'html'] as const) {
    for (const text of ownTexts($, scope)) {
      const day = dayOf(text, latest);
      if (day === undefined) continue;
      // A day in some time zone begins up to 14 hours before and ends up to 36 hours after midnight UTC.
      const agrees =
        latest !== undefined &&
        latest.getTime() > day.getTime() - DAY_MS &&
        latest.getTime() < day.getTime() + 2 * DAY_MS;
      return agrees ? latest : day;
    }
  }
  return undefined;
}

function dayOf(text: string, latest: Date | undefined): Date | undefined {
  const [, month, day, year] = SHOWN.exec(text) ?? [];
  if (month === undefined || day === undefined) return undefined;
  const index = MONTHS.indexOf(month.toLowerCase());
  if (index === -1) return undefined;
  if (year !== undefined) return new Date(Date.UTC(Number(year), index, Number(day)));
  if (latest === undefined) return undefined;
  const inYear = new Date(Date.UTC(latest.getUTCFullYear(), index, Number(day)));
  const isLater = inYear.getTime() > latest.getTime() + DAY_MS;
  return isLater ? new Date(Date.UTC(latest.getUTCFullYear() - 1, index, Number(day))) : inYear;
}
