import type { Specialization } from '@strata/domain';
import { STACKED } from './specialization-class';
import { pointOf, type TrendPoint, type TrendVersion } from './trend-data';
import { MARKS_APART, type TrendLayout } from './trend-layout';

/** Wider bars would touch the edge of the plot. */
const WIDTH_MAX = 46;

/** The classes of one range in one version as a bar. */
export interface ShareStack {
  readonly version: TrendVersion;
  readonly point: TrendPoint;
  /** The middle of the bar, from the left of the chart. */
  readonly at: number;
  readonly parts: readonly SharePart[];
}

/** A class that some neurons have, with its box in the row. */
export interface SharePart {
  readonly shown: Specialization;
  readonly n: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Where the neurons behind a part of a bar are; without a class, behind the whole bar. */
export type ShareHref = (version: TrendVersion, clusterIndex: number, specialization: Specialization | null) => string;

interface StackOptions {
  readonly clusterIndex: number;
  readonly layout: TrendLayout;
}

/** The bars of a range, one for every version that was measured, stacked from the specialized ones up. */
export function shareStacks(versions: readonly TrendVersion[], { clusterIndex, layout }: StackOptions): ShareStack[] {
  const width = layout.step < MARKS_APART ? layout.step : Math.min(WIDTH_MAX, layout.step * 0.64);
  return versions.flatMap((version, index) => {
    const point = pointOf(version, clusterIndex);
    const counts = point?.specialization?.counts;
    if (!point || !counts) return [];
    const at = layout.x(index);
    let below = 0;
    const parts = STACKED.flatMap((shown): SharePart[] => {
      const n = counts[shown] ?? 0;
      if (n === 0) return [];
      const bottom = layout.y(below);
      below += n / point.n;
      const y = layout.y(below);
      return [{ shown, n, box: { x: at - width / 2, y, width, height: bottom - y } }];
    });
    return [{ version, point, at, parts }];
  });
}
