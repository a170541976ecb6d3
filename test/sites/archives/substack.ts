/** Mara's export of Substack, with the texts that the replica site shows as well. */
import { readFileSync } from 'node:fs';
import { PRIVATE_ADDRESS } from './medium.ts';
import type { ZippedFile } from './zip.ts';

function body(slug: string): string {
  return readFileSync(new URL(`../pages/substack/${slug}.body.html`, import.meta.url), 'utf8');
}

const TABLE = `post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url
160000009.the-newest-of-all,2025-11-30T06:00:00.000Z,true,2025-11-30T06:00:01.000Z,,newsletter,everyone,The newest of all,,
148203317.the-tide-table-is-a-prior,2024-08-18T06:02:41.118Z,true,2024-08-18T06:02:42.000Z,,newsletter,everyone,The tide table is a prior,How I stopped teaching the moon to a neural network,
146117204.a-gap-is-a-reading-too,2024-06-30T06:00:12.554Z,TRUE,,,podcast,only_paid,"A gap is a reading, too",&#x201C;Missing&#x201D; isn&#x2019;t nothing,https://api.substack.com/feed/podcast/1.mp3
146000001.unfinished-business,2024-06-01T06:00:00.000Z,FALSE,,,newsletter,everyone,Unfinished business,,
145000002.talk-to-me,2024-05-01T06:00:00.000Z,true,,,thread,everyone,Talk to me,,
145000003.about,2024-05-01T06:00:00.000Z,true,,,page,everyone,About,,
`;

const SUBSCRIBERS = `email,active_subscription\n${PRIVATE_ADDRESS},true\n`;

export const substackExport: readonly ZippedFile[] = [
  { path: 'email_list.maralindqvist.csv', content: SUBSCRIBERS },
  { path: 'posts.csv', content: TABLE },
  {
    path: 'posts/148203317.the-tide-table-is-a-prior.html',
    content: body('the-tide-table-is-a-prior'),
  },
  { path: 'posts/148203317.opens.csv', content: SUBSCRIBERS },
  { path: 'posts/148203317.delivers.csv', content: SUBSCRIBERS },
  { path: 'posts/146117204.a-gap-is-a-reading-too.html', content: body('a-gap-is-a-reading-too') },
  { path: 'posts/146000001.unfinished-business.html', content: '<p>Not yet.</p>' },
  { path: 'posts/145000002.talk-to-me.html', content: '<p>What do you measure?</p>' },
  { path: 'posts/145000003.about.html', content: '<p>Letters about tides.</p>' },
];
