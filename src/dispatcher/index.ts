/** The crawlers of goldpan and the domains they read. */
import { archiveCrawler } from '../crawlers/archive/index.ts';
import { customArticleCrawler } from '../crawlers/custom-article/index.ts';
import { githubCrawler } from '../crawlers/github/index.ts';
import { linkedinCrawler } from '../crawlers/linkedin/index.ts';
import { mediumCrawler } from '../crawlers/medium/index.ts';
import { substackCrawler } from '../crawlers/substack/index.ts';
import { CrawlerDispatcher } from './dispatcher.ts';

export const dispatcher = new CrawlerDispatcher(customArticleCrawler)
  .registerFiles(archiveCrawler)
  .register('medium.com', mediumCrawler)
  .register('substack.com', substackCrawler)
  // Only www, country and mobile hosts hold posts: engineering.linkedin.com and its like are blogs.
  .register(/^(?:[a-z]{1,3}\.)?linkedin\.com$/, linkedinCrawler)
  // Not docs.github.com or github.blog; gists are told apart by the crawler.
  .register(/^(?:(?:(?:www|gist)\.)?github|(?:raw|gist)\.githubusercontent)\.com$/, githubCrawler);
