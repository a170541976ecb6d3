/** What stands on substack.com itself: people, their notes, and posts by their number. */
import type { SiteAnswer } from './replica.ts';
import { homeOf } from './substack-page.ts';
import { ILSE, MARA } from './substack-pilots.ts';
import { listedState, type SubstackReplica } from './substack-replica.ts';

interface ReplicaNote {
  readonly id: number;
  readonly by: typeof MARA;
  readonly date: string;
  readonly body: string;
  readonly imageUrl?: string;
  /** Number of the note that it answers. */
  readonly answers?: number;
}

/** Newest first, as the profile shows them: what Mara passed on, and what she answered, among her own. */
const notes: readonly ReplicaNote[] = [
  {
    id: 77000431,
    by: MARA,
    date: '2024-10-20T18:02:11.500Z',
    body: 'High water at Skarven was four minutes late tonight.\n\nFour minutes is nothing to a ferry. It is a week of work to me. 🌊',
    imageUrl:
      'https://substack-post-media.s3.amazonaws.com/public/images/1f2e3d4c-5b6a-4798-8897-a6b5c4d3e2f1_1080x1350.jpeg',
  },
  {
    id: 76900007,
    by: ILSE,
    date: '2024-10-19T09:00:00.000Z',
    body: 'The rope is wet. Film at eleven.',
  },
  {
    id: 76880002,
    by: MARA,
    date: '2024-10-18T21:40:09.000Z',
    body: 'It is! I checked.',
    answers: 76900007,
  },
  {
    id: 75123456,
    by: MARA,
    date: '2024-09-01T07:15:00.000Z',
    body: 'A forecast that is never wrong is a table.',
  },
];

export function answerHub(url: URL, replicas: readonly SubstackReplica[]): SiteAnswer | undefined {
  const { pathname: path, searchParams } = url;
  const note = numberIn(/^\/(?:@maralindqvist\/)?note\/c-(\d+)$/, path);
  if (note !== undefined) return notePage(note);
  const answered = numberIn(/^\/api\/v1\/reader\/comment\/(\d+)$/, path);
  if (answered !== undefined) {
    const found = notes.find(({ id }) => id === answered);
    return found && json({ item: feedItem(found) });
  }
  if (path === '/api/v1/user/maralindqvist/public_profile') return json(profileOf(replicas));
  if (path === '/api/v1/profile/posts') return json(postsOf(searchParams, replicas));
  if (path === `/api/v1/reader/feed/profile/${MARA.id}`) {
    const start = Number(searchParams.get('cursor') ?? 0);
    const next = start + 3 < notes.length ? String(start + 3) : null;
    return json({ items: notes.slice(start, start + 3).map(feedItem), nextCursor: next });
  }
  return postByNumber(path, replicas);
}

/** The app's links lead readers without account to the publication. */
function postByNumber(path: string, replicas: readonly SubstackReplica[]): SiteAnswer | undefined {
  const id = numberIn(/^\/home\/post\/p-(\d+)$/, path);
  for (const { publication, posts } of replicas) {
    const post = posts.find((one) => one.id === id);
    if (post) {
      const location = `https://${homeOf(publication)}/p/${post.slug}`;
      return { status: 301, headers: { location } };
    }
  }
  return undefined;
}

function profileOf(replicas: readonly SubstackReplica[]): object {
  const publications = replicas.map(({ publication }) => describe(publication));
  return {
    ...MARA,
    previous_name: null,
    bio: 'Engineer. Tides, streams, small models.',
    publicationUsers: publications.map((publication, index) => ({
      id: 900 + index,
      user_id: MARA.id,
      publication_id: publication.id,
      role: index === 0 ? 'admin' : 'contributor',
      public: true,
      is_primary: index === 0,
      publication,
    })),
    primaryPublication: publications[0],
    subscriberCountString: 'Hundreds of subscribers',
    slug: MARA.handle,
  };
}

function describe({ id, name, subdomain, customDomain }: SubstackReplica['publication']) {
  return {
    id,
    name,
    subdomain,
    custom_domain: customDomain,
    custom_domain_optional: false,
    hero_text: 'Letters from the hour when the water does not move',
  };
}

function postsOf(query: URLSearchParams, replicas: readonly SubstackReplica[]): object {
  const person = Number(query.get('profile_user_id'));
  const offset = Number(query.get('offset') ?? 0);
  const posts = replicas
    .flatMap(({ publication, posts }) => posts.map((post) => ({ publication, post })))
    .filter(({ post }) => post.bylines.some(({ id }) => id === person))
    .toSorted((one, other) => other.post.postDate.localeCompare(one.post.postDate));
  return {
    // It gives less at a time than it is asked for.
    posts: posts
      .slice(offset, offset + 4)
      .map(({ post, publication }) => listedState(post, publication)),
    postReactions: [],
    publications: replicas.map(({ publication }) => describe(publication)),
    nextCursor: null,
  };
}

function feedItem(note: ReplicaNote): object {
  const { id, by, date, body, imageUrl, answers } = note;
  return {
    entity_key: `c-${id}`,
    type: 'comment',
    context: { type: by === MARA ? 'note' : 'comment_restack', timestamp: date, users: [] },
    publication: null,
    post: null,
    comment: {
      id,
      body,
      body_json: { type: 'doc', attrs: { schemaVersion: 'v1' }, content: [] },
      publication_id: null,
      post_id: null,
      user_id: by.id,
      type: 'feed',
      date,
      edited_at: null,
      ancestor_path: answers === undefined ? '' : String(answers),
      name: by.name,
      handle: by.handle,
      photo_url: 'https://substack-post-media.s3.amazonaws.com/public/images/face_400x400.png',
      reactions: { '❤': 12 },
      reaction_count: 12,
      restacks: 1,
      children_count: 1,
      attachments:
        imageUrl === undefined
          ? []
          : [{ id: 'b1', type: 'image', imageUrl, imageWidth: 1080, imageHeight: 1350 }],
    },
    parentComments: [],
    canReply: true,
  };
}

/** A page of the app: the note, an answer to it, and what else is read today. */
function notePage(id: number): SiteAnswer | undefined {
  const note = notes.find((one) => one.id === id);
  if (note === undefined) return undefined;
  const state = {
    isEU: true,
    feedData: { feedItem: feedItem(note), initialPost: null, items: [] },
    comments: [],
  };
  const unit = ({ id: number, by, body, imageUrl }: ReplicaNote, name: string): string =>
    `<div role="article" aria-label="Note" class="pencraft ${name}"><div><a href="/@${by.handle}">${by.name}</a><a href="/@${by.handle}/note/c-${number}">Oct 20</a><button aria-label="More options">…</button></div><div class="pencraft feedCommentBody-UWho7S"><div class="pencraft feedCommentBodyInner-AOzMIC"><div dir="auto" class="ProseMirror FeedProseMirror">${body
      .split('\n\n')
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join('')}</div></div></div>${
      imageUrl === undefined
        ? ''
        : `<div class="pencraft imageGrid-TadIyX size-1-rfav9C"><picture><img src="${imageUrl}" alt=""></picture></div>`
    }<div><button aria-label="Like">12</button><button aria-label="Comment">1</button></div></div>`;
  const answer = { ...note, id: 1, by: ILSE, body: 'Nonsense, it was on time.' };
  const other = { ...note, id: 2, by: ILSE, body: 'Ten habits of people who grow fast.' };
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'SocialMediaPosting',
    text: note.body,
    datePublished: note.date,
    author: {
      '@type': 'Person',
      name: note.by.name,
      url: `https://substack.com/@${note.by.handle}`,
    },
  };
  const address = `https://substack.com/@${note.by.handle}/note/c-${id}`;
  const script = JSON.stringify(JSON.stringify(state)).replaceAll('<', '\\u003c');
  return {
    body: `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${note.by.name} (@${note.by.handle}) on Substack</title>
<link rel="canonical" href="${address}"><meta property="og:title" content="${note.by.name} (@${note.by.handle})">
${note.imageUrl === undefined ? '' : `<meta property="og:image" content="${note.imageUrl}">`}
<script type="application/ld+json">${JSON.stringify(posting)}</script>
<link rel="stylesheet" href="https://substackcdn.com/bundle/static/css/382.b89e30f6.css"></head>
<body><div id="entry"><nav><a href="/home">Home</a><a href="/sign-in">Log in or sign up</a></nav>
${unit(note, 'feedPermalinkUnit-JBJrHa')}${unit(answer, 'feedUnit-x1')}${unit(other, 'feedUnit-x1')}</div>
<script>window._preloads        = JSON.parse(${script})</script></body></html>
`,
  };
}

function numberIn(pattern: RegExp, path: string): number | undefined {
  const digits = pattern.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function json(value: unknown): SiteAnswer {
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}
