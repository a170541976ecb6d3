/** LinkedIn as a guest meets it: public posts and articles, and walls before everything else. */
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
  profile: `${WWW}/in/mara-lindqvist`,
} as const;

const POSTS = [
  { page: 'post.html', ids: ['7379050609801043530', '7379050609798946375'] },
  { page: 'reshare.html', ids: ['7427261607660816673', '7427261607659768094'] },
  { page: 'empty-reshare.html', ids: ['7434679367478875483', '7434679367477826904'] },
];
/** Its feed link meets the wall; the `/posts/` link and the embedded form do not. */
const VIDEO_IDS = ['7363610712877157302', '7363610712868768689'];

export const linkedinSite: Site = {
  hosts: ['www.linkedin.com', 'uk.linkedin.com', 'linkedin.com'],
  answer({ url }) {
    const path = decodeURIComponent(url.pathname).replace(/\/$/, '');
    if (path === '/robots.txt') {
      return { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nAllow: /\n' };
    }
    if (url.hostname === 'linkedin.com') return { status: 301, headers: { location: WWW + path } };
    if (path.startsWith('/in/')) return { status: 999, body: page('authwall.html') };
    if (path === '/authwall') return { body: page('authwall.html') };
    if (path === new URL(linkedinLinks.pulse).pathname) return { body: page('pulse.html') };
    return postPage(path);
  },
};

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
