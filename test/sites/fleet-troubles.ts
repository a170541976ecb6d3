/** Blogs that have troubles as a test says: a host may refuse, fail or dawdle, until it is mended. */
import { manyBlogs } from './many-blogs.ts';
import type { Site, SiteAnswer, SiteRequest } from './replica.ts';

/** What a host answers instead of its usual answer; that one, where it has no trouble with this request. */
export type Trouble = (
  usual: SiteAnswer | undefined,
  request: SiteRequest,
) => SiteAnswer | undefined;

export interface TakenBlog {
  readonly host: string;
  readonly links: readonly string[];
  /** The first of them. */
  readonly link: string;
}

export interface TroubledBlogs extends Site {
  /** The posts of the next host that has not been taken yet: each scenario has hosts of its own. */
  take(): TakenBlog;
  /** From now on the host has this trouble; its robots.txt is spared. */
  trouble(host: string, what: Trouble): void;
  mend(host: string): void;
}

/**
 * @example
 * const blogs = troubledBlogs({ blogs: 10, postsEach: 5 });
 * const { host, links } = blogs.take();
 * blogs.trouble(host, () => ({ status: 500 }));
 */
export function troubledBlogs(shape: { blogs: number; postsEach: number }): TroubledBlogs {
  const blogs = manyBlogs(shape);
  const troubles = new Map<string, Trouble>();
  const free = [...blogs.hosts];
  return {
    hosts: blogs.hosts,
    take() {
      const host = free.shift();
      if (host === undefined) throw new Error('Every blog is taken: ask for more of them');
      const links = blogs.links.filter((link) => new URL(link).hostname === host);
      return { host, links, link: links[0] ?? '' };
    },
    trouble: (host, what) => void troubles.set(host, what),
    mend: (host) => void troubles.delete(host),
    async answer(request) {
      const { hostname, pathname } = request.url;
      const trouble = pathname === '/robots.txt' ? undefined : troubles.get(hostname);
      const usual = await blogs.answer(request);
      return trouble === undefined ? usual : trouble(usual, request);
    },
  };
}
