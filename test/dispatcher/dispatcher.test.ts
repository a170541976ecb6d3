import { describe, expect, it } from 'vitest';
import { customArticleCrawler } from '../../src/crawlers/custom-article/index.ts';
import { CrawlerDispatcher } from '../../src/dispatcher/dispatcher.ts';
import { dispatcher } from '../../src/dispatcher/index.ts';

const platformOf = (link: string): string | undefined =>
  dispatcher.getCrawler(new URL(link))?.platform;

describe('the dispatcher finds the crawler by domain', () => {
  it.each([
    ['https://medium.com/@mara/tides-0123456789ab', 'medium'],
    ['http://medium.com/p/0123456789ab', 'medium'],
    ['https://www.medium.com/p/0123456789ab', 'medium'],
    ['HTTPS://MEDIUM.COM/p/0123456789ab', 'medium'],
    ['https://mara.medium.com/tides-0123456789ab', 'medium'],
    ['https://medium.com./p/0123456789ab', 'medium'],
    ['https://www.linkedin.com/posts/mara_tides-activity-7300000000000000000-abcd', 'linkedin'],
    ['https://linkedin.com/pulse/tides', 'linkedin'],
    ['https://uk.linkedin.com/posts/mara_tides-activity-7300000000000000000-abcd', 'linkedin'],
    ['https://github.com/mara/tidepool', 'github'],
    ['https://WWW.GitHub.com/mara/tidepool', 'github'],
    ['https://gist.github.com/mara/0123456789abcdef', 'github'],
    ['https://mara.substack.com/p/slack-water', 'substack'],
    ['https://substack.com/home/post/p-182014527', 'substack'],
  ])('%s → %s', (link, platform) => {
    expect(platformOf(link)).toBe(platform);
  });

  it.each([
    'https://medium.com.evil.org/p/0123456789ab',
    'https://mediumxcom/p/0123456789ab',
    'https://notmedium.com/p/0123456789ab',
    'https://evil.org/medium.com/p/0123456789ab',
    'https://evil.org/?u=https://medium.com/',
    'https://github.community/t/1',
    'https://github.com.evil.org/mara/tidepool',
    'https://mara.github.io/notes',
    'https://docs.github.com/en/rest',
    'https://engineering.linkedin.com/blog/kafka',
    'https://linkedin.community/in/mara',
    'https://substack.evil.org/p/slack-water',
  ])('flaw 9: %s is left to the marks of its page', (link) => {
    expect(platformOf(link)).toBeUndefined();
  });

  it('refuses a pattern that is open at one end', () => {
    const open = (): unknown =>
      new CrawlerDispatcher(customArticleCrawler).register(/medium\.com/, customArticleCrawler);
    expect(open).toThrow('must be anchored');
  });
});
