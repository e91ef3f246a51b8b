import type { ExplainConfig, StoredRule } from '@strata/compute';
import type { StoredUnit } from '@strata/db';

/** The rule that a unit's ranges were made by. */
export function unitRule({ ranges, clusters, bounds }: ExplainConfig, { cells }: StoredUnit): StoredRule {
  const zerosOff = (cells?.off ?? null) !== null;
  if (ranges) return { bounds: 'given', zerosOff };
  return { bounds: clusters === 1 ? 'quantile' : bounds, zerosOff };
}
