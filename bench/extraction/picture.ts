/** Quality against CPU a page, one panel a type of page, as SVG. */
import type { Result } from './table.ts';

const WIDTH = 900;
const PANEL = { width: 420, height: 250 } as const;
/** The drawing area inside a panel. */
const PLOT = { left: 52, top: 34, width: 348, height: 168 } as const;
const TOP = 66;
const INK = '#1f2328';
const GREY = '#57606a';
const RULE = '#e1e4e8';
const OWN = '#b7791f';
const PEERS = ['#4c78a8', '#72777d', '#54a24b', '#8e5ea2'] as const;
const MS_TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000] as const;

interface Dot {
  readonly name: string;
  readonly ms: number;
  readonly quality: number;
  readonly colour: string;
}

/**
 * @param caption what was measured: corpus, number of pages, machine
 * @example
 * writeFileSync('docs/extraction-bench.svg', picture(results, 'wcxb-dev, 1,096 pages'));
 */
export function picture(results: readonly Result[], caption: string): string {
  const types = pageTypes(results);
  const panels = types.map((type, at) => {
    const x = 30 + (at % 2) * PANEL.width;
    const y = TOP + Math.floor(at / 2) * PANEL.height;
    return `<g transform="translate(${x} ${y})">\n${panel(type, dots(results, type))}\n</g>`;
  });
  const height = TOP + Math.ceil(types.length / 2) * PANEL.height + 12;
  const title = 'Quality of extraction against CPU a page';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-sans-serif, system-ui, 'DejaVu Sans', sans-serif" font-size="12" fill="${INK}" role="img" aria-labelledby="title">
<title id="title">${title}: ${escaped(summary(results, types))}</title>
<rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>
<text x="30" y="32" font-size="17" font-weight="600">${title}</text>
<text x="30" y="52" fill="${GREY}">${escaped(caption)}. Up and left is better.</text>
${panels.join('\n')}
</svg>
`;
}

function pageTypes(results: readonly Result[]): string[] {
  const names = Object.keys(results[0]?.figures ?? {});
  return names.flatMap((name) => /^token F1 (?!all$)(.+)$/.exec(name)?.[1] ?? []);
}

function dots(results: readonly Result[], type: string): Dot[] {
  return results.map(({ name, costs, figures }, at) => ({
    name,
    ms: costs.cpuMs,
    quality: figures[`token F1 ${type}`] ?? 0,
    colour: at === 0 ? OWN : (PEERS[(at - 1) % PEERS.length] ?? GREY),
  }));
}

function panel(type: string, shown: readonly Dot[]): string {
  const x = msScale(shown);
  const y = qualityScale(shown);
  const placed = shown.map((dot) => ({ ...dot, x: x.at(dot.ms), y: y.at(dot.quality) }));
  const bottom = PLOT.top + PLOT.height;
  const right = PLOT.left + PLOT.width;
  return [
    `<text x="${PLOT.left}" y="18" font-weight="600" font-size="13">${escaped(type)} pages</text>`,
    ...y.ticks.map(
      (tick) =>
        `<path d="M${PLOT.left} ${y.at(tick)}H${right}" stroke="${RULE}"/>` +
        `<text x="${PLOT.left - 8}" y="${y.at(tick) + 4}" text-anchor="end" fill="${GREY}">${tick.toFixed(2)}</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<path d="M${x.at(tick)} ${bottom}v4" stroke="${GREY}"/>` +
        `<text x="${x.at(tick)}" y="${bottom + 17}" text-anchor="middle" fill="${GREY}">${tick}</text>`,
    ),
    `<path d="M${PLOT.left} ${PLOT.top}V${bottom}H${right}" fill="none" stroke="${GREY}"/>`,
    `<text x="${PLOT.left + PLOT.width / 2}" y="${bottom + 34}" text-anchor="middle" fill="${GREY}">CPU a page, ms (log scale)</text>`,
    `<text transform="translate(12 ${PLOT.top + PLOT.height / 2}) rotate(-90)" text-anchor="middle" fill="${GREY}">token F1</text>`,
    ...placed.map((dot) => dotWithLabel(dot, isBelow(dot, placed))),
  ].join('\n');
}

interface PlacedDot extends Dot {
  readonly x: number;
  readonly y: number;
}

/** Labels are as wide as this at most, and as high as that with the dot. */
const LABEL = { width: 150, height: 34 } as const;

/** The lower one of two neighbours has its label below it, so that they do not cover each other. */
function isBelow({ x, y }: PlacedDot, all: readonly PlacedDot[]): boolean {
  if (y < PLOT.top + LABEL.height) return true;
  return all.some((other) => other.y < y && Math.abs(other.x - x) < LABEL.width);
}

function dotWithLabel({ name, ms, quality, colour, x, y }: PlacedDot, below: boolean): string {
  const nameAt = below ? y + 21 : y - 24;
  const isNearLeft = x < PLOT.left + 60;
  const isNearRight = x > PLOT.left + PLOT.width - 60;
  const anchor = isNearLeft ? 'start' : isNearRight ? 'end' : 'middle';
  const label = `<tspan x="${x}" y="${nameAt}" font-weight="600">${escaped(name)}</tspan><tspan x="${x}" dy="14">${quality.toFixed(3)}, ${ms.toFixed(ms < 10 ? 1 : 0)} ms</tspan>`;
  return (
    `<circle cx="${x}" cy="${y}" r="6" fill="${colour}"/>` +
    `<text text-anchor="${anchor}" fill="${colour}" stroke="#ffffff" stroke-width="3" paint-order="stroke">${label}</text>`
  );
}

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

function msScale(shown: readonly Dot[]): Scale {
  const least = Math.log(Math.min(...shown.map(({ ms }) => ms)) / 1.8);
  const most = Math.log(Math.max(...shown.map(({ ms }) => ms)) * 1.6);
  const at = (ms: number): number =>
    rounded(PLOT.left + ((Math.log(ms) - least) / (most - least)) * PLOT.width);
  return { at, ticks: MS_TICKS.filter((ms) => Math.log(ms) >= least && Math.log(ms) <= most) };
}

function qualityScale(shown: readonly Dot[]): Scale {
  const values = shown.map(({ quality }) => quality);
  const spread = Math.max(...values) - Math.min(...values);
  const step = spread > 0.2 ? 0.1 : 0.05;
  const least = Math.floor((Math.min(...values) - Math.max(0.02, 0.4 * spread)) / step) * step;
  const most = Math.min(1, Math.ceil((Math.max(...values) + 0.01) / step) * step);
  const steps = Math.round((most - least) / step);
  return {
    at: (value) => rounded(PLOT.top + ((most - value) / (most - least)) * PLOT.height),
    ticks: Array.from({ length: steps + 1 }, (_, tick) => least + tick * step),
  };
}

function summary(results: readonly Result[], types: readonly string[]): string {
  return results
    .map(
      ({ name, costs, figures }) =>
        `${name} ${costs.cpuMs.toFixed(1)} ms, ${types.map((type) => `${type} ${figures[`token F1 ${type}`]?.toFixed(3)}`).join(', ')}`,
    )
    .join('; ');
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
