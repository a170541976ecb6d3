/** `goldpan doctor`: what goldpan needs on this machine, each with what to do when it is missing. */
import { loadConfig } from '../../config.ts';
import { CrawlError } from '../../errors.ts';
import { tryChromium } from '../../fetching/chromium.ts';
import { openDatabase } from '../open-database.ts';
import { paint } from '../terminal.ts';

interface Finding {
  readonly ok: boolean;
  readonly found: string;
  /** What to do; only where something is wrong or could be better. */
  readonly advice?: string;
}

interface Check {
  readonly name: string;
  /** Without it goldpan does not work at all. */
  readonly required: boolean;
  readonly run: () => Promise<Finding> | Finding;
}

const LEAST_NODE = 24;

const CHECKS: readonly Check[] = [
  { name: 'Node', required: true, run: checkNode },
  { name: 'Database', required: true, run: checkDatabase },
  { name: 'Chromium', required: false, run: checkChromium },
  { name: 'Proxy', required: false, run: checkProxy },
  { name: 'Contact', required: false, run: checkContact },
  { name: 'AWS credentials', required: false, run: checkAws },
];

/** @returns the exit code: 0 when everything that goldpan cannot do without is there */
export async function doctor(): Promise<number> {
  let exitCode = 0;
  for (const { name, required, run } of CHECKS) {
    const { ok, found, advice } = await run();
    if (!ok && required) exitCode = 1;
    const mark = ok ? paint('green', '✓') : required ? paint('red', '✗') : paint('yellow', '!');
    console.log(`${mark} ${name.padEnd(16)} ${found}`);
    if (advice !== undefined) console.log(`  ${''.padEnd(16)} ${paint('dim', advice)}`);
  }
  return exitCode;
}

function checkNode(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= LEAST_NODE;
  return ok
    ? { ok, found: process.version }
    : {
        ok,
        found: process.version,
        advice: `Run goldpan on Node ${LEAST_NODE}: make setup installs it into node_modules/.bin.`,
      };
}

async function checkDatabase(): Promise<Finding> {
  try {
    await using database = await openDatabase();
    return { ok: true, found: `${database.engine} ${database.version} (${database.reason})` };
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    return { ok: false, found: error.message, advice: error.hint };
  }
}

async function checkChromium(): Promise<Finding> {
  try {
    return { ok: true, found: await tryChromium() };
  } catch (error) {
    return {
      ok: false,
      found: `does not start: ${firstLine(error)}`,
      advice:
        'Pages that are not made by scripts are crawled without it. npm ci brings Chromium for x86_64 Linux; elsewhere set CHROMIUM_PATH to an installed Chrome.',
    };
  }
}

function checkProxy(): Finding {
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = loadConfig();
  const proxy = HTTPS_PROXY ?? HTTP_PROXY;
  if (proxy === undefined) return { ok: true, found: 'none' };
  if (!URL.canParse(proxy)) {
    return {
      ok: false,
      found: 'HTTPS_PROXY is not a link',
      advice: 'Write it as http://host:port.',
    };
  }
  // The proxy's user name and password are nobody's business.
  const { origin } = new URL(proxy);
  return {
    ok: true,
    found: `${origin}${NO_PROXY === undefined ? '' : `, but not for ${NO_PROXY}`}`,
  };
}

function checkContact(): Finding {
  const { CONTACT } = loadConfig();
  return CONTACT === undefined
    ? {
        ok: false,
        found: 'the project page',
        advice: 'Set CONTACT to your e-mail address, so that sites reach you and not us.',
      }
    : { ok: true, found: CONTACT };
}

async function checkAws(): Promise<Finding> {
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  const client = new LambdaClient({ region: 'us-east-1' });
  try {
    const { accessKeyId } = await client.config.credentials();
    return { ok: true, found: `access key …${accessKeyId.slice(-4)}` };
  } catch {
    return {
      ok: false,
      found: 'none',
      advice: 'Only needed to deploy: aws configure, or AWS_PROFILE.',
    };
  } finally {
    client.destroy();
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
