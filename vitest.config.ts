import { defineConfig } from 'vitest/config';

// Rules and handlers over real SQLite files. End-to-end tests are Playwright's (playwright.config.ts);
// test/faults runs small in `npm test` and in full through `npm run test:faults` (TOCSIN_FAULTS=full).
export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'test/*.test.tsx', 'test/faults/**/*.test.ts'],
    pool: 'forks',
    // Two cores are what this has to be good on: each file is its own process, two at a time.
    maxWorkers: 2,
    testTimeout: process.env.TOCSIN_FAULTS === 'full' ? 1_800_000 : 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
