/** The browser that ships with goldpan: where it is, and whether it starts here. */

/** Starting takes 1.5 s the first time (it unpacks itself), 0.1 s later. */
const STARTS_WITHIN_MS = 20_000;

/**
 * Starts Chromium once and stops it again.
 *
 * @returns its version
 * @throws whatever keeps it from starting
 * @example
 * console.log(await tryChromium()); // '153.0.7301.2'
 */
export async function tryChromium(): Promise<string> {
  // Half a second to load: only who asks for a browser pays for it.
  const [{ default: bundled }, { chromium }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  const browser = await chromium.launch({
    executablePath: await bundled.executablePath(),
    // With --single-process the end of one page is the end of the browser.
    args: bundled.args.filter((flag) => flag !== '--single-process'),
    timeout: STARTS_WITHIN_MS,
  });
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}
