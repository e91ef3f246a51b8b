import type { BootstrapShare, Progression } from './progression.ts';

/** Whether something shows: NO when the opposite does, UNCLEAR when the interval allows both. */
export type Finding = 'YES' | 'NO' | 'UNCLEAR';

/** The paper's two findings about training. Null where there is nothing to tell them by. */
export interface Findings {
  /** More than half of the lowest ranges have a formula that the untrained network falls back to. */
  readonly lowIsUnspecialized: Finding | null;
  /** More of the highest ranges are specialized than of the lowest. */
  readonly specializationRises: Finding | null;
}

/** Judges by whole intervals, so that what chance could have made is UNCLEAR. Source: Clustered Compositional Explanations, §5. */
export function findingsOf({ ranges, rise }: Progression): Findings {
  const [lowest] = ranges;
  return {
    lowIsUnspecialized: lowest ? judge(lowest.shares.UNSPECIALIZED, 0.5) : null,
    specializationRises: rise && judge(rise, 0),
  };
}

function judge({ lower, upper }: BootstrapShare, threshold: number): Finding {
  if (lower > threshold) return 'YES';
  return upper < threshold ? 'NO' : 'UNCLEAR';
}
