import type { BoundsRule } from '../ranges/activation-range.ts';

/** How the search visits candidates. */
export const SEARCH_STRATEGIES = ['beam'] as const;
export type SearchStrategy = (typeof SEARCH_STRATEGIES)[number];

/** Everything that determines an explanation besides the inputs. */
export interface ExplainConfig {
  /** Ranges a unit, 1–32. 1 means the top-quantile range of Network Dissection. Default 5. */
  readonly clusters: number;
  /** How clusters become bounds. Default contiguous. */
  readonly bounds: Extract<BoundsRule, 'contiguous' | 'observed'>;
  /** Concepts a formula may have at the most, 1–10. Default 3. */
  readonly length: number;
  /** Formulas kept from step to step. Default 5. */
  readonly beam: number;
  /** Default beam. */
  readonly search: SearchStrategy;
  /** Left-deep formulas as in the paper. */
  readonly grammar: 'paper';
  /** Bounds a unit, lowest range first, open on both sides, null = open end. Units not named are left out. */
  readonly ranges: ReadonlyMap<number, readonly (readonly [number | null, number | null])[]> | null;
}

export const DEFAULT_CONFIG: ExplainConfig = {
  clusters: 5,
  bounds: 'contiguous',
  length: 3,
  beam: 5,
  search: 'beam',
  grammar: 'paper',
  ranges: null,
};
