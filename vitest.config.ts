import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Deployed to an emulator, one after the other: make test-fleet.
    exclude: [...configDefaults.exclude, 'test/fleet/**'],
    globalSetup: ['test/setup/database.ts'],
    setupFiles: ['test/setup/fuzzing.ts'],
    reporters: ['default', './test/setup/summary-reporter.ts'],
    // Replica sites mind no pace; tests of the pace set one of their own.
    env: { PACE: '0' },
    // Half of the time is spent waiting for servers, browsers and processes: none of the cores is left idle for it.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
