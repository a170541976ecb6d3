/** One browser, reused, replaced in time, and gone without a trace. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AbortedError, BrowserCrashError } from '../../../src/errors.ts';
import { bundledChromium } from '../../../src/fetching/browser/bundled-chromium.ts';
import { tryChromium } from '../../../src/fetching/chromium.ts';
import { leftovers, stage, textOf } from './browsers.ts';

interface Running {
  readonly id: number;
  readonly arguments: string;
}

/** The processes of this process's browsers; each names its profile folder. */
async function browsers(): Promise<Running[]> {
  const all = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => ({
        id: Number(name),
        arguments: await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
      })),
  );
  return all.filter(
    ({ arguments: line }) =>
      line.includes(`goldpan-browser-${process.pid}-`) && !line.includes('--type='),
  );
}

const PAGE = { '/': '<p>tide</p>' };

describe.skipIf(process.platform !== 'linux')('one browser for all pages', () => {
  test('is not started before there is a page for it, is reused, and leaves nothing', async () => {
    const { show, browser } = await stage(PAGE);
    expect(await browsers()).toEqual([]);
    await show('/');
    const [first] = await browsers();
    await show('/');
    expect(await browsers()).toEqual([first]);
    expect(await leftovers()).toHaveLength(1);
    await browser.close();
    expect(await browsers()).toEqual([]);
    expect(await leftovers()).toEqual([]);
    await expect(show('/')).rejects.toThrow(AbortedError);
  });

  test('is replaced after its pages, and when it has grown too large', async () => {
    const { show } = await stage(PAGE, { limits: { pagesPerBrowser: 2 } });
    const seen = new Set<number>();
    for (let page = 0; page < 6; page += 1) {
      await show('/');
      for (const { id } of await browsers()) seen.add(id);
    }
    expect(seen.size).toBe(3);
    const large = await stage(PAGE, { limits: { browserBytes: 1 } });
    await large.show('/');
    await expect.poll(browsers).toEqual([]);
    await expect.poll(leftovers).toEqual([]);
    expect(textOf(await large.show('/'))).toContain('tide');
  });

  test('knows nothing of our environment, and dumps no core', async () => {
    const { show } = await stage(PAGE);
    await show('/');
    const id = (await browsers())[0]?.id;
    const environment = await readFile(`/proc/${id}/environ`, 'utf8');
    const names = environment.split('\0').map((entry) => entry.split('=')[0]);
    expect(
      names.filter(
        (name) =>
          !/^(?:HOME|PATH|TMPDIR|FONTCONFIG_PATH|LD_LIBRARY_PATH|PWD|SHLVL|_|OLDPWD|)$/.test(
            name ?? '',
          ),
      ),
    ).toEqual([]);
    expect(await readFile(`/proc/${id}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/);
  });

  test('is the one that CHROMIUM_PATH names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'installed-chrome-'));
    const CHROMIUM_PATH = join(folder, 'chrome');
    // A script that starts the program, as Debian's is.
    const script = `#!/bin/sh\ntouch ${folder}/was-started\nexec ${await bundledChromium()} "$@"\n`;
    await writeFile(CHROMIUM_PATH, script, { mode: 0o755 });
    const { show } = await stage(PAGE, { settings: { CHROMIUM_PATH } });
    expect(textOf(await show('/'))).toContain('tide');
    expect(await readdir(folder)).toContain('was-started');
    await rm(folder, { recursive: true });
  });

  test('shows two pages at once and no more', async () => {
    let now = 0;
    let most = 0;
    const { show } = await stage({
      '/': '<p id="root"></p><script>fetch("/slow").then((a) => a.text()).then((text) => { root.textContent = text; })</script>',
      '/slow': () => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
        }, 300);
        return { body: 'tide', delayMs: 300 };
      },
    });
    const pages = await Promise.all(Array.from({ length: 5 }, () => show('/')));
    expect(pages.every((page) => textOf(page).includes('<p id="root">tide</p>'))).toBe(true);
    expect(most).toBe(2);
  });
});

describe.skipIf(process.platform !== 'linux')('a browser that breaks', () => {
  const killAll = async (): Promise<void> => {
    for (const { id } of await browsers()) process.kill(id, 'SIGKILL');
  };

  test('once is replaced, and the page rendered in the new one', async () => {
    let times = 0;
    const { show } = await stage({
      '/': '<p id="root"></p><script>fetch("/data").then((a) => a.text()).then((text) => { root.textContent = text; })</script>',
      '/data': () => {
        times += 1;
        if (times === 1) void killAll();
        return { body: 'tide', delayMs: times === 1 ? 500 : 0 };
      },
    });
    expect(textOf(await show('/'))).toContain('<p id="root">tide</p>');
    expect(times).toBe(2);
    await expect.poll(leftovers).toHaveLength(1);
  });

  test('twice over a page is the end of it, for now', async () => {
    const { show } = await stage({
      '/': '<script>fetch("/data")</script>',
      '/data': () => {
        void killAll();
        return { body: 'tide', delayMs: 1_000 };
      },
      '/next': '<p>next</p>',
    });
    await expect(show('/')).rejects.toThrow(BrowserCrashError);
    await expect(show('/')).rejects.toMatchObject({
      code: 'browser_crash',
      retry: 'later',
      message: expect.stringMatching(/^The browser broke down over mara\.example, twice \(.+\)\.$/),
    });
    expect(textOf(await show('/next'))).toContain('next');
  });

  test('because a page wants all the memory there is, is killed in time', async () => {
    const { show } = await stage(
      {
        '/': '<script>const all = []; setInterval(() => all.push(new Uint8Array(2e7).fill(1)), 10);</script>',
      },
      { limits: { fatalBytes: 400_000_000, patienceMs: 20_000, quietMs: 19_000 } },
    );
    await expect(show('/')).rejects.toThrow(BrowserCrashError);
    await expect.poll(browsers).toEqual([]);
  });

  test('or does not start says so', async () => {
    const { show } = await stage(PAGE, { settings: { CHROMIUM_PATH: '/no/such/browser' } });
    await expect(show('/')).rejects.toMatchObject({
      code: 'browser_crash',
      hint: expect.stringContaining('goldpan doctor'),
    });
    await expect(tryChromium({ CHROMIUM_PATH: '/no/such/browser' })).rejects.toThrow();
    expect(await leftovers()).toEqual([]);
  });

  test('is closed under a page: the page is aborted', async () => {
    const { show, browser } = await stage({
      '/': '<script>setTimeout(() => { for (;;); }, 10)</script>',
      '/warm': '<p>',
    });
    await show('/warm');
    const work = expect(show('/')).rejects.toThrow(AbortedError);
    const waiting = expect(Promise.all([show('/'), show('/')])).rejects.toThrow(AbortedError);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const start = performance.now();
    await browser.close();
    await Promise.all([work, waiting]);
    expect(performance.now() - start).toBeLessThan(6_000);
    expect(await leftovers()).toEqual([]);
  });
});
