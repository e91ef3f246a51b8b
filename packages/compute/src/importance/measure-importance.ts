import { type ImageSource, type LayoutRequest, openTailSession, type Preprocessing } from '@strata/onnx';
import { openActivations } from '../activations/npy-source.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type ChangeCounter, changeCounter } from './change-counter.ts';
import type { ImportanceSink, RangeImportance } from './importance-sink.ts';
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
  readonly signal?: AbortSignal | undefined;
  /** Units done, those of an earlier call included, the one under way rounded down. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Range importance: sets the layer's values that lie in a range to zero, on its own maps (not upsampled), runs the rest of
 * the model from there, and counts the samples whose prediction changes; once with all units' ranges of one number at
 * once, and for each unit's range alone. Compared are predictions of the rest of the model with and without. A sample in
 * which the range has no value, or only zeros, is counted as unchanged without being run. Memory holds 64 MB of samples,
 * and a batch. Stops between passes when the signal is aborted: what the sink has is whole.
 * Source: Clustered Compositional Explanations, §5 (range importance).
 * @throws ModelLoadError when the model can't be cut at the layer or run, ShapeError when the activations can't be read,
 * the sink's errors, or the signal's reason.
 */
export async function measureImportance(
  inputs: ImportanceInputs,
  sink: ImportanceSink,
  { threads = 1, signal, onProgress }: ImportanceOptions = {},
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
      if (layerLeft) await sink.writeLayer({ units: layerUnits.length, ranges: await countLayer(counter, layerUnits) });
      for (let start = 0; start < left.length; start += UNITS_PER_BLOCK) {
        const block = left.slice(start, start + UNITS_PER_BLOCK);
        const counts = await countUnits(counter, block, (share) =>
          onProgress?.(done + start + Math.floor(share * block.length), measured.length),
        );
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

async function countUnits(
  counter: ChangeCounter,
  units: readonly RangedUnit[],
  onShare: (share: number) => void,
): Promise<{ unit: number; ranges: RangeImportance[] }[]> {
  const { samples, area } = counter;
  const counts = units.map(({ ranges }) => new Uint32Array(ranges.length));
  await counter.pass(async ({ mapOf, attempt }) => {
    for (const [position, { unit, ranges }] of units.entries()) {
      const count = counts[position] as Uint32Array;
      for (const [j, range] of ranges.entries()) {
        if (!firesInRange(mapOf(unit), range)) continue;
        const change = (activations: Float32Array) =>
          zeroRange(activations.subarray(unit * area, (unit + 1) * area), range);
        await attempt(change, () => {
          count[j] = (count[j] as number) + 1;
        });
      }
    }
  }, onShare);
  return units.map(({ unit }, position) => ({ unit, ranges: listed(counts[position] as Uint32Array, samples) }));
}

async function countLayer(counter: ChangeCounter, units: readonly RangedUnit[]): Promise<RangeImportance[]> {
  const { samples, area } = counter;
  const count = new Uint32Array(Math.max(...units.map(({ ranges }) => ranges.length)));
  await counter.pass(async ({ mapOf, attempt }) => {
    for (let j = 0; j < count.length; j += 1) {
      const firing = units.flatMap(({ unit, ranges }) => {
        const range = ranges[j];
        return range && firesInRange(mapOf(unit), range) ? [{ unit, range }] : [];
      });
      if (firing.length === 0) continue;
      const change = (activations: Float32Array) => {
        for (const { unit, range } of firing) zeroRange(activations.subarray(unit * area, (unit + 1) * area), range);
      };
      await attempt(change, () => {
        count[j] = (count[j] as number) + 1;
      });
    }
  });
  return listed(count, samples);
}

function listed(count: Uint32Array, samples: number): RangeImportance[] {
  return Array.from(count, (changed, j) => ({ clusterIndex: j + 1, changed, samples }));
}
