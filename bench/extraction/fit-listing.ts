/**
 * Fits the weights of `src/extraction/kind/listing.ts`: a logistic regression over the pages of corpora.
 *
 *     node bench/extraction/fit-listing.ts ../shared/corpora/wcxb-dev [CORPUS…]
 *
 * A corpus may be followed by `:IDS`, a file with the ids of the pages to learn from; without, all of them are. Prints the
 * weights, and how well pages of hosts that the weights were not fitted to are told.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeHtml } from '../../src/extraction/decode-html.ts';
import { documentationRule } from '../../src/extraction/kind/documentation.ts';
import { forumRule } from '../../src/extraction/kind/forum.ts';
import { listingEvidence, WEIGHTS } from '../../src/extraction/kind/listing.ts';
import { surveyOf } from '../../src/extraction/kind/survey.ts';
import { parseHtml } from '../../src/extraction/parse-html.ts';

interface Sample {
  readonly id: string;
  readonly host: string;
  readonly isListing: boolean;
  /** Corpora without listings teach what a listing is not: they count half, or they would outnumber it. */
  readonly weight: number;
  readonly evidence: readonly number[];
}

const NAMES = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
const FOLDS = 10;
const STEPS = 1_000;
const RATE = 0.5;
const MOMENTUM = 0.9;
/** Keeps weights small where few pages speak for them. */
const SHRINKAGE = 0.001;

const samples = process.argv.slice(2).flatMap(readCorpus);
const [base = 0, ...weights] = fitted(samples);
const scores = outOfFold();
for (const recall of [0.75, 0.8, 0.82, 0.85]) console.log(precisionAt(recall));
for (const [index, name] of NAMES.entries())
  console.log(`  ${name}: ${weights[index]?.toFixed(2)},`);

function readCorpus(argument: string): Sample[] {
  const [folder = '', idsFile] = argument.split(':');
  const ids =
    idsFile === undefined ? undefined : new Set(readFileSync(idsFile, 'utf8').split(/\s+/));
  const rows = readFileSync(`${folder}/manifest.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line): { id: string; html: string; url: string; page_type: string } => JSON.parse(line));
  const hasListings = rows.some(({ page_type }) => page_type === 'listing');
  return rows.flatMap(({ id, html, url, page_type }) => {
    const address = URL.parse(url) ?? new URL('https://unknown.example/page');
    if (ids !== undefined && !ids.has(id)) return [];
    // A home page that is called an article is a listing to everybody else.
    if (!hasListings && address.pathname === '/' && address.search === '') return [];
    const bytes = readFileSync(`${folder}/${html}`);
    const { signs, text } = surveyOf(
      parseHtml(decodeHtml(html.endsWith('.gz') ? gunzipSync(bytes) : bytes)),
    );
    // The rules that go first decide these.
    if (forumRule(signs, address) || documentationRule(signs, address, text.hasCode)) return [];
    const evidence = listingEvidence(signs, address, text);
    if (evidence === undefined) return [];
    return {
      id,
      host: address.hostname.split('.').slice(-2).join('.'),
      isListing: page_type === 'listing',
      weight: hasListings ? 1 : 0.5,
      evidence: NAMES.map((name) => evidence[name]),
    };
  });
}

/** Gradient descent with momentum; the first weight is the base. */
function fitted(pages: readonly Sample[]): number[] {
  const weights = Array.from({ length: NAMES.length + 1 }, () => 0);
  const speed = weights.map(() => 0);
  const total = pages.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : SHRINKAGE * weight));
    for (const page of pages) {
      const likely = 1 / (1 + Math.exp(-scoreOf(page, weights)));
      const error = ((likely - Number(page.isListing)) * page.weight) / total;
      for (const [index, value] of [1, ...page.evidence].entries()) {
        gradient[index] = (gradient[index] ?? 0) + error * value;
      }
    }
    for (const [index, slope] of gradient.entries()) {
      speed[index] = MOMENTUM * (speed[index] ?? 0) - RATE * slope;
      weights[index] = (weights[index] ?? 0) + (speed[index] ?? 0);
    }
  }
  return weights;
}

function scoreOf({ evidence }: Sample, [first = 0, ...rest]: readonly number[]): number {
  return evidence.reduce((sum, value, index) => sum + value * (rest[index] ?? 0), first);
}

/** Each page's score by weights that have seen no page of its host. */
function outOfFold(): { score: number; page: Sample }[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isIn = ({ host }: Sample) => foldOf(host) === fold;
    const weights = fitted(samples.filter((page) => !isIn(page)));
    return samples.filter(isIn).map((page) => ({ score: scoreOf(page, weights), page }));
  });
}

function foldOf(host: string): number {
  let hash = 7;
  for (const character of host)
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 4_294_967_296;
  return hash % FOLDS;
}

/** The threshold for a recall, and how many of the pages above it are listings. */
function precisionAt(recall: number): string {
  const listings = scores.filter(({ page }) => page.isListing).map(({ score }) => score);
  const threshold =
    listings.toSorted((a, b) => b - a)[Math.ceil(recall * listings.length) - 1] ?? 0;
  const found = scores.filter(({ score }) => score >= threshold);
  const right = found.filter(({ page }) => page.isListing).length;
  const wrong = found.filter(({ page }) => !page.isListing).map(({ page }) => page.id);
  return `recall ${recall}: precision ${(right / found.length).toFixed(3)} with THRESHOLD = ${(threshold - base).toFixed(2)}; no listings: ${wrong.join(' ')}`;
}
