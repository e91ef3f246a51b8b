import { defineConfig } from 'vitest/config';

/** Apart from the other tests: it builds, packs and installs, which takes minutes, and wants a registry. */
export default defineConfig({
  test: {
    include: ['**/*.check.ts'],
    root: import.meta.dirname,
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    pool: 'forks',
  },
});
