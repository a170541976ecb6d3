/** Starts Chromium, the one that ships with goldpan or the one that CHROMIUM_PATH names, and gets rid of it again. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { type Config, loadConfig } from '../config.ts';
import { bundledChromium, loadPlaywright } from './browser/bundled-chromium.ts';
import { chromiumFlags, type FlagOptions } from './browser/flags.ts';
import { killGroup, memoryOf } from './browser/processes.ts';
import { foldersOf, removeOrphans } from './browser/temporary-folders.ts';

/** Starting takes 1.5 s the first time (it unpacks itself), 0.1 s later. */
const STARTS_WITHIN_MS = 20_000;

/** Reported by users: closing may hang. */
const CLOSES_WITHIN_MS = 5_000;

export type ChromiumSettings = Partial<Pick<Config, 'CHROMIUM_PATH'>>;

export interface ChromiumOptions extends Omit<FlagOptions, 'profile' | 'isSandboxed'> {
  readonly settings: ChromiumSettings;
}

/** A running browser, with all that it takes to be rid of it. */
export interface Chromium {
  readonly browser: Browser;
  /** Bytes that its processes take together; 0 where the system does not tell. */
  memory(): Promise<number>;
  /** At once and without asking; what is under way in it fails. `close` still has to be called. */
  kill(): void;
  /** Within 5 s, the hard way if it does not go by itself; its folder is removed. Never throws. */
  close(): Promise<void>;
}

/**
 * Starts Chromium with a profile folder of its own, no way to the network but the proxy that a context brings, core dumps
 * off, and none of our environment: it is no business of a page's scripts.
 *
 * @throws whatever keeps it from starting
 * @example
 * const chromium = await launchChromium({ settings: {}, userAgent: 'goldpan/0.1.0', trustedKeys: [] });
 * await chromium.close();
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const { chromium } = loadPlaywright();
  const executable = options.settings.CHROMIUM_PATH ?? (await bundledChromium());
  await removeOrphans();
  const folder = await mkdtemp(join(tmpdir(), foldersOf(process.pid)));
  const launch = async (isSandboxed: boolean): Promise<Browser> =>
    chromium.launch({
      // A shell, for its `ulimit`: Node cannot set the limits of a process.
      executablePath: '/bin/sh',
      args: [
        '-c',
        'ulimit -c 0; exec "$0" "$@"',
        executable,
        ...chromiumFlags({ ...options, profile: folder, isSandboxed }),
      ],
      ignoreDefaultArgs: true,
      env: environment(folder),
      artifactsDir: folder,
      timeout: STARTS_WITHIN_MS,
      // Who is interrupted decides what to do about it: goldpan closes its browser itself.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  try {
    const browser = await launchAsSafeAsPossible(launch);
    return await running(browser, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Starts Chromium once and stops it again.
 *
 * @returns its version
 * @throws whatever keeps it from starting
 * @example
 * console.log(await tryChromium()); // '153.0.7301.2'
 */
export async function tryChromium(settings: ChromiumSettings = loadConfig()): Promise<string> {
  const chromium = await launchChromium({ settings, userAgent: 'goldpan', trustedKeys: [] });
  const version = chromium.browser.version();
  await chromium.close();
  return version;
}

/** Found out once: neither root nor Lambda nor most containers can have Chromium's sandbox. */
let sandboxWorks = process.getuid?.() !== 0;

async function launchAsSafeAsPossible(
  launch: (isSandboxed: boolean) => Promise<Browser>,
): Promise<Browser> {
  if (sandboxWorks) {
    try {
      return await launch(true);
    } catch {
      // The second attempt tells what is wrong when it was not the sandbox.
      const browser = await launch(false);
      sandboxWorks = false;
      return browser;
    }
  }
  return launch(false);
}

function environment(folder: string): Record<string, string> {
  // Where @sparticuz/chromium puts the libraries that Amazon's Linux lacks, and fonts.
  const libraries = join(tmpdir(), 'al2023', 'lib');
  const fonts = join(tmpdir(), 'fonts');
  return {
    HOME: folder,
    // For the scripts that Linux distributions start their Chromium by.
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TMPDIR: folder,
    ...(existsSync(fonts) && { FONTCONFIG_PATH: fonts }),
    ...(existsSync(libraries) && { LD_LIBRARY_PATH: libraries }),
  };
}

async function running(browser: Browser, folder: string): Promise<Chromium> {
  const session = await browser.newBrowserCDPSession();
  const processes = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
  const main = (await processes()).find(({ type }) => type === 'browser');
  if (!main) throw new TypeError('Chromium does not say which process it is.');

  const close = async (): Promise<void> => {
    // A browser that is gone cannot be closed, which is fine.
    const closing = browser.close().catch(() => undefined);
    const late = new AbortController();
    await Promise.race([
      closing,
      sleep(CLOSES_WITHIN_MS, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    killGroup(main.id);
    await closing;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  let closed: Promise<void> | undefined;
  return {
    browser,
    async memory() {
      return browser.isConnected() ? memoryOf((await processes()).map(({ id }) => id)) : 0;
    },
    kill: () => killGroup(main.id),
    close: () => (closed ??= close()),
  };
}
