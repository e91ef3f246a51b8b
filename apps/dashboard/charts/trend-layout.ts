import { scaleLinear, scalePoint } from '@visx/scale';
import { niceScale, placeLabels } from './axis-ticks';
import { isMarked, type TrendSeries, type TrendVersion } from './trend-data';

/** Measures in pixels of the chart's own grid. */
export interface TrendMeasures {
  readonly width: number;
  readonly rowHeight: number;
  /** Left column: the range's number. */
  readonly coreWidth: number;
  readonly axisWidth: number;
  /** Right column: the newest version's numbers. */
  readonly readoutWidth: number;
  /** What a row's height stands for. Default: overlaps, up to the highest. */
  readonly scale?: Scale;
}

interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
}

export const WIDE: TrendMeasures = { width: 1192, rowHeight: 92, coreWidth: 132, axisWidth: 56, readoutWidth: 150 };
export const NARROW: TrendMeasures = { width: 358, rowHeight: 76, coreWidth: 34, axisWidth: 36, readoutWidth: 72 };

const SHARES: Scale = { max: 1, ticks: [0, 0.5, 1] };
export const WIDE_SHARES: TrendMeasures = { ...WIDE, rowHeight: 84, scale: SHARES };
export const NARROW_SHARES: TrendMeasures = { ...NARROW, rowHeight: 72, axisWidth: 44, scale: SHARES };

/** Pixels from version to version under which dots would run together. */
export const DOTS_APART = 20;
/** Under which the classes of a bar are too small to be pointed at one by one: the bar leads to all its neurons. */
export const PARTS_APART = 24;
/** So many versions are a line with its band instead of bars. */
export const LINE_FROM = 15;
/** Under which a bar or point is too narrow to be pointed at: the table leads to its neurons. */
export const MARKS_APART = 8;

const AXIS_HEIGHT = 34;
const MARK_HEIGHT = 18;
const GAP = 20;
const ACCURACY_HEIGHT = 60;
const PLOT_INSET = 26;

export type TrendLayout = ReturnType<typeof layOutTrend>;

/** Places everything: one row a range, then the accuracy on a small axis of its own, then the versions. */
export function layOutTrend({ clusterCount, versions }: TrendSeries, measures: TrendMeasures) {
  const { width, rowHeight, coreWidth, axisWidth, readoutWidth } = measures;
  const plotLeft = coreWidth + axisWidth;
  const plotRight = width - readoutWidth;
  const x = scalePoint<number>({
    domain: versions.map((_, index) => index),
    range: [plotLeft + PLOT_INSET, plotRight - PLOT_INSET],
  });
  const { max, ticks } = measures.scale ?? overlapScale(versions);
  const y = scaleLinear<number>({ domain: [0, max], range: [rowHeight - 12, 12] });
  const hasAccuracy = versions.some(({ accuracy }) => accuracy !== null);
  const rangesHeight = clusterCount * rowHeight;
  const accuracyTop = rangesHeight + GAP;
  const accuracy = scaleLinear<number>({ domain: [0, 1], range: [ACCURACY_HEIGHT - 8, 8] });
  const axisTop = hasAccuracy ? accuracyTop + ACCURACY_HEIGHT : rangesHeight;
  const hasMarks = versions.some(isMarked);
  const step =
    versions.length > 1 ? (plotRight - plotLeft - 2 * PLOT_INSET) / (versions.length - 1) : plotRight - plotLeft;
  return {
    ...measures,
    plotLeft,
    plotRight,
    rangesHeight,
    hasAccuracy,
    accuracyTop,
    accuracyHeight: ACCURACY_HEIGHT,
    axisTop,
    height: axisTop + AXIS_HEIGHT + (hasMarks ? MARK_HEIGHT : 0),
    /** Below the axis, where marks of versions are named. */
    markTop: axisTop + AXIS_HEIGHT,
    max,
    ticks,
    step,
    labels: placeLabels(versions.length, { step, least: width > 600 ? 84 : 62 }),
    /** Pixels from the left of version `index`. */
    x: (index: number) => round(x(index) ?? plotLeft),
    /** Pixels from the top of a range's row. */
    y: (value: number) => round(y(value)),
    accuracy: (value: number) => round(accuracy(value)),
  };
}

function overlapScale(versions: readonly TrendVersion[]): Scale {
  const highest = Math.max(
    ...versions.flatMap(({ points }) => points.flatMap((p) => [p.upperQuartile, p.mean.upper, p.chance])),
    0,
  );
  return niceScale(highest);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
