import type { ExplainReport } from './json-report.ts';

const EXAMPLES = 3;

/** Prints, range by range, how well formulas match, with the best examples. */
export function printSummary({ results, index, timingsMs }: ExplainReport): void {
  const ranges = results.flatMap(({ unit, ranges: list }) => list.map((range) => ({ unit, ...range })));
  const lines = [
    `${results.length} units, ${ranges.length} ranges, ${index.sampleCount} samples, ${index.cellCount} cells`,
  ];
  for (const [clusterIndex, list] of [...Map.groupBy(ranges, (range) => range.clusterIndex)].sort(
    ([a], [b]) => b - a,
  )) {
    const explained = list.flatMap(({ unit, explanation }) => (explanation ? [{ unit, ...explanation }] : []));
    const mean = (pick: (entry: (typeof explained)[number]) => number): number =>
      explained.reduce((sum, entry) => sum + pick(entry), 0) / Math.max(1, explained.length);
    lines.push(
      `range ${clusterIndex}: n ${explained.length} · mean IoU ${mean(({ iou }) => iou).toFixed(3)} (chance ${mean(({ chance }) => chance).toFixed(3)})`,
    );
    for (const { unit, formula, iou } of explained.toSorted((a, b) => b.iou - a.iou).slice(0, EXAMPLES)) {
      lines.push(`  neuron ${unit}: ${formula} · IoU ${iou.toFixed(3)}`);
    }
  }
  lines.push(`${(timingsMs.total / 1000).toFixed(1)} s`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
