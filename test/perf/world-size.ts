/** How much is generated. */
export interface WorldSize {
  readonly models: number;
  readonly versions: number;
  readonly layers: number;
  readonly units: number;
  readonly ranges: number;
  readonly concepts: number;
  /** Different formulas that explanations choose from. */
  readonly formulas: number;
}

/**
 * `full` has five million explanations, `middle` 120,000; `plans` has 100,000; `pages` is one model's long history: 250,000;
 * `tables` is one model of a million, to be exported.
 */
export const SIZES = {
  full: { models: 2, versions: 50, layers: 10, units: 1000, ranges: 5, concepts: 1200, formulas: 300_000 },
  plans: { models: 2, versions: 5, layers: 2, units: 1000, ranges: 5, concepts: 300, formulas: 20_000 },
  middle: { models: 2, versions: 4, layers: 3, units: 1000, ranges: 5, concepts: 300, formulas: 20_000 },
  tables: { models: 1, versions: 20, layers: 10, units: 1000, ranges: 5, concepts: 300, formulas: 100_000 },
  pages: { models: 1, versions: 50, layers: 1, units: 1000, ranges: 5, concepts: 300, formulas: 20_000 },
} as const satisfies Record<string, WorldSize>;

export type SizeName = keyof typeof SIZES;

/** Explanations of such a world. */
export function explanationsOf({ models, versions, layers, units, ranges }: WorldSize): number {
  return models * versions * layers * units * ranges;
}
