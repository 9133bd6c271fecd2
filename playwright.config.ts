import { defineConfig } from '@playwright/test';

// End-to-end tests in a real Electron, one window at a time: they share one display and two cores.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // Recording costs a good part of two cores; TOCSIN_TRACE=1 when a failure has to be understood.
  use: { trace: process.env['TOCSIN_TRACE'] ? 'retain-on-failure' : 'off', screenshot: 'only-on-failure' },
});
