import type { ComparedRange, StrategyFinding } from '@strata/compute';

/** One strategy over all ranges. */
export interface StrategySummary {
  readonly strategy: StrategyFinding['strategy'];
  readonly ranges: number;
  readonly visitedMean: number;
  readonly visitedMedian: number;
  /** Milliseconds a range. */
  readonly msMean: number;
  readonly iouMean: number;
  /** Ranges where the formula is the optimal one; null where that was not searched. */
  readonly sameAsOptimal: number | null;
}

/** A row for each strategy, in the order in which they were compared. */
export function summarize(ranges: readonly ComparedRange[]): StrategySummary[] {
  const strategies = ranges[0]?.findings.map(({ strategy }) => strategy) ?? [];
  return strategies.map((strategy, place) => {
    const findings = ranges.map((range) => range.findings[place] as StrategyFinding);
    const pairs = ranges.map(({ findings }) => [
      findings[place]?.key,
      findings.find((finding) => finding.strategy === 'optimal')?.key,
    ]);
    return {
      strategy,
      ranges: ranges.length,
      visitedMean: mean(findings.map(({ visited }) => visited)),
      visitedMedian: median(findings.map(({ visited }) => visited)),
      msMean: mean(findings.map(({ ms }) => ms)),
      iouMean: mean(findings.map(({ iou }) => iou)),
      sameAsOptimal: strategies.includes('optimal') ? pairs.filter(([own, best]) => own === best).length : null,
    };
  });
}

/** The summary as a table, numbers to the right. */
export function tableOf(summaries: readonly StrategySummary[]): string {
  const rows = [
    ['strategy', 'visited mean', 'median', 'ms per range', 'mean IoU', 'optimal formula'],
    ...summaries.map((row) => [
      row.strategy,
      row.visitedMean.toFixed(1),
      String(row.visitedMedian),
      row.msMean.toFixed(3),
      row.iouMean.toFixed(4),
      row.sameAsOptimal === null ? '–' : `${row.sameAsOptimal} of ${row.ranges}`,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((cells) => `${cells.map(pad).join('  ').trimEnd()}\n`).join('');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Of an even number of values, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}
