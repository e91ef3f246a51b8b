import type { CacheKind } from '@strata/files';
import { readAboutIndex } from './about-index.ts';

/** Changes when the files' meaning changes, so that old caches are not read. */
const LAYOUT = 2;

/** A dataset's cell index in the cache: a folder for each dataset's hash. */
export const CELLS_IN_CACHE: CacheKind = {
  kind: 'cells',
  nameOf: (hash) => `cells-${LAYOUT}-${hash}`,
  hashOf: (name) => /^cells-\d+-([0-9a-f]{64})$/u.exec(name)?.[1] ?? null,
  describe: async (path) => {
    const about = await readAboutIndex(path);
    return about && `${about.dataset}: ${about.samples} samples, masks ${about.maskWidth}×${about.maskHeight}`;
  },
};
