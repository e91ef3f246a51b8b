import type { CacheKind } from '@strata/files';
import { readKeptHeader } from './kept-file.ts';

/** What a run's ranges hit, cell by cell: a file for each run, named by the hash of its configuration. */
export const HITS_IN_CACHE: CacheKind = {
  kind: 'hits',
  nameOf: (hash) => `hits-${hash}.bin`,
  hashOf: (name) => /^hits-([0-9a-f]{64})\.bin$/u.exec(name)?.[1] ?? null,
  describe: async (path) => readKeptHeader(path)?.about ?? null,
};
