/**
 * Whether time grows with the page, and no faster: each hostile shape at one, two, four and eight times the size, and how
 * much longer than eight times as long the largest took. 1.0 is linear, 8.0 is quadratic. Each shape runs in a process of
 * its own; a run that takes more than 20 seconds is ended.
 *
 * Usage: node bench/extraction/growth.ts [KILOBYTES] [SHAPE]...
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { extractArticle } from '../../src/extraction/index.ts';
import { SHAPES } from './hostile-pages.ts';

const TIMES = [1, 2, 4, 8] as const;
const LONGEST_MS = 20_000;
/** Below this much a run is too short to be compared. */
const NOISE_MS = 15;
const STEEP = 2;

interface Growth {
  readonly cpuMs: readonly number[];
  readonly peakMB: number;
}

function growthHere(name: string, kilobytes: number): Growth {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`No shape is called ${name}`);
  const once = (bytes: number): number => {
    const html = shape(bytes);
    const before = process.cpuUsage();
    extractArticle(html, { url: 'https://mara.example/notes/tides' });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  once(kilobytes * 1_024);
  const cpuMs = TIMES.map((times) => {
    const runs = [once(kilobytes * 1_024 * times), once(kilobytes * 1_024 * times)];
    return Math.min(...runs);
  });
  const peakMB = process.resourceUsage().maxRSS / 1_024;
  return { cpuMs, peakMB };
}

async function growth(name: string, kilobytes: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [import.meta.filename, '--here', String(kilobytes), name],
      { timeout: LONGEST_MS },
    );
    return line(name, JSON.parse(stdout) as Growth);
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string };
    const why = killed
      ? `more than ${LONGEST_MS / 1_000} s`
      : /^\w*Error.*$/m.exec(stderr ?? '')?.[0];
    return `${name.padEnd(46)} ${why ?? String(error)}  <-- fails`;
  }
}

function line(name: string, { cpuMs, peakMB }: Growth): string {
  const [first = 0] = cpuMs;
  const ratio = (cpuMs.at(-1) ?? 0) / Math.max(first, NOISE_MS) / (TIMES.at(-1) ?? 1);
  return [
    name.padEnd(46),
    ...cpuMs.map((ms) => ms.toFixed(0).padStart(6)),
    ratio.toFixed(1).padStart(6),
    `${peakMB.toFixed(0)} MB`.padStart(8),
    ratio > STEEP ? ' <-- steep' : '',
  ].join(' ');
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--here') {
  const [kilobytes, name = ''] = rest;
  process.stdout.write(JSON.stringify(growthHere(name, Number(kilobytes))));
} else {
  const kilobytes = Number(first ?? 128);
  const sizes = TIMES.map((times) => `${times}x`.padStart(6)).join(' ');
  console.log(`CPU in ms, 1x = ${kilobytes} KB`);
  console.log(`${'shape'.padEnd(46)} ${sizes}  8x/1x/8    peak`);
  for (const name of rest.length > 0 ? rest : Object.keys(SHAPES)) {
    console.log(await growth(name, kilobytes));
  }
}
