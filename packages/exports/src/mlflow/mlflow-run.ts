import { plainLine } from '@strata/domain';
import type { LayerExport, RangeChoice } from '../layers/layer-export.ts';
import { chosenRanges } from '../layers/layer-export.ts';
import { type LayerSummary, LayerTally } from '../layers/layer-summary.ts';
import { millis, runFacts, runKey, runTitle } from '../layers/run-facts.ts';

/** A value at a step; MLflow counts time in milliseconds. */
export interface Metric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timestamp: number;
}

/** A layer as a run of MLflow, which keeps parameters and tags as texts. */
export interface MlflowRun {
  /** Runs of one model are one experiment. */
  readonly experiment: string;
  readonly key: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isFinished: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Those of neurons, with the neuron's number as step, then those of the layer. */
  readonly metrics: () => AsyncIterable<Metric>;
}

/** Describes a layer as MLflow keeps it. */
export function mlflowRun(layer: LayerExport, range: RangeChoice): MlflowRun {
  const { run } = layer;
  const start = millis(run.startedAt);
  const end = run.finishedAt === null ? start : millis(run.finishedAt);
  const name = runTitle(run);
  return {
    experiment: plainLine(run.model),
    key: runKey(run),
    name,
    start,
    end,
    isFinished: run.status === 'COMPLETED',
    params: { ...runFacts(run), range: String(range) },
    tags: { 'mlflow.runName': name, 'strata.run': runKey(run), 'strata.version': plainLine(run.codeVersion) },
    metrics: () => metricsOf(layer, { range, start, end }),
  };
}

async function* metricsOf(
  layer: LayerExport,
  { range, start, end }: { readonly range: RangeChoice; readonly start: number; readonly end: number },
): AsyncGenerator<Metric> {
  const tally = new LayerTally(layer.run);
  for await (const one of chosenRanges(layer, range)) {
    tally.add(one);
    const at = { step: one.unit, timestamp: start };
    if (one.iou !== null) yield { key: 'unit/iou', value: one.iou, ...at };
    if (one.heldOutIou !== null) yield { key: 'unit/held_out_iou', value: one.heldOutIou, ...at };
    if (one.timesShuffled !== null) yield { key: 'unit/times_shuffled', value: one.timesShuffled, ...at };
  }
  for (const [key, value] of summaryValues(tally.summary())) yield { key, value, step: 0, timestamp: end };
}

/** A layer's numbers by the names that they are logged by; those that it hasn't are left out. */
export function summaryValues(summary: LayerSummary): [name: string, value: number][] {
  const values: Readonly<Record<string, number | null>> = {
    mean_iou: summary.meanIou,
    mean_held_out_iou: summary.meanHeldOutIou,
    times_shuffled: summary.timesShuffled,
    units_explained: summary.unitsExplained,
    units_unexplained: summary.unitsUnexplained,
    units_clear: summary.unitsClear,
    units_specialized: summary.unitsSpecialized,
  };
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}
