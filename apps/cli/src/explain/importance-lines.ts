import { importanceDifference } from '@strata/db';
import { calledAs } from '@strata/files';
import type { LayerImportance } from '@strata/runs';

/** What setting a range to zero in all units at once changes, beside its control: a line per range, the highest first. */
export function importanceLines(importance: readonly LayerImportance[]): string[] {
  return [...importance].sort((a, b) => b.clusterIndex - a.clusterIndex).map(importanceLine);
}

function importanceLine(range: LayerImportance): string {
  const { clusterIndex, changed, samples, units, controlChanged } = range;
  const said = `importance of range ${clusterIndex}, ${units} units at once: sets ${changed} of ${samples} predictions off`;
  const found = importanceDifference(range);
  if (!found) return `${said}; its control is not computed (${calledAs()} explain --importance adds it)`;
  const { difference, lower, upper } = found;
  return `${said}; as much removed at random ${controlChanged}; difference ${points(difference)} points (${points(lower)} to ${points(upper)})`;
}

/** Percentage points with their sign. */
function points(share: number): string {
  const rounded = Math.round(100 * share);
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}
