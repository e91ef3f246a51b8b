import {
  fillPixels,
  type ImageSource,
  imageValues,
  type LayerSession,
  type LayoutRequest,
  openLayerSession,
  type Pixels,
  type Preprocessing,
  readPixels,
} from '@strata/onnx';
import type { CellIndex } from '@strata/probe';
import { createRandom, mixBits } from '@strata/statistics';
import type { CauseImage } from '../causes/cause-inputs.ts';
import { conceptsOnImages } from './concept-masks.ts';
import { type EditMask, editPixels, fitMask, moveMask } from './edit-pixels.ts';
import { type EditedConcept, type EditOutcome, judgeEdits } from './judge-edits.ts';
import { type EditPlan, type PlannedEdit, planEdits } from './plan-edits.ts';

/** Places that a control's mask is tried at: the one that covers least of the concept is taken. */
const MOVES = 16;

export interface EditInputs {
  readonly modelPath: string;
  /** Any layer that is known to be one. */
  readonly layer: string;
  readonly request?: LayoutRequest | undefined;
  readonly preprocessing: Preprocessing;
  readonly index: CellIndex;
  readonly images: readonly CauseImage[];
  /** (unit of count) whether its images chose the concepts. */
  readonly chooses: (unit: number) => boolean;
  /** Positions in the dataset's list. */
  readonly concepts: readonly number[];
  readonly imagePath: (sample: number) => ImageSource;
}

export interface EditOptions {
  /** Threads of ONNX Runtime. Default 1. */
  readonly threads?: number | undefined;
  /** Of what is drawn. Default 1. */
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Replaces concepts' pixels in errors, and puts them into successes, as the network takes images, and runs it; beside each the
 * control: the same mask elsewhere on the same image, or pixels of an image without the concept. None where the network gives no classes.
 * @throws ModelLoadError when the model can't be run or an image not be decoded; DatasetError; the signal's reason
 */
export async function editConcepts(
  inputs: EditInputs,
  { threads = 1, seed = 1, signal, onProgress }: EditOptions = {},
): Promise<EditedConcept[]> {
  const { modelPath, layer, request, preprocessing, images, concepts } = inputs;
  const masks = conceptsOnImages(inputs.index, { concepts, samples: images.map(({ sample }) => sample) });
  const plans = planEdits({ ...inputs, masks, seed });
  if (plans.length === 0) return [];
  const session = await openLayerSession(modelPath, { layers: [layer], preprocessing, request, threads, batchSize: 1 });
  try {
    const pixels = pixelReader(inputs);
    const total = plans.reduce((sum, { edits }) => sum + edits.length, 0);
    const outcomes: EditOutcome[] = [];
    let done = 0;
    for (const plan of plans) {
      const own = masks[concepts.indexOf(plan.concept)] ?? [];
      const found: EditOutcome['images'][number][] = [];
      for (const planned of plan.edits) {
        signal?.throwIfAborted();
        const mask = fitMask(own[planned.maskOf] as (typeof own)[number], preprocessing);
        const both = await editBoth(planned, { plan, mask, pixels, preprocessing, seed });
        const predictions = await predict(session, both, preprocessing);
        if (predictions === null) return [];
        const { unit, rightIndex } = images[planned.image] as CauseImage;
        const isChanged = (prediction: number): boolean =>
          (prediction === rightIndex) === (plan.direction === 'TAKEN_OUT');
        found.push({
          unit,
          changed: isChanged(predictions[0] as number),
          control: isChanged(predictions[1] as number),
        });
        done += 1;
        onProgress?.(done, total);
      }
      outcomes.push({ plan, images: found });
    }
    return judgeEdits(outcomes);
  } finally {
    await session.close();
  }
}

type ReadPixels = (place: number) => Promise<Pixels>;

/** Reads images as the network takes them; the last ones are kept, since donors are asked for again. */
function pixelReader({ images, imagePath, preprocessing }: EditInputs): ReadPixels {
  const kept = new Map<number, Pixels>();
  return async (place) => {
    const known = kept.get(place) ?? (await readPixels(imagePath(images[place]?.sample ?? -1), preprocessing));
    if (kept.size >= 64) kept.delete(kept.keys().next().value ?? -1);
    kept.set(place, known);
    return known;
  };
}

interface Editing {
  readonly plan: EditPlan;
  readonly mask: EditMask;
  readonly pixels: ReadPixels;
  readonly preprocessing: Preprocessing;
  readonly seed: number;
}

/** The image edited, and edited as its control. */
async function editBoth(
  { image, from, controlFrom }: PlannedEdit,
  { plan: { edit, direction }, mask, pixels, preprocessing, seed }: Editing,
): Promise<readonly [Pixels, Pixels]> {
  const own = await pixels(image);
  const other = from === null ? undefined : await pixels(from);
  const control = controlFrom === null ? undefined : await pixels(controlFrom);
  const moved = direction === 'PUT_IN' ? mask : elsewhere(mask, { ...preprocessing, seed: seed + image });
  return [editPixels(own, mask, { edit, other }), editPixels(own, moved, { edit, other: control })];
}

/** The mask at a place of chance, as far from itself as a few tries find. */
function elsewhere(
  mask: EditMask,
  { width, height, seed }: { readonly width: number; readonly height: number; readonly seed: number },
): EditMask {
  const random = createRandom(mixBits(seed) ^ 0x7f4a7c15);
  let best = mask;
  let least = Number.POSITIVE_INFINITY;
  for (let move = 0; move < MOVES; move += 1) {
    const moved = moveMask(mask, { width, height, rows: random.below(height), columns: random.below(width) });
    const overlap = moved.reduce((sum, bit, pixel) => sum + (bit & (mask[pixel] as number)), 0);
    if (overlap >= least) continue;
    best = moved;
    least = overlap;
  }
  return best;
}

/** What the network chooses for each; null where it gives no classes. A fixed batch is filled up with zeros. */
async function predict(
  session: LayerSession,
  images: readonly [Pixels, Pixels],
  preprocessing: Preprocessing,
): Promise<readonly number[] | null> {
  const size = imageValues(preprocessing);
  const found: number[] = [];
  // Each alone, so that neither depends on the other.
  for (const image of images) {
    const input = new Float32Array(size * session.batchSize);
    fillPixels(image, { into: input, preprocessing });
    const { predictions } = await session.run({ input, count: 1 });
    if (predictions === null) return null;
    found.push(predictions[0] as number);
  }
  return found;
}
