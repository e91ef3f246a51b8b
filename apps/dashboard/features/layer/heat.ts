import { SPECIALIZATIONS, type Specialization } from '@strata/domain';
import { niceScale } from '../../charts/axis-ticks';
import type { Metric } from '../place/heat-metrics';

/** A range of a neuron; null where there is no explanation. */
export interface HeatCell {
  readonly overlap: number;
  /** Held-out overlap over shuffled overlap; null where it was not computed, or nothing shuffled overlaps. */
  readonly times: number | null;
  readonly class: Specialization | null;
}

export interface HeatUnit {
  readonly unitIndex: number;
  /** Lowest range first. */
  readonly cells: readonly (HeatCell | null)[];
}

/** Steps of colour between nothing and the most. */
export const HEAT_STEPS = 9;

/** The neurons by their value in a range, the greatest first; without a range in their own order. */
export function sortUnits(
  units: readonly HeatUnit[],
  { metric, by }: { metric: Metric; by: number | null },
): HeatUnit[] {
  const value = (unit: HeatUnit) => (by === null ? 0 : heatValue(unit.cells[by - 1] ?? null, metric));
  return units.toSorted((a, b) => (value(b) ?? -1) - (value(a) ?? -1) || a.unitIndex - b.unitIndex);
}

/** What a cell shows as a number; null where there is nothing. */
export function heatValue(cell: HeatCell | null, metric: Metric): number | null {
  if (cell === null) return null;
  if (metric === 'class') return cell.class === null ? null : SPECIALIZATIONS.indexOf(cell.class);
  return cell[metric];
}

/** The value that has the deepest colour. */
export function heatMax(units: readonly HeatUnit[], metric: Metric): number {
  const values = units.flatMap(({ cells }) => cells.map((cell) => heatValue(cell, metric) ?? 0));
  return niceScale(values.reduce((a, b) => Math.max(a, b), 0)).max;
}

/** The step of colour of a value, −1 where there is none. */
export function heatStep(value: number | null, max: number): number {
  return value === null ? -1 : Math.min(HEAT_STEPS - 1, Math.floor((value / max) * HEAT_STEPS));
}
