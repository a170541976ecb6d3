/**
 * The repository `mara-lindqvist/tidepool`, file by file: a small tide predictor in Python with a chart in TypeScript.
 * It lives in code and not in files because its tabs, CRLFs and missing final newlines must survive every editor.
 */
import type { ArchivedFile } from '../../github-archive.ts';

const readme = `# tidepool 🌊

Predicts the tide at a harbour from its harmonic constituents, and compares the prediction with what the gauge
really measured. I wrote it because the tables that the harbour office prints are right about the moon and wrong
about the wind.

\`\`\`console
$ pip install tidepool
$ tidepool predict smogen --hours 24
2024-03-01T00:00Z  +0.12 m
2024-03-01T01:00Z  +0.17 m
\`\`\`

## How it works

The tide is a sum of cosines. Each *constituent* has a speed that the sky fixes, in degrees an hour, and an amplitude
and a phase that the harbour fixes. M2, the half-day pull of the moon, turns at 28.984 degrees an hour everywhere on
Earth; at Smögen it lifts the water by eleven centimetres, at Saint-Malo by nearly four metres.

| constituent | speed (°/h) | what pulls |
| --- | ---: | --- |
| M2 | 28.9841042 | the moon, twice a day |
| S2 | 30.0000000 | the sun, twice a day |
| K1 | 15.0410686 | both, once a day |
| O1 | 13.9430356 | the moon, once a day |

What is left when the prediction is subtracted from the measurement is the *residual*: storm surge, air pressure, a
ferry. Most people throw it away. It is the interesting part.

## Layout

- \`src/tidepool/\` holds the predictor: \`harmonics.py\` is the arithmetic, \`stations.py\` the harbours, \`stream.py\` the gauges.
- \`web/\` draws the curve.
- \`notebooks/residuals.ipynb\` looks at one winter of residuals.
- \`models/surge.onnx\` is the surge model; it lies in Git LFS.

## What it does not do

It does not know about rivers, ice or dredging. **Do not navigate with it.**

## Licence

MIT. The gauge data belong to the harbours that measured them.
`;

const harmonics = `"""Harmonic prediction of the tide: a sum of cosines, one for each constituent."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timezone

EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)

# Degrees an hour. The sky fixes them; they are the same in every harbour.
SPEEDS = {
    "M2": 28.9841042,
    "S2": 30.0000000,
    "N2": 28.4397295,
    "K1": 15.0410686,
    "O1": 13.9430356,
}


@dataclass(frozen=True)
class Constituent:
    name: str
    amplitude: float  # metres
    phase: float  # degrees behind the equilibrium tide at Greenwich

    def height(self, hours: float) -> float:
        angle = SPEEDS[self.name] * hours - self.phase
        return self.amplitude * math.cos(math.radians(angle))


def hours_since_epoch(moment: datetime) -> float:
    if moment.tzinfo is None:
        raise ValueError("a tide without a time zone is a rumour")
    return (moment - EPOCH).total_seconds() / 3600


def predict(constituents: list[Constituent], moment: datetime) -> float:
    """Height above mean sea level, in metres.

    >>> m2 = Constituent("M2", amplitude=1.0, phase=0.0)
    >>> predict([m2], EPOCH)
    1.0
    """
    hours = hours_since_epoch(moment)
    return sum(constituent.height(hours) for constituent in constituents)


def high_waters(constituents: list[Constituent], start: datetime, hours: int, step: float = 0.1):
    """Moments at which the water turns from rising to falling, to the nearest step."""
    first = hours_since_epoch(start)
    steps = int(hours / step)
    heights = [
        sum(constituent.height(first + index * step) for constituent in constituents)
        for index in range(steps)
    ]
    return [
        first + index * step
        for index in range(1, steps - 1)
        if heights[index - 1] < heights[index] >= heights[index + 1]
    ]
`;

const cli = `"""tidepool predict <station> [--hours N]"""

import argparse
from datetime import datetime, timedelta, timezone
from pathlib import Path

from . import stations
from .harmonics import predict


def main() -> None:
    parser = argparse.ArgumentParser(prog="tidepool", description=__doc__)
    parser.add_argument("command", choices=["predict"])
    parser.add_argument("station")
    parser.add_argument("--hours", type=int, default=24)
    options = parser.parse_args()

    harbour = stations.load(Path("data/stations.csv"))[options.station]
    start = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
    for hour in range(options.hours):
        moment = start + timedelta(hours=hour)
        print(f"{moment:%Y-%m-%dT%H:%MZ}  {predict(harbour, moment):+.2f} m")
`;

const stations = `"""The harbours we know, read from a file that Excel wrote."""

import csv
from pathlib import Path

from .harmonics import Constituent


def load(path: Path) -> dict[str, list[Constituent]]:
    stations: dict[str, list[Constituent]] = {}
    # utf-8-sig: Excel puts a byte order mark in front.
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            constituent = Constituent(row["name"], float(row["amplitude"]), float(row["phase"]))
            stations.setdefault(row["station"], []).append(constituent)
    return stations
`;

const stream = `"""Reads a gauge that sends one line a minute and never quite on time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime


async def readings(host: str, port: int, patience: float = 90.0) -> AsyncIterator[tuple[datetime, float]]:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        while line := await asyncio.wait_for(reader.readline(), patience):
            stamp, _, height = line.decode("ascii").strip().partition(" ")
            if height == "-":
                continue  # the gauge has frozen again
            yield datetime.fromisoformat(stamp), float(height)
    finally:
        writer.close()
        await writer.wait_closed()


def median_of_three(window: list[float]) -> float:
    """One wave against the pier is not a tide."""
    return sorted(window[-3:])[len(window[-3:]) // 2]
`;

const chart = `import { heightAt, type Station } from './$tide.store.v2.ts';

const HOURS = 24;

/** The curve of one day as the \`d\` of an SVG path. */
export function curve(station: Station, midnight: Date, width: number, height: number): string {
\tconst points: string[] = [];
\tfor (let hour = 0; hour <= HOURS; hour += 0.25) {
\t\tconst moment = new Date(midnight.getTime() + hour * 3_600_000);
\t\tconst x = (hour / HOURS) * width;
\t\tconst y = height / 2 - heightAt(station, moment) * (height / 4);
\t\tpoints.push(\`\${x.toFixed(1)},\${y.toFixed(1)}\`);
\t}
\treturn \`M\${points.join(' L')}\`;
}
`;

const store = `// The dollar sign is a habit from Svelte that I have not shaken off.
const EPOCH = Date.UTC(2000, 0, 1);

export interface Station {
\treadonly name: string;
\treadonly constituents: readonly { speed: number; amplitude: number; phase: number }[];
}

export function heightAt(station: Station, moment: Date): number {
\tconst hours = (moment.getTime() - EPOCH) / 3_600_000;
\treturn station.constituents.reduce(
\t\t(sum, { speed, amplitude, phase }) =>
\t\t\tsum + amplitude * Math.cos(((speed * hours - phase) * Math.PI) / 180),
\t\t0,
\t);
}
`;

const makefile = `.PHONY: test chart

test:
\tpython -m pytest -q

chart: web/node_modules
\tcd web && npm run build

web/node_modules: web/package.json
\tcd web && npm ci
\t@touch $@
`;

const workflow = `name: ci
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          lfs: true
      - uses: actions/setup-python@v5
        with:
          python-version: '3.12'
      - run: pip install -e '.[test]'
      - run: make test
`;

const pyproject = `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tidepool"
version = "0.4.1"
description = "Predicts the tide and keeps what the prediction misses"
authors = [{ name = "Mara Lindqvist" }]
requires-python = ">=3.11"
dependencies = []

[project.optional-dependencies]
test = ["pytest>=8"]

[project.scripts]
tidepool = "tidepool.cli:main"
`;

const method = `# Method

## From a year of heights to ten numbers

A constituent is found by least squares. With \`h(t)\` the measured height and \`ω\` the speed of a constituent, we look for
\`a\` and \`b\` so that the sum of

    (h(t) - a·cos(ωt) - b·sin(ωt))²

over the year is smallest. The amplitude is √(a² + b²), the phase atan2(b, a).

Two constituents can only be told apart when the series is long enough: the difference of their speeds must turn
through a whole circle. S2 and K2 need half a year (182.6 days); a week of data cannot know which of them it sees.

## What the residual says

In the winter of 2023/24 the residual at Smögen rose above half a metre eleven times. Nine of them came with a low over
the Skagerrak, one with a spring tide that we had the wrong phase for, and one with nothing at all 🤷. The last one
turned out to be the harbour office moving the gauge — 潮位計を動かすと潮も動く, as a colleague in Kobe put it.
`;

const notebook = `{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": ["# Residuals, winter 2023/24\\n", "One winter at Smögen, prediction subtracted."]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [{"name": "stdout", "output_type": "stream", "text": ["11 surges above 0.5 m\\n"]}],
   "source": ["residual = measured - predicted\\n", "print((residual > 0.5).sum(), 'surges above 0.5 m')"]
  }
 ],
 "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

const batch = [
  '@echo off',
  'rem The gauge PC in the harbour office still runs Windows.',
  'for %%f in (C:\\gauge\\*.dat) do (',
  '\tpython -m tidepool.importer "%%f"',
  ')',
].join('\r\n');

const stationTable = [
  '\uFEFFstation;name;amplitude;phase',
  'smögen;M2;0.112;108.4',
  'smögen;S2;0.031;61.0',
  'göteborg;M2;0.081;121.7',
  '',
].join('\r\n');

const constituents = `# Code generated by scripts/fit.py. DO NOT EDIT.
SMOGEN = {"M2": (0.112, 108.4), "S2": (0.031, 61.0), "N2": (0.026, 63.2), "K1": (0.008, 141.0), "O1": (0.019, 288.6)}
`;

/** A year of hours: 8,760 rows, 685 kB, the same every time. */
function hourly(): string {
  const rows = ['time,measured,predicted,residual,pressure,wind_speed,wind_direction,quality'];
  for (let hour = 0; hour < 8760; hour += 1) {
    const time = new Date(Date.UTC(2024, 0, 1, hour)).toISOString();
    const predicted = 0.112 * Math.cos((28.9841042 * hour * Math.PI) / 180);
    const residual = 0.3 * Math.sin(hour / 91);
    const weather = [1013 - residual * 40, 4 + residual * 9, (hour * 7) % 360];
    const numbers = [predicted + residual, predicted, residual, ...weather];
    rows.push(`${time},${numbers.map((number) => number.toFixed(4)).join(',')},good`);
  }
  return `${rows.join('\n')}\n`;
}

const lfsPointer = `version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 18874368
`;

// One black pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

const packageLock = `${JSON.stringify(
  { name: 'tidepool-web', lockfileVersion: 3, packages: { '': { dependencies: { 'fast-fft': '^1.0.0' } } } },
  null,
  2,
)}\n`;

/** In the order of git: by bytes of the path. */
export const tidepoolFiles: readonly ArchivedFile[] = [
  { path: '.gitattributes', content: '*.onnx filter=lfs diff=lfs merge=lfs -text\ntests/golden/** linguist-generated\n' },
  { path: '.github/workflows/ci.yml', content: workflow },
  { path: '.gitignore', content: '__pycache__/\nweb/node_modules/\n!web/node_modules/fast-fft/\n' },
  { path: '.gitmodules', content: '[submodule "gauges"]\n\tpath = gauges\n\turl = https://github.com/mara-lindqvist/gauges.git\n' },
  { path: '.idea/workspace.xml', content: '<?xml version="1.0" encoding="UTF-8"?>\n<project version="4" />\n' },
  { path: 'CURRENT', symlinkTo: 'docs/method.md' },
  { path: 'Makefile', content: makefile },
  { path: 'README.md', content: readme },
  { path: 'data/harbours-latin1.txt', content: Buffer.from('Sm\xf6gen\nG\xf6teborg\nM\xe5l\xf6y\n', 'latin1') },
  { path: 'data/hourly-2024.csv', content: hourly() },
  { path: 'data/stations.csv', content: stationTable },
  { path: 'docs/harbour.png', content: png },
  { path: 'docs/method.md', content: method },
  { path: 'gauges/', content: '' },
  { path: 'models/surge.onnx', content: lfsPointer },
  { path: 'notebooks/residuals.ipynb', content: notebook },
  { path: 'pyproject.toml', content: pyproject },
  { path: 'scripts/import-gauge.bat', content: batch },
  { path: 'src/tidepool/cli.py', content: cli },
  { path: 'src/tidepool/constituents.py', content: constituents },
  { path: 'src/tidepool/gauge_pb2.py', content: 'DESCRIPTOR = None\n' },
  { path: 'src/tidepool/harmonics.py', content: harmonics },
  { path: 'src/tidepool/py.typed', content: '' },
  { path: 'src/tidepool/stations.py', content: stations },
  { path: 'src/tidepool/stream.py', content: stream },
  { path: 'tests/golden/smogen-2024-03-01.txt', content: '+0.12\n+0.17\n+0.19\n' },
  { path: 'web/dist/app.min.js', content: `!function(){${'var t=Math.cos(28.98*h);'.repeat(20)}}();` },
  { path: 'web/node_modules/fast-fft/index.js', content: 'module.exports = (x) => x;\n' },
  { path: 'web/package-lock.json', content: packageLock },
  { path: 'web/src/$tide.store.v2.ts', content: store },
  { path: 'web/src/chart.ts', content: chart },
];
