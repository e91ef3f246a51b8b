import type { ExportExplanation, ExportRun } from '@strata/db';
import { chosenRanges, type LayerExport, type RangeChoice } from './layer-export.ts';

/** What a layer comes to, over one range of each of its neurons. Means are null where there is nothing to take them of. */
export interface LayerSummary {
  readonly unitsExplained: number;
  /** Neurons of the run that have none: nothing is named there, or they have no such range, as dead ones. */
  readonly unitsUnexplained: number;
  /** Neurons whose explanation is graded CLEAR; null where none is graded. */
  readonly unitsClear: number | null;
  /** Null where no untrained network was compared with. */
  readonly unitsSpecialized: number | null;
  readonly meanIou: number | null;
  readonly meanHeldOutIou: number | null;
  /** The ratio of the means, held out over shuffled. */
  readonly timesShuffled: number | null;
}

/** Sums a layer up. */
export async function summarizeLayer(layer: LayerExport, range: RangeChoice): Promise<LayerSummary> {
  const tally = new LayerTally(layer.run);
  for await (const one of chosenRanges(layer, range)) tally.add(one);
  return tally.summary();
}

/** The same while rows go by. */
export class LayerTally {
  readonly #unitsDone: number;
  #explained = 0;
  #graded = 0;
  #clear = 0;
  #classified = 0;
  #specialized = 0;
  #iou = 0;
  #heldOut = 0;
  #shuffled = 0;
  #evidence = 0;

  constructor({ unitsDone }: Pick<ExportRun, 'unitsDone'>) {
    this.#unitsDone = unitsDone;
  }

  add({ iou, grade, specialization, heldOutIou, shuffledIou }: ExportExplanation): void {
    if (iou === null) return;
    this.#explained += 1;
    this.#iou += iou;
    if (grade !== null) this.#graded += 1;
    if (grade === 'CLEAR') this.#clear += 1;
    if (specialization !== null) this.#classified += 1;
    if (specialization === 'SPECIALIZED') this.#specialized += 1;
    if (heldOutIou === null || shuffledIou === null) return;
    this.#evidence += 1;
    this.#heldOut += heldOutIou;
    this.#shuffled += shuffledIou;
  }

  summary(): LayerSummary {
    return {
      unitsExplained: this.#explained,
      unitsUnexplained: this.#unitsDone - this.#explained,
      unitsClear: this.#graded === 0 ? null : this.#clear,
      unitsSpecialized: this.#classified === 0 ? null : this.#specialized,
      meanIou: this.#explained === 0 ? null : this.#iou / this.#explained,
      meanHeldOutIou: this.#evidence === 0 ? null : this.#heldOut / this.#evidence,
      timesShuffled: this.#shuffled === 0 ? null : this.#heldOut / this.#shuffled,
    };
  }
}
