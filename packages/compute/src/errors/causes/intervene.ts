import { INTERVENTIONS, type Intervention } from '@strata/domain';
import { openTailSession } from '@strata/onnx';
import { openActivations } from '../../activations/npy-source.ts';
import { type LayerSamples, layerSamples } from '../../importance/layer-samples.ts';
import { type TailBatch, tailBatch } from '../../importance/tail-batch.ts';
import { zeroElsewhere } from '../../importance/zero-elsewhere.ts';
import type { CauseImage, CauseInputs } from './cause-inputs.ts';
import type { ChosenRange } from './choose-ranges.ts';
import { changesMap, setRange } from './set-range.ts';

/** Trials that the rest of the model runs at once. */
const TRIALS_PER_BATCH = 16;

/** What came of taking one range out of images. */
export interface InterventionOutcomes {
  readonly chosen: ChosenRange;
  readonly intervention: Intervention;
  /** What the range's values were set to. */
  readonly setTo: number;
  /** (image) whether it is named rightly without the range, and with as much changed at random places instead. */
  readonly rightWithout: Uint8Array;
  readonly rightControl: Uint8Array;
}

/** With what is predicted then. */
export interface RunOutcomes extends InterventionOutcomes {
  /** (image) the output that is chosen without the range; −1 where the image was not run. */
  readonly chosenWithout: Int32Array;
}

export interface InterveneOptions {
  readonly images: readonly CauseImage[];
  /** How ranges are taken out. Default both ways. */
  readonly ways?: readonly Intervention[] | undefined;
  /** Whether a range is taken out of an image. Default of all. */
  readonly applies?: ((range: ChosenRange, image: CauseImage) => boolean) | undefined;
  readonly threads: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Takes each range out of each image's map, both ways, and runs the rest of the model; beside it the control, as much changed
 * at random places of the same map. An image in which the range doesn't fire stays as it was, without being run.
 * @throws ModelLoadError when the model can't be cut at the layer or run; the signal's reason
 */
export async function intervene(
  inputs: CauseInputs,
  chosen: readonly ChosenRange[],
  { images, ways = INTERVENTIONS, applies = () => true, threads, seed, signal, onProgress }: InterveneOptions,
): Promise<RunOutcomes[]> {
  const source = openActivations(inputs.activationsPath);
  const { height, width, units } = source;
  const area = height * width;
  const { layer, preprocessing, request, imagePath } = inputs;
  const outcomes = outcomesOf(chosen, images, ways);
  const places = new Map(images.map(({ sample }, image) => [sample, image]));
  try {
    const shape = { mapShape: { height, width }, batchSize: TRIALS_PER_BATCH };
    const tail = await openTailSession(inputs.modelPath, { layer, preprocessing, request, threads, ...shape });
    try {
      const batch = tailBatch(tail, { sampleSize: units * area });
      let done = 0;
      for await (const samples of layerSamples({ source, tail, imagePath })()) {
        for (let place = 0; place < samples.count; place += 1) {
          signal?.throwIfAborted();
          const image = places.get(samples.first + place);
          if (image === undefined) continue;
          const own = images[image] as CauseImage;
          const { sample, rightIndex } = own;
          const visited = { samples, place, image, sample, rightIndex, area };
          for (const outcome of outcomes) {
            if (applies(outcome.chosen, own)) await tryBoth(batch, outcome, { ...visited, seed });
          }
          done += 1;
          onProgress?.(done, images.length);
        }
      }
      await batch.flush();
    } finally {
      await tail.close();
    }
  } finally {
    source.close();
  }
  return outcomes;
}

interface VisitedImage extends Pick<CauseImage, 'sample' | 'rightIndex'> {
  readonly samples: LayerSamples;
  /** Its place among these, and among the images in question. */
  readonly place: number;
  readonly image: number;
  /** Values of one map. */
  readonly area: number;
  readonly seed: number;
}

/** Runs an image without the range and with the control, where the range fires on it. */
async function tryBoth(
  batch: TailBatch,
  { chosen, setTo: to, rightWithout, rightControl, chosenWithout }: RunOutcomes,
  { samples, place, image, sample, rightIndex, area, seed }: VisitedImage,
): Promise<void> {
  const { unit, range, clusterIndex } = chosen;
  const mapIn = (activations: Float32Array): Float32Array => activations.subarray(unit * area, (unit + 1) * area);
  const size = samples.activations.length / samples.count;
  if (!changesMap(mapIn(samples.activations.subarray(place * size, (place + 1) * size)), range, to)) return;
  await batch.add({
    ...{ samples, place },
    change: (activations) => setRange(mapIn(activations), range, to),
    tell: (found) => {
      rightWithout[image] = Number(found === rightIndex);
      chosenWithout[image] = found;
    },
  });
  await batch.add({
    ...{ samples, place },
    change: (activations) =>
      zeroElsewhere(mapIn(activations), range, { seed, sample, unit, range: clusterIndex - 1, to }),
    tell: (found) => {
      rightControl[image] = Number(found === rightIndex);
    },
  });
}

/** Every range in every way, with images as they are. */
function outcomesOf(
  chosen: readonly ChosenRange[],
  images: readonly CauseImage[],
  ways: readonly Intervention[],
): RunOutcomes[] {
  const unchanged = (): Uint8Array => Uint8Array.from(images, ({ isWrong }) => Number(!isWrong));
  return chosen.flatMap((range) =>
    ways.map((intervention) => ({
      chosen: range,
      intervention,
      setTo: intervention === 'ZERO' ? 0 : range.successMean,
      rightWithout: unchanged(),
      rightControl: unchanged(),
      chosenWithout: new Int32Array(images.length).fill(-1),
    })),
  );
}
