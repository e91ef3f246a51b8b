import type { RangeSummary } from '@strata/db';

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  /** Highest first. */
  readonly ranges: readonly RangeSummary[];
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
  'best formula',
] as const;

/** Prints a table: a row for each version and range, with how well formulas match, how that compares with shuffled images, what training made, and the best one. */
export function printTrend(versions: readonly TrendVersion[]): void {
  const rows = versions.flatMap(({ label, accuracy, ranges }) =>
    ranges.map(({ clusterIndex, n, meanIou, timesShuffled, meanLength, specializedShare, best }) => [
      label,
      percent(accuracy),
      String(clusterIndex),
      String(n),
      meanIou.toFixed(3),
      timesShuffled === null ? '' : timesShuffled.toFixed(2),
      meanLength.toFixed(2),
      percent(specializedShare),
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
