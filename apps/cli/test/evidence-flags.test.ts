import { DEFAULT_EVIDENCE } from '@strata/compute';
import { expect, it } from 'vitest';
import { EVIDENCE_DEFAULTS, evidenceOf } from '../src/flags/evidence-flags.ts';

it('has the defaults of what gathers evidence, and none where none is asked for', () => {
  expect(EVIDENCE_DEFAULTS).toEqual(DEFAULT_EVIDENCE);
  const flags = { evidence: true, folds: 3, shuffles: 2, nullSearches: 19 };
  expect(evidenceOf(flags)).toEqual({ folds: 3, shuffles: 2, nullSearches: 19, seed: DEFAULT_EVIDENCE.seed });
  expect(evidenceOf({ ...flags, evidence: false })).toBeNull();
});
