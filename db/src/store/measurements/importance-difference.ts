import { type Difference, pairedDifference } from '@strata/statistics';

/** Samples whose prediction changes without a range, and with as much removed at random places. */
export interface ControlledCounts {
  readonly changed: number;
  readonly controlChanged: number | null;
  readonly bothChanged: number | null;
  readonly samples: number;
}

/** The share without the range less that of the control, of the same samples; null where the control was not measured. */
export function importanceDifference(counts: ControlledCounts): Difference | null {
  const { changed, controlChanged: control, bothChanged: both, samples } = counts;
  if (control === null || both === null || samples === 0) return null;
  const neither = samples - changed - control + both;
  return pairedDifference({ both, onlyFirst: control - both, onlySecond: changed - both, neither });
}
