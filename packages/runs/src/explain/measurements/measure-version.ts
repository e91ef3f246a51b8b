import {
  type ExplainConfig,
  type MaskedExplanation,
  measureImportance,
  measureMasking,
  type RangedUnit,
  type StoredRule,
  storedRange,
} from '@strata/compute';
import { DatasetError } from '@strata/domain';
import type { ImageSource, LayoutRequest, Preprocessing } from '@strata/onnx';
import { type CellIndex, numberGroups, type ProbeDataset } from '@strata/probe';
import type { StartProgress } from '../../progress.ts';
import { type FormulaReader, formulaReader } from '../concept-positions.ts';
import type { ReportedUnit } from '../reported-unit.ts';
import { boundsOf, ruleOf } from '../stored-rule.ts';
import type { MeasurementKeeper } from './measurement-keeper.ts';

/** Of the noise of label masking: the same in every run, so that versions can be compared. */
const MASKING_SEED = 0;

/** What is measured beyond the explanations, which don't depend on it; the first two through the model. */
export interface Measures {
  readonly importance: boolean;
  /** Null: not measured. `samplesMax`: for each explanation; null = all that count. */
  readonly labelMasking: { readonly samplesMax: number | null } | null;
  /** Whether explanations are looked for again in other specifications of the analysis. */
  readonly specifications: boolean;
}

export interface MeasureInputs {
  readonly measures: Measures;
  readonly keeper: MeasurementKeeper;
  readonly modelPath: string;
  readonly request?: LayoutRequest | undefined;
  readonly preprocessing: Preprocessing;
  readonly layer: string;
  readonly activationsPath: string;
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly config: ExplainConfig;
  /** To be measured. */
  readonly units: readonly number[];
  /** All that the run has explained, these included. */
  readonly layerUnits: readonly number[];
  readUnits(units: readonly number[]): AsyncGenerator<ReportedUnit>;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/** What this call took, in milliseconds. */
export interface MeasureTimings {
  readonly importance?: number;
  readonly labelMasking?: number;
  readonly specifications?: number;
}

/**
 * Measures importance and label masking of a run's explanations as far as they are asked for and missing; what is done is
 * kept piece by piece.
 * @throws ModelLoadError when the model can't be cut at the layer or run; StoreError; the signal's reason
 */
export async function measureVersion(inputs: MeasureInputs): Promise<MeasureTimings> {
  const { importance, labelMasking } = inputs.measures;
  const started = performance.now();
  if (importance) await measureRanges(inputs);
  const between = performance.now();
  if (labelMasking) await measureExplanations(inputs, labelMasking.samplesMax);
  return {
    ...(importance && { importance: between - started }),
    ...(labelMasking && { labelMasking: performance.now() - between }),
  };
}

async function measureRanges(inputs: MeasureInputs): Promise<void> {
  const layerUnits: RangedUnit[] = [];
  for await (const unit of inputs.readUnits(inputs.layerUnits)) {
    const rule = ruleOf(boundsOf(inputs.config), unit);
    layerUnits.push({ unit: unit.unit, ranges: unit.ranges.map((range) => storedRange(range, rule)) });
  }
  const wantedUnits = new Set(inputs.units);
  const units = layerUnits.filter(({ unit }) => wantedUnits.has(unit));
  const taking = layerUnits.filter(({ ranges }) => ranges.length > 0).length;
  const sink = await inputs.keeper.importance(taking);
  const line = inputs.progress('importance', 'units');
  await measureImportance({ ...inputs, units, layerUnits, imagePath: imagePaths(inputs) }, sink, {
    ...inputs,
    onProgress: line.update,
  });
  const already = units.filter(({ unit }) => sink.doneUnits.has(unit)).length;
  line.end(already > 0 ? `${already} of ${units.length} units were measured already` : undefined);
}

async function measureExplanations(inputs: MeasureInputs, samplesMax: number | null): Promise<void> {
  const settings = { seed: MASKING_SEED, samplesMax };
  const keeper = await inputs.keeper.masking(settings);
  const read = formulaReader(inputs.dataset.concepts);
  const explanations: MaskedExplanation[] = [];
  let already = 0;
  for await (const unit of inputs.readUnits(inputs.units)) {
    for (const explanation of maskedExplanations(unit, { read, rule: ruleOf(boundsOf(inputs.config), unit) })) {
      if (keeper.has(unit.unit, explanation.clusterIndex)) already += 1;
      else explanations.push(explanation);
    }
  }
  const line = inputs.progress('label masking', 'explanations');
  const groups = numberGroups(inputs.dataset.samples)?.numbers ?? null;
  await measureMasking({ ...inputs, explanations, groups, imagePath: imagePaths(inputs) }, keeper, {
    ...inputs,
    ...settings,
    onProgress: (done, total) => line.update(already + done, already + total),
  });
  line.end(already > 0 ? `${already} explanations were measured already` : undefined);
}

interface Reading {
  readonly read: FormulaReader;
  readonly rule: StoredRule;
}

function maskedExplanations({ unit, ranges }: ReportedUnit, { read, rule }: Reading): MaskedExplanation[] {
  return ranges.flatMap(({ explanation, ...range }) => {
    if (!explanation) return [];
    const { formula } = explanation;
    const own = storedRange(range, rule);
    return [{ unit, clusterIndex: range.clusterIndex, range: own, formula, terms: read(formula) }];
  });
}

function imagePaths({ dataset }: MeasureInputs): (sample: number) => ImageSource {
  return (sample) => {
    const { key = `${sample}`, imagePath = null, upright = false } = dataset.samples[sample] ?? {};
    if (imagePath !== null) return { path: imagePath, upright };
    throw new DatasetError(
      `${key}: expected an image to run the model on, found none. Give a dataset with images, or leave out --importance and --label-masking.`,
      { context: { sample } },
    );
  };
}
