import type { Upsampling } from '@strata/kernels';
import { DEFAULT_EVIDENCE, type EvidenceConfig } from '../nulls/evidence-plan.ts';
import type { ClusterBounds } from '../ranges/activation-range.ts';
import { OFF_SHARE } from '../ranges/zero-rule.ts';
import type { Grammar } from '../search/grammar.ts';
import { defaultSearch, type SearchStrategy } from '../search/strategy.ts';

/** Everything that determines an explanation besides the inputs. */
export interface ExplainConfig {
  /** Ranges a unit, 1–32. 1 means the top-quantile range of Network Dissection. Default 5. */
  readonly clusters: number;
  /** How clusters become bounds. Default contiguous. */
  readonly bounds: ClusterBounds;
  /** How a mask pixel gets its value from the map: between the cells around it, or that of the cell it lies in. Default bilinear. */
  readonly upsampling: Upsampling;
  /**
   * The share of a layer's values that must be exactly 0 for its zeros to stand on their own, as "off", above 0 and up to 1;
   * null: never. Default 0.05.
   */
  readonly offShare: number | null;
  /** Concepts a formula may have at the most, 1–10; 1–3 for the optimal search. Default 3. */
  readonly length: number;
  /** Formulas kept from step to step. Default 5. */
  readonly beam: number;
  /** Default optimal; for lengths over 3, where it takes long, and over 4, which it does not prove, take `defaultSearch`. */
  readonly search: SearchStrategy;
  /** Left-deep formulas as in the paper, or over literals (beam and optimal only). Default paper. */
  readonly grammar: Grammar;
  /**
   * Milliseconds a range after which the optimal search returns the best formula so far, with the bound that is proved;
   * the results then depend on the machine. Null: none. Default null.
   */
  readonly searchBudgetMs: number | null;
  /** Only concepts of these categories are searched; null: of all. Default null. */
  readonly categories: readonly string[] | null;
  /** Only concepts that cover at least this share of all pixels are searched, 0–1. Default 0. */
  readonly minConceptShare: number;
  /** Bounds a unit, lowest range first, open on both sides, null = open end. Units not named are left out. */
  readonly ranges: ReadonlyMap<number, readonly (readonly [number | null, number | null])[]> | null;
  /** What is gathered besides a formula's own overlap: held-out images, shuffled images. Null: nothing. */
  readonly evidence: EvidenceConfig | null;
}

export const DEFAULT_CONFIG: ExplainConfig = {
  clusters: 5,
  bounds: 'contiguous',
  upsampling: 'bilinear',
  offShare: OFF_SHARE,
  length: 3,
  beam: 5,
  search: defaultSearch(3),
  grammar: 'paper',
  searchBudgetMs: null,
  categories: null,
  minConceptShare: 0,
  ranges: null,
  evidence: DEFAULT_EVIDENCE,
};
