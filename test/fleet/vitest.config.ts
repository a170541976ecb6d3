/** The tests of the fleet, for `make test-fleet`: one file after the other, each with an AWS of its own. */
import { defineConfig } from 'vitest/config';

// The Chromium of the layer is built for nothing else, and processes are found in /proc.
const runsHere = process.platform === 'linux' && process.arch === 'x64';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: runsHere ? ['test/fleet/**/*.test.ts'] : [],
    passWithNoTests: !runsHere,
    globalSetup: ['test/setup/database.ts'],
    reporters: ['default', './test/setup/summary-reporter.ts'],
    fileParallelism: false,
    // Replica sites mind no pace.
    env: { PACE: '0' },
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
