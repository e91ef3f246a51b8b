import type { UnitResult } from '@strata/compute';

export interface TrendVersion {
  readonly label: string;
  readonly accuracy: number | null;
  readonly results: readonly UnitResult[];
}

/** Prints a table: a row for each version and range, with how well formulas match, chance beside it, and the best one. */
export function printTrend(versions: readonly TrendVersion[]): void {
  const rows = [['version', 'accuracy', 'range', 'n', 'mean IoU', 'chance', 'length', 'best formula']];
  for (const { label, accuracy, results } of versions) {
    const explained = results.flatMap(({ unit, ranges }) =>
      ranges.flatMap(({ clusterIndex, explanation }) => (explanation ? [{ unit, clusterIndex, ...explanation }] : [])),
    );
    for (const [clusterIndex, list] of [...Map.groupBy(explained, (e) => e.clusterIndex)].sort(([a], [b]) => b - a)) {
      const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const best = list.reduce((a, b) => (b.iou > a.iou ? b : a));
      rows.push([
        label,
        accuracy === null ? '' : `${(100 * accuracy).toFixed(1)} %`,
        String(clusterIndex),
        String(list.length),
        mean(list.map(({ iou }) => iou)).toFixed(3),
        mean(list.map(({ chance }) => chance)).toFixed(3),
        mean(list.map(({ length }) => length)).toFixed(2),
        `neuron ${best.unit}: ${best.formula} · ${best.iou.toFixed(3)}`,
      ]);
    }
  }
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  for (const row of rows) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}
