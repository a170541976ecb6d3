/** Whether a host has given up a page, or its name. */
import { type CrawlError, NotFoundError, UpstreamError } from '../../errors.ts';

/** @example isGone(new NotFoundError('stories.example has no such page')) // true */
export function isGone(error: unknown): error is CrawlError {
  return error instanceof NotFoundError || (error instanceof UpstreamError && isUnknown(error));
}

/** Is the name in no DNS? The reason of the system lies at the end of the chain. */
function isUnknown(error: Error): boolean {
  if ('code' in error && error.code === 'ENOTFOUND') return true;
  return error.cause instanceof Error && isUnknown(error.cause);
}
