/** Completion time against concurrency, as SVG that can be read on light and on dark ground. */
import { duration } from './durations.ts';
import type { Point, Simulated } from './simulated.ts';

const WIDTH = 860;
const HEIGHT = 430;
const PLOT = { left: 80, top: 72, width: 550, height: 290 } as const;
const TICKS = [
  [600, '10 min'],
  [3_600, '1 hour'],
  [6 * 3_600, '6 hours'],
  [86_400, '1 day'],
  [4 * 86_400, '4 days'],
  [14 * 86_400, '14 days'],
  [30 * 86_400, '30 days'],
] as const;
const LEAST = 600;
const MOST = 30 * 86_400;

interface Line {
  readonly name: string;
  readonly note: string;
  readonly style: 'one' | 'free';
  readonly width: number;
  readonly secondsOf: (point: Point) => number;
}

const LINES: readonly Line[] = [
  {
    name: 'all links',
    note: 'either way',
    style: 'one',
    width: 3,
    secondsOf: ({ oneQueue }) => oneQueue.doneAt,
  },
  {
    name: 'half of them',
    note: 'one queue',
    style: 'one',
    width: 2,
    secondsOf: ({ oneQueue }) => oneQueue.halfAt,
  },
  {
    name: '90 % of them',
    note: 'nothing in the way',
    style: 'free',
    width: 2,
    secondsOf: ({ unhindered }) => unhindered.mostAt,
  },
  {
    name: 'half of them',
    note: 'nothing in the way',
    style: 'free',
    width: 2,
    secondsOf: ({ unhindered }) => unhindered.halfAt,
  },
];

/**
 * @example
 * writeFileSync('docs/fleet-simulation.svg', picture(readSimulated()));
 */
export function picture({ links, hosts, points }: Simulated): string {
  const bottom = PLOT.top + PLOT.height;
  const right = PLOT.left + PLOT.width;
  const title = `${links.toLocaleString('en')} links on ${hosts.toLocaleString('en')} hosts: time against concurrency`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="ui-sans-serif, system-ui, 'DejaVu Sans', sans-serif" font-size="12" role="img" aria-labelledby="title">
<title id="title">${title}. ${summary(points)}</title>
<style>
svg { --ink: #1f2328; --grey: #57606a; --rule: #d8dee4; --ground: #ffffff; --one: #9a6700; --free: #0969da }
@media (prefers-color-scheme: dark) { svg { --ink: #e6edf3; --grey: #9198a1; --rule: #30363d; --ground: #0d1117; --one: #d29922; --free: #58a6ff } }
text { fill: var(--ink) } .grey { fill: var(--grey) } .rule { stroke: var(--rule); fill: none } .axis { stroke: var(--grey); fill: none }
.one { stroke: var(--one) } .free { stroke: var(--free) } .line { fill: none; stroke-linejoin: round } text.one { fill: var(--one); stroke: none } text.free { fill: var(--free); stroke: none }
</style>
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" style="fill: var(--ground)"/>
<text x="30" y="30" font-size="17" font-weight="600">${title}</text>
<text x="30" y="50" class="grey">Simulated. Zipf; 1 s a link and host, 2 s on the two largest; both axes logarithmic. Lower is better.</text>
${TICKS.map(([seconds, label]) => `<path class="rule" d="M${PLOT.left} ${y(seconds)}H${right}"/><text class="grey" x="${PLOT.left - 8}" y="${y(seconds) + 4}" text-anchor="end">${label}</text>`).join('\n')}
${points.map(({ concurrency }) => `<path class="axis" d="M${x(concurrency)} ${bottom}v4"/><text class="grey" x="${x(concurrency)}" y="${bottom + 18}" text-anchor="middle">${concurrency.toLocaleString('en')}</text>`).join('\n')}
<path class="axis" d="M${PLOT.left} ${PLOT.top}V${bottom}H${right}"/>
<text class="grey" x="${PLOT.left + PLOT.width / 2}" y="${bottom + 40}" text-anchor="middle">invocations at the same time</text>
${LINES.map((line) => drawn(line, points, right)).join('\n')}
</svg>
`;
}

function drawn(line: Line, points: readonly Point[], right: number): string {
  const places = points.map((point) => `${x(point.concurrency)},${y(line.secondsOf(point))}`);
  const last = points.at(-1);
  const seconds = last === undefined ? LEAST : line.secondsOf(last);
  const at = y(seconds);
  return (
    `<polyline class="line ${line.style}" stroke-width="${line.width}" points="${places.join(' ')}"/>` +
    `<text class="${line.style}" x="${right + 10}" y="${at - 2}"><tspan font-weight="600">${line.name}: ${duration(seconds)}</tspan><tspan x="${right + 10}" dy="14">${line.note}</tspan></text>`
  );
}

function summary(points: readonly Point[]): string {
  return points
    .map(
      ({ concurrency, oneQueue, unhindered }) =>
        `${concurrency.toLocaleString('en')} at once: all in ${duration(oneQueue.doneAt)}, half in ${duration(oneQueue.halfAt)} in one queue, in ${duration(unhindered.halfAt)} with nothing in the way`,
    )
    .join('; ');
}

const x = (concurrency: number): number =>
  Math.round(PLOT.left + (Math.log10(concurrency / 10) / 3) * PLOT.width);

const y = (seconds: number): number =>
  Math.round(
    PLOT.top + (Math.log(MOST / Math.max(LEAST, seconds)) / Math.log(MOST / LEAST)) * PLOT.height,
  );
