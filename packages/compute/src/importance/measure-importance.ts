import { type ImageSource, type LayoutRequest, openTailSession, type Preprocessing } from '@strata/onnx';
import { openActivations } from '../activations/npy-source.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type ChangeCounter, changeCounter, type VisitedSample } from './change-counter.ts';
import type { ImportanceSink, RangeImportance } from './importance-sink.ts';
import { PairedChanges } from './paired-changes.ts';
import { type ControlDraw, zeroElsewhere } from './zero-elsewhere.ts';
import { firesInRange, zeroRange } from './zero-range.ts';

/** Units measured, and stored, together; each pass over the samples serves all of them. */
const UNITS_PER_BLOCK = 8;
/** Trials that the rest of the model runs at once. */
const TRIALS_PER_BATCH = 16;

export interface RangedUnit {
  readonly unit: number;
  /** Ascending; index j has the clusterIndex j + 1. Units without ranges have nothing to be measured. */
  readonly ranges: readonly ActivationRange[];
}

export interface ImportanceInputs {
  readonly modelPath: string;
  readonly layer: string;
  /** How the layer's dimensions are meant; default inferred. */
  readonly request?: LayoutRequest | undefined;
  readonly preprocessing: Preprocessing;
  /** The layer's activations (unit, sample, height, width), as the model gave them. */
  readonly activationsPath: string;
  /** Units to be measured one by one. */
  readonly units: readonly RangedUnit[];
  /** Units whose ranges of one number are set to zero together: all that are known of the layer. */
  readonly layerUnits: readonly RangedUnit[];
  /** Where a sample's image lies; asked for only where the rest of the model needs it. */
  readonly imagePath: (sample: number) => ImageSource;
}

export interface ImportanceOptions {
  /** Threads of ONNX Runtime; the counts don't depend on them. Default 1. */
  readonly threads?: number;
  /** Of the places that the control removes. Default 0. */
  readonly seed?: number;
  readonly signal?: AbortSignal | undefined;
  /** Units done, those of an earlier call included, the one under way rounded down. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Range importance: sets the layer's values that lie in a range to zero, on its own maps (not upsampled), runs the rest of
 * the model from there, and counts the samples whose prediction changes; once with all units' ranges of one number at
 * once, and for each unit's range alone. Compared are predictions of the rest of the model with and without. A sample in
 * which the range has no value, or only zeros, is counted as unchanged without being run. Beside it the control: as much
 * activation removed at random places of the same maps (`zeroElsewhere`), and in how many samples both change the
 * prediction, so that the two can be compared in pairs. Memory holds 64 MB of samples, and a batch. Stops between passes
 * when the signal is aborted: what the sink has is whole.
 * Source: Clustered Compositional Explanations, §5 (range importance).
 * @throws ModelLoadError when the model can't be cut at the layer or run, ShapeError when the activations can't be read,
 * the sink's errors, or the signal's reason.
 */
export async function measureImportance(
  inputs: ImportanceInputs,
  sink: ImportanceSink,
  { threads = 1, seed = 0, signal, onProgress }: ImportanceOptions = {},
): Promise<void> {
  const measured = inputs.units.filter(({ ranges }) => ranges.length > 0);
  const left = measured.filter(({ unit }) => !sink.doneUnits.has(unit));
  const done = measured.length - left.length;
  onProgress?.(done, measured.length);
  const layerUnits = inputs.layerUnits.filter(({ ranges }) => ranges.length > 0);
  const layerLeft = !sink.layerDone && layerUnits.length > 0;
  if (left.length === 0 && !layerLeft) return;
  const source = openActivations(inputs.activationsPath);
  try {
    const { modelPath: path, layer, preprocessing } = inputs;
    const mapShape = { height: source.height, width: source.width };
    const tail = await openTailSession(path, {
      layer,
      preprocessing,
      request: inputs.request,
      mapShape,
      threads,
      batchSize: TRIALS_PER_BATCH,
    });
    try {
      const counter = changeCounter({ source, tail, imagePath: inputs.imagePath, signal });
      if (layerLeft)
        await sink.writeLayer({
          units: layerUnits.length,
          ranges: await countLayer(counter, { units: layerUnits, seed }),
        });
      for (let start = 0; start < left.length; start += UNITS_PER_BLOCK) {
        const block = left.slice(start, start + UNITS_PER_BLOCK);
        const onShare = (share: number) =>
          onProgress?.(done + start + Math.floor(share * block.length), measured.length);
        const counts = await countUnits(counter, { units: block, seed, onShare });
        for (const importance of counts) await sink.writeUnit(importance);
        onProgress?.(done + start + block.length, measured.length);
      }
    } finally {
      await tail.close();
    }
  } finally {
    source.close();
  }
}

interface Counting {
  readonly units: readonly RangedUnit[];
  /** Of the control. */
  readonly seed: number;
  readonly onShare?: (share: number) => void;
}

async function countUnits(
  { samples, area, pass }: ChangeCounter,
  { units, seed, onShare }: Counting,
): Promise<{ unit: number; ranges: RangeImportance[] }[]> {
  const changes = units.map(({ ranges }) => new PairedChanges({ ranges: ranges.length, samples }));
  await pass(async ({ sample, mapOf, attempt }) => {
    for (const [position, { unit, ranges }] of units.entries()) {
      const own = changes[position] as PairedChanges;
      for (const [j, range] of ranges.entries()) {
        if (!firesInRange(mapOf(unit), range)) continue;
        await attemptBoth({ sample, attempt, area }, [{ unit, range, draw: { seed, sample, unit, range: j } }], {
          changes: own,
          j,
        });
      }
    }
  }, onShare);
  return units.map(({ unit }, position) => ({ unit, ranges: (changes[position] as PairedChanges).counted() }));
}

async function countLayer(
  { samples, area, pass }: ChangeCounter,
  { units, seed }: Counting,
): Promise<RangeImportance[]> {
  const ranges = Math.max(...units.map((unit) => unit.ranges.length));
  const changes = new PairedChanges({ ranges, samples });
  await pass(async ({ sample, mapOf, attempt }) => {
    for (let j = 0; j < ranges; j += 1) {
      const firing = units.flatMap(({ unit, ranges: own }): Removal[] => {
        const range = own[j];
        if (!range || !firesInRange(mapOf(unit), range)) return [];
        return [{ unit, range, draw: { seed, sample, unit, range: j } }];
      });
      if (firing.length > 0) await attemptBoth({ sample, attempt, area }, firing, { changes, j });
    }
  });
  return changes.counted();
}

interface Removal {
  readonly unit: number;
  readonly range: ActivationRange;
  readonly draw: ControlDraw;
}

/** Runs a sample without some units' range `j`, and with as much removed elsewhere. */
async function attemptBoth(
  { sample, attempt, area }: Pick<VisitedSample, 'sample' | 'attempt'> & { readonly area: number },
  removals: readonly Removal[],
  { changes, j }: { readonly changes: PairedChanges; readonly j: number },
): Promise<void> {
  const mapOf = (activations: Float32Array, unit: number) => activations.subarray(unit * area, (unit + 1) * area);
  await attempt(
    (activations) => {
      for (const { unit, range } of removals) zeroRange(mapOf(activations, unit), range);
    },
    () => changes.add(j, { sample, by: 'range' }),
  );
  await attempt(
    (activations) => {
      for (const { unit, range, draw } of removals) zeroElsewhere(mapOf(activations, unit), range, draw);
    },
    () => changes.add(j, { sample, by: 'control' }),
  );
}
