import type { RangeExcess, RangeSummary } from '@strata/db';

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  /** Highest first. */
  readonly ranges: readonly RangeSummary[];
  /** Over untrained networks; none of an untrained network itself. */
  readonly excess: readonly RangeExcess[];
}

const HEAD = [
  'version',
  'accuracy',
  'range',
  'n',
  'mean IoU',
  'times shuffled',
  'length',
  'specialized',
  'untrained',
  'excess (points)',
  'best formula',
] as const;

/** Prints a table: a row for each version and range, with how well formulas match, how that compares with shuffled images, how specialized they are beside untrained networks, and the best one. */
export function printTrend(versions: readonly TrendVersion[]): void {
  const rows = versions.flatMap(({ label, accuracy, ranges, excess }) =>
    ranges.map(({ clusterIndex, n, meanIou, timesShuffled, meanLength, specializedShare, best }) => [
      label,
      percent(accuracy),
      String(clusterIndex),
      String(n),
      meanIou.toFixed(3),
      timesShuffled === null ? '' : timesShuffled.toFixed(2),
      meanLength.toFixed(2),
      percent(specializedShare),
      ...excessCells(excess.find((one) => one.clusterIndex === clusterIndex)),
      `neuron ${best.unit}: ${best.formula} · ${best.iou.toFixed(3)}`,
    ]),
  );
  const table = [[...HEAD], ...rows];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

function percent(share: number | null): string {
  return share === null ? '' : `${(100 * share).toFixed(1)} %`;
}

/** Where untrained networks lie on average, and the excess with its interval. */
function excessCells(range: RangeExcess | undefined): readonly [string, string] {
  if (!range) return ['', ''];
  const { baseline, excess } = range.share;
  const [value, lower, upper] = [excess.value, excess.lower, excess.upper].map((one) => (100 * one).toFixed(1));
  return [percent(baseline.value), `${value} (${lower} to ${upper})`];
}
