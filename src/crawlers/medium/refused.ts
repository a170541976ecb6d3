/** What a person can do when Medium refuses the address that goldpan runs on. */
import { BlockedError } from '../../errors.ts';
import type { MediumAccount } from './links.ts';

/** The same refusal with what helps against this one. */
export function refusedByMedium(refusal: BlockedError, account?: MediumAccount): BlockedError {
  const feed = account?.feed.href ?? 'medium.com/feed/@name';
  return new BlockedError(refusal.message, {
    link: refusal.link,
    hint:
      `Medium refuses cloud addresses; its RSS feeds are refused least (${feed}: the ten newest posts), ` +
      'so try the link of the profile, or run goldpan on your own connection. All posts are in your export: ' +
      'medium.com → Settings → Security and apps → Download your information, then ' +
      '`goldpan crawl ./medium-export.zip --user "First Last"`.',
    cause: refusal,
  });
}
