/** All replica sites, and the links of the demo author on them. */
import { githubSite } from './github.ts';
import { linkedinSite } from './linkedin.ts';
import { maraBlogSite } from './mara-blog.ts';
import { mediumSite } from './medium.ts';
import type { Site } from './replica.ts';
import { substackSite } from './substack.ts';

export const allSites: readonly Site[] = [
  mediumSite,
  substackSite,
  linkedinSite,
  githubSite,
  maraBlogSite,
];
