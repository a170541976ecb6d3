import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalLink, isLinkedinHost, readLink } from '../../../src/crawlers/linkedin/links.ts';

const HOME = 'https://www.linkedin.com';
const SHARED = `${HOME}/posts/mara-lindqvist_activity-7379050609801043530-q7Rt`;
const POST = 'https://www.linkedin.com/feed/update/urn:li:activity:7379050609801043530';
const SHARE = 'https://www.linkedin.com/feed/update/urn:li:share:7379050609798946375';
const UGC = 'https://www.linkedin.com/feed/update/urn:li:ugcPost:7363610712868768689';
const PULSE = 'https://www.linkedin.com/pulse/small-model-my-own-notes-mara-lindqvist-k3w9e';

describe('what does not name a thing is dropped from its link', () => {
  test.each([
    [
      '/posts/mara-lindqvist_for-three-years-activity-7379050609801043530-q7Rt',
      `${HOME}/posts/mara-lindqvist_for-three-years-activity-7379050609801043530-q7Rt`,
    ],
    ['/posts/mara-lindqvist_activity-7379050609801043530-q7Rt/', SHARED],
    ['/comm/posts/mara-lindqvist_activity-7379050609801043530-q7Rt', SHARED],
    [
      '/posts/mara-lindqvist_activity-7379050609801043530-q7Rt?utm_source=share&utm_medium=member_desktop&rcm=ACo',
      SHARED,
    ],
    ['/feed/update/urn:li:activity:7379050609801043530/', POST],
    ['/feed/update/urn%3Ali%3Aactivity%3A7379050609801043530?trk=public_post', POST],
    ['/embed/feed/update/urn:li:activity:7379050609801043530?compact=1', POST],
    ['/comm/feed/update/urn:li:activity:7379050609801043530?lipi=urn%3Ali%3Apage', POST],
    [
      '/feed/update/urn:li:activity:7379050609801043530?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A1%2C2%29',
      POST,
    ],
    [
      '/posts/mara-lindqvist_tides-share-7379050609798946375-Xy_9#comments',
      `${HOME}/posts/mara-lindqvist_tides-share-7379050609798946375-Xy_9`,
    ],
    ['/feed/update/urn:li:share:7379050609798946375', SHARE],
    ['/embed/feed/update/urn:li:share:7379050609798946375', SHARE],
    ['/feed/update/urn%3Ali%3AugcPost%3A7363610712868768689', UGC],
    ['/video/live/urn:li:ugcPost:7363610712868768689/', UGC],
    ['/analytics/post-summary/urn:li:activity:7379050609801043530/', POST],
    ['/feed/?highlightedUpdateUrn=urn%3Ali%3Aactivity%3A7379050609801043530&origin=SHARED', POST],
    ['/company/tidepool/posts/?feedView=all', `${HOME}/company/tidepool`],
    ['/in/mara-lindqvist/recent-activity/all/?trk=x', `${HOME}/in/mara-lindqvist`],
    ['/in/åsa-norén', `${HOME}/in/%C3%A5sa-nor%C3%A9n`],
    ['/newsletters/tide-letters-700/?trackingId=x', `${HOME}/newsletters/tide-letters-700`],
    ['/pulse/small-model-my-own-notes-mara-lindqvist-k3w9e', PULSE],
    ['/pulse/small-model-my-own-notes-mara-lindqvist-k3w9e/?trackingId=x%3D%3D#comments', PULSE],
    ['/comm/pulse/Small-Model-My-Own-Notes-mara-lindqvist-k3w9e', PULSE],
  ])('%s', (path, canonical) => {
    expect(canonicalLink(new URL(path, 'https://www.linkedin.com')).href).toBe(canonical);
    expect(canonicalLink(new URL(canonical)).href).toBe(canonical);
  });

  test.each([
    'https://uk.linkedin.com',
    'https://linkedin.com',
    'http://m.linkedin.com',
    'https://LinkedIn.com',
  ])('flaw 9: on %s, too', (home) => {
    const link = new URL('/posts/mara-lindqvist_activity-7379050609801043530-q7Rt', home);
    expect(isLinkedinHost(link.hostname)).toBe(true);
    expect(canonicalLink(link).href).toBe(SHARED);
  });

  test('an article in another script keeps its name', () => {
    const link = new URL('https://jp.linkedin.com/pulse/潮汐の話-mara-k3w9e');
    expect(canonicalLink(link).href).toBe(
      'https://www.linkedin.com/pulse/%E6%BD%AE%E6%B1%90%E3%81%AE%E8%A9%B1-mara-k3w9e',
    );
    expect(canonicalLink(canonicalLink(link)).href).toBe(canonicalLink(link).href);
  });
});

test.each([
  'linkedin.com.evil.org',
  'linkedinXcom',
  'notlinkedin.com',
  'engineering.linkedin.com',
  'lnkd.in',
])('flaw 9: %s is not LinkedIn', (host) => {
  expect(isLinkedinHost(host)).toBe(false);
});

test.each([
  ['/in/mara-lindqvist', { type: 'profile', vanity: 'mara-lindqvist' }],
  ['/in/mara-lindqvist/recent-activity/all/', { type: 'profile', vanity: 'mara-lindqvist' }],
  ['/in/', { type: 'profile' }],
  ['/pub/mara-lindqvist/1/2/3', { type: 'profile' }],
  ['/company/tidepool/posts/?feedView=all', { type: 'organisation', path: 'company/tidepool' }],
  ['/school/chalmers/people/', { type: 'organisation', path: 'school/chalmers' }],
  ['/showcase/tidepool-lab', { type: 'organisation', path: 'showcase/tidepool-lab' }],
  ['/company/', { type: 'other', section: 'company' }],
  ['/newsletters/tide-letters-700?x=1', { type: 'newsletter', slug: 'tide-letters-700' }],
  ['/pulse/topics/home-s0/', { type: 'other', section: 'pulse' }],
  ['/posts/mara-lindqvist', { type: 'other', section: 'posts' }],
  ['/posts/mara_activity-12-x', { type: 'other', section: 'posts' }],
  ['/feed/update/urn:li:groupPost:123-7379050609801043530', { type: 'other', section: 'feed' }],
  ['/pulse/', { type: 'other', section: 'pulse' }],
  ['/', { type: 'other', section: '' }],
  ['/feed/update/%E0%A4%A', { type: 'other', section: 'feed' }],
])('%s is told from a post', (path, read) => {
  expect(readLink(new URL(path, 'https://www.linkedin.com'))).toEqual(read);
});

test('whatever the path, reading it neither throws nor changes its mind', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (path, more) => {
      const link = new URL('https://www.linkedin.com');
      link.pathname = `${path}/${more}`;
      const canonical = canonicalLink(link);
      expect(canonical.origin).toBe('https://www.linkedin.com');
      expect(canonicalLink(canonical).href).toBe(canonical.href);
    }),
    { numRuns: 200 },
  );
});

test('a path of a million characters is read at once', () => {
  const link = new URL(`https://www.linkedin.com/posts/${'activity-1-_'.repeat(90_000)}`);
  const before = performance.now();
  expect(readLink(link).type).toBe('other');
  expect(performance.now() - before).toBeLessThan(500);
});
