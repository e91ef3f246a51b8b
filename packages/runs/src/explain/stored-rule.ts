import type { ExplainConfig, StoredRule } from '@strata/compute';
import type { ReportedUnit } from './reported-unit.ts';

/** What of a configuration decides how ranges were bounded. */
export type BoundsConfig = Pick<ExplainConfig, 'clusters' | 'bounds'> & {
  /** Whether ranges were given. */
  readonly given: boolean;
};

/** How a configuration bounds ranges. */
export function boundsOf({ clusters, bounds, ranges }: ExplainConfig): BoundsConfig {
  return { clusters, bounds, given: ranges !== null };
}

/** The rule that a unit's ranges were made by. */
export function ruleOf({ given, clusters, bounds }: BoundsConfig, { cells }: ReportedUnit): StoredRule {
  const zerosOff = (cells?.off ?? null) !== null;
  if (given) return { bounds: 'given', zerosOff };
  return { bounds: clusters === 1 ? 'quantile' : bounds, zerosOff };
}
