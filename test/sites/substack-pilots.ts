/** A publication that Mara writes for among others: an episode, a post that two people wrote, and one by somebody else. */
import { type SubstackReplica, substackBody } from './substack-replica.ts';

export const MARA = { id: 27182818, name: 'Mara Lindqvist', handle: 'maralindqvist' };
export const ILSE = { id: 31415926, name: 'Ilse Bakker', handle: 'ilsebakker' };

export const pilots: SubstackReplica = {
  publication: {
    id: 1732050,
    name: 'Harbour Pilots',
    subdomain: 'harbourpilots',
    customDomain: null,
    authorName: 'Ilse Bakker',
  },
  posts: [
    {
      id: 153300118,
      slug: 'rope-by-rope',
      title: 'Rope by rope',
      subtitle: 'Knots I would trust my brother to',
      canonicalUrl: 'https://harbourpilots.substack.com/p/rope-by-rope',
      postDate: '2024-11-03T05:30:02.400Z',
      updatedAt: '2024-11-03T05:30:02.400Z',
      audience: 'everyone',
      wordcount: 12,
      coverImage: null,
      tags: [],
      bylines: [ILSE],
      bodyHtml: '<p>A bowline holds as long as nobody who hates you has tied it.</p>',
    },
    {
      id: 152000431,
      slug: 'slack-water-aloud',
      title: 'Slack water, aloud',
      subtitle: 'Forty minutes on a pilot boat',
      canonicalUrl: 'https://harbourpilots.substack.com/p/slack-water-aloud',
      postDate: '2024-10-06T05:30:11.020Z',
      updatedAt: '2024-10-06T05:31:40.777Z',
      audience: 'everyone',
      wordcount: 104,
      coverImage: null,
      tags: ['episodes'],
      bylines: [MARA],
      type: 'podcast',
      podcastUrl: 'https://api.substack.com/feed/podcast/152000431/7d1f0c2ab94e4d5c8a60.mp3',
      bodyHtml: substackBody('slack-water-aloud'),
    },
    {
      id: 150990217,
      slug: 'what-a-pilot-carries',
      title: 'What a pilot carries',
      subtitle: 'A bag, emptied on a table by two people',
      canonicalUrl: 'https://harbourpilots.substack.com/p/what-a-pilot-carries',
      postDate: '2024-09-15T05:30:07.114Z',
      updatedAt: '2024-09-15T05:30:07.300Z',
      audience: 'everyone',
      wordcount: 141,
      coverImage: null,
      tags: [],
      bylines: [ILSE, MARA],
      bodyHtml: substackBody('what-a-pilot-carries'),
    },
  ],
};
