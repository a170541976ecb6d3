/**
 * Public pages that have stood for long, at least one a kind of page that goldpan reads: whether they still come out right
 * tells whether a platform still answers, and still looks as its crawler knows it.
 */
import type { DocumentHarvest } from '../crawlers/crawler.ts';

export interface KnownPage {
  readonly platform: string;
  /** 'post', 'publication', … as a person would say it. */
  readonly what: string;
  readonly link: string;
  readonly gives: KnownText | 'links';
}

/** The marks by which a text is known to be the right one, and whole. */
export interface KnownText {
  readonly kind: DocumentHarvest['kind'];
  readonly sourceId: string;
  /** Far below what the text has today, so that a correction of its author does no harm. Of a repository, in all files. */
  readonly leastCharacters: number;
  readonly isDated: boolean;
}

export const KNOWN_PAGES: readonly KnownPage[] = [
  {
    platform: 'Medium',
    what: 'post',
    link: 'https://medium.com/webpack/webpack-3-official-release-15fd2dd8f07b',
    gives: {
      kind: 'article',
      sourceId: 'medium:15fd2dd8f07b',
      leastCharacters: 1_500,
      isDated: true,
    },
  },
  {
    platform: 'Medium',
    what: 'publication',
    link: 'https://medium.com/webpack',
    gives: 'links',
  },
  {
    platform: 'Substack',
    what: 'post',
    link: 'https://garymarcus.substack.com/p/new-ways-to-corrupt-llms',
    gives: {
      kind: 'article',
      sourceId: 'substack:181604168',
      leastCharacters: 1_000,
      isDated: true,
    },
  },
  {
    platform: 'Substack',
    what: 'publication',
    link: 'https://www.decodingai.com/',
    gives: 'links',
  },
  {
    platform: 'LinkedIn',
    what: 'post',
    link: 'https://www.linkedin.com/posts/mediamint_breaking-silos-the-power-of-ai-transformation-activity-7386505452060098560-4e6x',
    gives: {
      kind: 'post',
      sourceId: 'linkedin:7386505452060098560',
      leastCharacters: 200,
      isDated: true,
    },
  },
  {
    platform: 'LinkedIn',
    what: 'article',
    link: 'https://www.linkedin.com/pulse/what-set-your-soul-fire-2017-ellyn-shook',
    gives: {
      kind: 'article',
      sourceId: 'linkedin:pulse:what-set-your-soul-fire-2017-ellyn-shook',
      leastCharacters: 1_000,
      isDated: true,
    },
  },
  {
    platform: 'GitHub',
    what: 'repository',
    link: 'https://github.com/octocat/Hello-World',
    gives: { kind: 'repository', sourceId: 'github:1296269', leastCharacters: 10, isDated: true },
  },
  { platform: 'GitHub', what: 'owner', link: 'https://github.com/octocat', gives: 'links' },
  {
    platform: 'any site',
    what: 'article',
    link: 'https://martinfowler.com/articles/microservices.html',
    gives: {
      kind: 'article',
      sourceId: 'url:https://martinfowler.com/articles/microservices.html',
      leastCharacters: 15_000,
      isDated: false,
    },
  },
  { platform: 'any site', what: 'blog', link: 'https://simonwillison.net/', gives: 'links' },
];
