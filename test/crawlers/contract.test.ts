import { customArticleCrawler } from '../../src/crawlers/custom-article/index.ts';
import { githubCrawler } from '../../src/crawlers/github/index.ts';
import { linkedinCrawler } from '../../src/crawlers/linkedin/index.ts';
import { mediumCrawler } from '../../src/crawlers/medium/index.ts';
import { substackCrawler } from '../../src/crawlers/substack/index.ts';
import { githubLinks, githubSite } from '../sites/github.ts';
import { linkedinLinks, linkedinSite } from '../sites/linkedin.ts';
import { maraBlogLinks, maraBlogSite } from '../sites/mara-blog.ts';
import { mediumLinks, mediumSite } from '../sites/medium.ts';
import { substackLinks, substackSite } from '../sites/substack.ts';
import { crawlerContract } from './contract.ts';

crawlerContract({
  crawler: mediumCrawler,
  site: mediumSite,
  link: mediumLinks.post,
  forms: [
    'https://medium.com/p/7f3c2a91be04',
    'http://Medium.com/@mara.lindqvist/predicting-the-tide-from-a-twelve-euro-pressure-sensor-7f3c2a91be04?source=rss#top',
    'https://mara-lindqvist.medium.com/predicting-the-tide-from-a-twelve-euro-pressure-sensor-7f3c2a91be04',
  ],
});

crawlerContract({
  crawler: substackCrawler,
  site: substackSite,
  link: substackLinks.post,
  forms: [
    'https://maralindqvist.substack.com/p/the-tide-table-is-a-prior',
    'https://open.substack.com/pub/maralindqvist/p/the-tide-table-is-a-prior?utm_source=share',
    'http://maralindqvist.substack.com/p/the-tide-table-is-a-prior/#details',
  ],
});

crawlerContract({
  crawler: linkedinCrawler,
  site: linkedinSite,
  link: linkedinLinks.post,
  forms: [
    linkedinLinks.post.replace('www.', 'uk.'),
    `${linkedinLinks.post}?utm_source=share&rcm=ACoAAB`,
    'https://www.linkedin.com/feed/update/urn:li:activity:7379050609801043530/',
  ],
});

crawlerContract({
  crawler: githubCrawler,
  site: githubSite,
  link: githubLinks.repository.href,
  forms: [
    'https://www.github.com/mara-lindqvist/tidepool.git',
    'http://github.com/mara-lindqvist/tidepool/tree/main/src?tab=readme#top',
    'https://github.com/mara-lindqvist/tide-pool',
  ],
});

crawlerContract({
  crawler: customArticleCrawler,
  site: maraBlogSite,
  link: maraBlogLinks.article,
  forms: [
    `${maraBlogLinks.article}?utm_source=newsletter#the-model`,
    maraBlogLinks.article.replace('https:', 'http:'),
  ],
});
