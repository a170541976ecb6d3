/** `goldpan show <link or id>`: one document. */
import { dispatcher } from '../../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../../dispatcher/link.ts';
import { findStored, type Stored } from '../../documents/stored.ts';
import { InvalidEventError } from '../../errors.ts';
import { documentView } from '../document-view.ts';
import { openSession } from '../session.ts';

export interface ShowOptions {
  readonly json: boolean;
}

/** @throws InvalidEventError when nothing is stored under it */
export async function show(linkOrId: string, { json }: ShowOptions): Promise<number> {
  await using _session = await openSession();
  const found = await find(linkOrId);
  if (found.length === 0) {
    throw new InvalidEventError(`Nothing is stored under ${linkOrId}`, {
      hint: 'Give a link as you crawled it, or an id; `goldpan status` lists what was crawled.',
    });
  }
  for (const { collection, document } of found) {
    console.log(
      json ? JSON.stringify({ collection, document }) : documentView(collection, document),
    );
  }
  return 0;
}

async function find(linkOrId: string): Promise<Stored[]> {
  const found = await findStored(linkOrId);
  if (found.length > 0 || !URL.canParse(linkOrId)) return found;
  return findStored(canonicalLink(parseLink(linkOrId), dispatcher).href);
}
