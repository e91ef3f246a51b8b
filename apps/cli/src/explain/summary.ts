import type { Preprocessing } from '@strata/onnx';
import type { CellIndex } from '@strata/probe';
import type { LayerImportance, LayerZeros, ReportedUnit } from '@strata/runs';
import { formulaText } from '../formula-text.ts';
import { EvidenceTally } from './evidence-tally.ts';
import { importanceLines } from './importance-lines.ts';
import { preprocessingText } from './preprocessing-text.ts';
import { SaturatedUnits } from './saturated-units.ts';
import { zerosLine } from './zeros-line.ts';

const EXAMPLES = 3;

type Specifications = NonNullable<ReportedUnit['ranges'][number]['explanation']>['specifications'];

interface RangeTally {
  explained: number;
  iouSum: number;
  chanceSum: number;
  nothingNamed: number;
  /** Pixels of the ranges that are explained, and of these the labelled ones; of older rows they are not known. */
  pixels: number;
  labelled: number;
  best: { unit: number; formula: string; iou: number; specifications: Specifications }[];
  readonly evidence: EvidenceTally;
}

export interface SummaryFrame {
  /** The first line; null = none. */
  readonly title: string | null;
  readonly index: CellIndex;
  /** Of the whole layer. */
  readonly unitCount: number;
  /** Lines on what the run's classes say. */
  readonly specialization: readonly string[];
  /** How images became the model's input; null: not known. */
  readonly preprocessing: Preprocessing | null;
  readonly zeros: LayerZeros;
  /** Empty when it was never measured. */
  readonly layerImportance: readonly LayerImportance[];
  readonly totalMs: number;
}

/** Gathers, range by range, how well formulas match, with the best examples, and how specialized they are: a few bytes per unit. */
export class Summary {
  #units = 0;
  #ranges = 0;
  readonly #saturated = new SaturatedUnits();
  readonly #tallies = new Map<number, RangeTally>();

  add({ unit, cells, ranges }: ReportedUnit): void {
    this.#units += 1;
    this.#saturated.add(cells);
    this.#ranges += ranges.length;
    for (const { clusterIndex, explanation, outcome, bitmapPixels, labelledPixels } of ranges) {
      const tally = this.#tallies.get(clusterIndex) ?? emptyTally();
      this.#tallies.set(clusterIndex, tally);
      if (outcome === 'NOTHING_NAMED') tally.nothingNamed += 1;
      if (!explanation) continue;
      if (labelledPixels !== null) {
        tally.pixels += bitmapPixels;
        tally.labelled += labelledPixels;
      }
      const { formula, iou, chance, specifications } = explanation;
      tally.explained += 1;
      tally.evidence.add({ explanation });
      tally.iouSum += iou;
      tally.chanceSum += chance;
      tally.best = [...tally.best, { unit, formula, iou, specifications }]
        .sort((a, b) => b.iou - a.iou)
        .slice(0, EXAMPLES);
    }
  }

  /** Prints to standard output. */
  print({
    title,
    index,
    unitCount,
    preprocessing,
    zeros,
    layerImportance,
    specialization,
    totalMs,
  }: SummaryFrame): void {
    const lines = [
      ...(title === null ? [] : [title]),
      `${this.#units === unitCount ? '' : `${this.#units} of `}${unitCount} units, ${this.#ranges} ranges, ${index.sampleCount} samples, ${index.cellCount} cells`,
      `input: ${preprocessingText(preprocessing)}`,
    ];
    for (const [clusterIndex, tally] of [...this.#tallies].sort(([a], [b]) => b - a)) {
      const mean = (sum: number): string => (sum / Math.max(1, tally.explained)).toFixed(3);
      const labelled = tally.pixels > 0 ? ` · labelled ${((100 * tally.labelled) / tally.pixels).toFixed(1)} %` : '';
      const nothing = tally.nothingNamed > 0 ? ` · nothing named lies there: ${tally.nothingNamed}` : '';
      lines.push(
        `range ${clusterIndex}: ${tally.evidence.text()}`,
        `  n ${tally.explained} · mean IoU ${mean(tally.iouSum)} (chance for one formula chosen beforehand ${mean(tally.chanceSum)})${labelled}${nothing}`,
      );
      for (const { unit, formula, iou, specifications } of tally.best)
        lines.push(`  neuron ${unit}: ${formulaText(formula)} · IoU ${iou.toFixed(3)}${heldText(specifications)}`);
    }
    lines.push(zerosLine(zeros), ...this.#saturated.lines());
    lines.push(...importanceLines(layerImportance));
    lines.push(...specialization);
    process.stdout.write(`${lines.join('\n')}\n${(totalMs / 1000).toFixed(1)} s\n`);
  }
}

function emptyTally(): RangeTally {
  return {
    explained: 0,
    iouSum: 0,
    chanceSum: 0,
    nothingNamed: 0,
    pixels: 0,
    labelled: 0,
    best: [],
    evidence: new EvidenceTally(),
  };
}

function heldText(specifications: Specifications): string {
  return specifications ? ` · holds in ${specifications.held} of ${specifications.total} specifications` : '';
}
