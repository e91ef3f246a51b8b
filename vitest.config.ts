import { defineConfig } from 'vitest/config';
import { ENGINE_FLAGS } from './packages/compute/src/engine.ts';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  // graphql ships twice, and Vite would pick another copy than the packages that Node loads: errors and types would not match.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{packages,apps}/*/test/**/*.test.{ts,tsx}', '{db,test}/**/*.test.ts'],
    // What packs, installs and tries takes minutes and a registry: `npm run test:package`.
    exclude: ['**/node_modules/**', '**/.next/**', ...(process.env.STRATA_TEST_PACKAGE ? [] : ['test/package/**'])],
    globalSetup: ['test/support/leave-nothing.ts'],
    // What is too long on the busiest machine only: nothing is timed in a test.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    // As a command does: the engine keeps numbers apart, and where many files import the database, its library is found once.
    execArgv: [...ENGINE_FLAGS, '--import', new URL('apps/cli/src/resolve-drizzle.ts', import.meta.url).href],
    // One more than the processors of the smallest machine: tests that start commands, servers and pages often wait for them.
    maxWorkers: 3,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
  },
});
