import type { ReportedUnit } from '@strata/runs';

/** What is to be said of a unit whose one range begins on its greatest value, as nothing lies above; null for others. */
export function tiedNote({ unit, max, cells, ranges }: ReportedUnit): string | null {
  const [range] = ranges;
  if (!range || ranges.length > 1 || !range.includesLower || range.lower !== max || !cells) return null;
  const { total, saturated } = cells;
  const tied = saturated ?? 0;
  return `unit ${unit}: nothing lies above its top 0.5 %; its range is [${max}, ∞), and ${tied} of its ${total} map cells (${((100 * tied) / total).toFixed(1)} %) are tied at ${max}.`;
}
