import type { ClassifiedUnit } from '@strata/compute';
import type { Preprocessing } from '@strata/onnx';
import type { CellIndex } from '@strata/probe';
import type { ReportedUnit } from '@strata/runs';
import { preprocessingText } from './preprocessing-text.ts';
import { specializationLines } from './specialization-lines.ts';

const EXAMPLES = 3;

interface RangeTally {
  explained: number;
  iouSum: number;
  chanceSum: number;
  best: { unit: number; formula: string; iou: number }[];
}

export interface SummaryFrame {
  /** The first line; null = none. */
  readonly title: string | null;
  readonly index: CellIndex;
  /** How images became the model's input; null: not known. */
  readonly preprocessing: Preprocessing | null;
  readonly totalMs: number;
  /** Of the version; its findings would mean nothing. */
  readonly isBaseline: boolean;
}

/** Gathers, range by range, how well formulas match, with the best examples, and how specialized they are: a few bytes a unit. */
export class Summary {
  #units = 0;
  #ranges = 0;
  readonly #classes: ClassifiedUnit[] = [];
  readonly #tallies = new Map<number, RangeTally>();

  add({ unit, ranges }: ReportedUnit): void {
    this.#units += 1;
    this.#ranges += ranges.length;
    this.#classes.push(
      ranges.flatMap(({ clusterIndex, explanation }) => {
        const specialization = explanation?.specialization ?? null;
        return specialization === null ? [] : [{ clusterIndex, specialization }];
      }),
    );
    for (const { clusterIndex, explanation } of ranges) {
      const tally = this.#tallies.get(clusterIndex) ?? { explained: 0, iouSum: 0, chanceSum: 0, best: [] };
      this.#tallies.set(clusterIndex, tally);
      if (!explanation) continue;
      const { formula, iou, chance } = explanation;
      tally.explained += 1;
      tally.iouSum += iou;
      tally.chanceSum += chance;
      tally.best = [...tally.best, { unit, formula, iou }].sort((a, b) => b.iou - a.iou).slice(0, EXAMPLES);
    }
  }

  /** Prints to standard output. */
  print({ title, index, preprocessing, totalMs, isBaseline }: SummaryFrame): void {
    const lines = [
      ...(title === null ? [] : [title]),
      `${this.#units} units, ${this.#ranges} ranges, ${index.sampleCount} samples, ${index.cellCount} cells`,
      `input: ${preprocessingText(preprocessing)}`,
    ];
    for (const [clusterIndex, tally] of [...this.#tallies].sort(([a], [b]) => b - a)) {
      const mean = (sum: number): string => (sum / Math.max(1, tally.explained)).toFixed(3);
      lines.push(
        `range ${clusterIndex}: n ${tally.explained} · mean IoU ${mean(tally.iouSum)} (chance ${mean(tally.chanceSum)})`,
      );
      for (const { unit, formula, iou } of tally.best)
        lines.push(`  neuron ${unit}: ${formula} · IoU ${iou.toFixed(3)}`);
    }
    lines.push(...specializationLines(this.#classes, { isBaseline }));
    process.stdout.write(`${lines.join('\n')}\n${(totalMs / 1000).toFixed(1)} s\n`);
  }
}
