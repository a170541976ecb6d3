/**
 * LinkedIn as a guest meets it: public posts and articles, pages of organisations and newsletters, and walls before
 * everything else. Behind the wall, for whom has a session, lies Mara's recent activity.
 */
import { readFileSync } from 'node:fs';
import type { Site, SiteAnswer } from './replica.ts';

const WWW = 'https://www.linkedin.com';

/** Mara's links as a person copies them out of the browser. */
export const linkedinLinks = {
  post: `${WWW}/posts/mara-lindqvist_for-three-years-our-tide-model-was-wrong-activity-7379050609801043530-q7Rt`,
  video: `${WWW}/posts/mara-lindqvist_tidepool-streamingdata-activity-7363610712877157302-Zm4c`,
  reshare: `${WWW}/posts/mara-lindqvist_opendata-tides-activity-7427261607660816673-h2Kd`,
  emptyReshare: `${WWW}/posts/mara-lindqvist_activity-7434679367478875483-9bXe`,
  pulse: `${WWW}/pulse/small-model-my-own-notes-mara-lindqvist-k3w9e`,
  document: `${WWW}/posts/mara-lindqvist_dataquality-rtl-activity-7470023916723897128-D0cs`,
  picture: `${WWW}/posts/mara-lindqvist_activity-7417631665595351128-Pict`,
  repost: `${WWW}/posts/mara-lindqvist_activity-7456948765568537191-Qq2e`,
  ownRepost: `${WWW}/posts/mara-lindqvist_activity-7434130543383412751-Lk3j`,
  company: `${WWW}/company/tidepool-data`,
  newsletter: `${WWW}/newsletters/tide-letters-7004711`,
  profile: `${WWW}/in/mara-lindqvist`,
} as const;

/** Of Mara's session; with any other she is not logged in. */
export const linkedinSession = 'li_at=AQEDATtideSESSIONonlyForTests';

const POSTS = [
  { page: 'post.html', ids: ['7379050609801043530', '7379050609798946375'] },
  { page: 'reshare.html', ids: ['7427261607660816673', '7427261607659768094'] },
  { page: 'empty-reshare.html', ids: ['7434679367478875483', '7434679367477826904'] },
  { page: 'document.html', ids: ['7470023916723897128', '7470023916720000001'] },
  { page: 'picture.html', ids: ['7417631665595351128', '7417631665594302500'] },
  { page: 'repost.html', ids: ['7456948765568537191'] },
  { page: 'own-repost.html', ids: ['7434130543383412751'] },
];
const PAGES: Readonly<Record<string, string>> = {
  [new URL(linkedinLinks.pulse).pathname]: 'pulse.html',
  [new URL(linkedinLinks.newsletter).pathname]: 'newsletter.html',
  '/company/tidepool-data': 'company.html',
  '/company/7004700': 'company.html',
  '/groups/54321': 'company.html',
};
/** Its feed link meets the wall; the `/posts/` link and the embedded form do not. */
const VIDEO_IDS = ['7363610712877157302', '7363610712868768689'];

export const linkedinSite: Site = {
  hosts: ['www.linkedin.com', 'uk.linkedin.com', 'linkedin.com'],
  answer({ url, headers: { cookie } }) {
    const path = decodeURIComponent(url.pathname).replace(/\/$/, '');
    if (path === '/robots.txt') {
      return { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nAllow: /\n' };
    }
    if (url.hostname === 'linkedin.com') return { status: 301, headers: { location: WWW + path } };
    if (path.startsWith('/in/') || path.startsWith('/voyager/'))
      return forMembers(path, `${cookie}`);
    if (path === '/authwall') return { body: page('authwall.html') };
    const own = PAGES[path];
    return own === undefined ? postPage(path) : { body: page(own) };
  },
};

function forMembers(path: string, cookie: string): SiteAnswer | undefined {
  // A session that has ended is taken away, and the page sent for again.
  if (cookie.includes('li_at=ended-in-a-circle')) {
    return {
      status: 302,
      headers: { location: `${WWW}${path}/`, 'set-cookie': 'li_at=delete me' },
    };
  }
  if (cookie.includes('li_at=ended')) {
    return { status: 302, headers: { location: `${WWW}/authwall?sessionRedirect=${path}` } };
  }
  if (!cookie.includes(linkedinSession)) return { status: 999, body: page('authwall.html') };
  if (path === '/in/mara-lindqvist/recent-activity/all')
    return { body: page('recent-activity.html') };
  return path === '/voyager/more' ? { body: page('recent-activity-more.html') } : undefined;
}

function postPage(path: string): SiteAnswer | undefined {
  const names = (id: string): boolean => new RegExp(`[-:]${id}(?:-\\w{4})?$`).test(path);
  if (VIDEO_IDS.some(names)) {
    if (path.startsWith('/posts/')) return { body: page('video.html') };
    if (path.startsWith('/embed/')) return { body: page('video-embed.html') };
    const wall = `${WWW}/authwall?trk=gf&sessionRedirect=${encodeURIComponent(WWW + path)}`;
    return { status: 302, headers: { location: wall } };
  }
  const post = POSTS.find(({ ids }) => ids.some(names));
  return post === undefined ? undefined : { body: page(post.page) };
}

function page(name: string): string {
  return readFileSync(new URL(`pages/linkedin/${name}`, import.meta.url), 'utf8');
}
