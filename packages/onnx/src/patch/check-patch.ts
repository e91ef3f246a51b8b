import { ModelLoadError } from '@strata/domain';
import { Tensor } from 'onnxruntime-node';
import type { ImageSource } from '../decode-image.ts';
import { fillImage } from '../image-input.ts';
import { feed } from '../layer-session.ts';
import { openSession } from '../model-file.ts';
import { imageShape, imageValues, type Preprocessing } from '../preprocessing.ts';
import { tapLayers } from '../tap-layer.ts';

/**
 * Of the greatest value: what another order of addition makes. Far stricter than what tells one image from another: most
 * outputs hardly depend on one range, and a file without its patch must not pass.
 */
const TOLERANCE = 1e-5;

export interface PatchCheck {
  /** The file as it was written. */
  readonly path: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  readonly images: readonly ImageSource[];
  /** (image, outputs) what the rest of the unpatched model made of the changed activations. */
  readonly expected: readonly Float32Array[];
  readonly threads?: number;
}

/** How a patched file compares with the run that it was made after. */
export interface PatchChecked {
  readonly images: number;
  readonly values: number;
  /** Values that are the same to the last bit, and by how much the others differ at most. */
  readonly equal: number;
  readonly differenceMax: number;
}

/**
 * Runs a patched file on images, one at a time, and compares its output value by value with what is expected.
 * @throws ModelLoadError when it can't be run, or differs by more than rounding
 */
export async function checkPatch({
  path,
  layer,
  preprocessing,
  threads = 1,
  ...check
}: PatchCheck): Promise<PatchChecked> {
  const tapped = await tapLayers(path, { layers: [layer], image: preprocessing });
  const { firstOutput, input } = tapped;
  if (firstOutput === null)
    throw new ModelLoadError(`${path}: expected an output that is the same each time, found none.`);
  const session = await openSession(tapped.bytes, { ...tapped.loading, threads });
  const size = imageValues(preprocessing);
  const batch = tapped.batch ?? 1;
  let [equal, values, differenceMax] = [0, 0, 0];
  try {
    for (const [at, image] of check.images.entries()) {
      const pixels = new Float32Array(batch * size);
      await fillImage(image, pixels.subarray(0, size), preprocessing);
      const feeds = { [input]: new Tensor('float32', pixels, imageShape(preprocessing, batch)) };
      const results = await feed(session, { modelPath: path, feeds, wanted: [firstOutput] });
      const all = results[firstOutput]?.data as Float32Array;
      const own = all.subarray(0, all.length / batch);
      const wanted = check.expected[at] as Float32Array;
      if (own.length !== wanted.length) throw differs(path, at);
      const greatest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (const [i, value] of own.entries()) {
        const off = Math.abs(value - (wanted[i] as number));
        if (!(off <= TOLERANCE * greatest)) throw differs(path, at);
        if (off === 0) equal += 1;
        differenceMax = Math.max(differenceMax, off);
      }
      values += own.length;
    }
  } finally {
    await session.release();
  }
  return { images: check.images.length, values, equal, differenceMax };
}

function differs(path: string, image: number): ModelLoadError {
  return new ModelLoadError(
    `${path}: expected what the rest of the network makes of the changed layer, but the patched file answers otherwise for image ${image + 1}. Don't use it.`,
    { context: { file: path, image } },
  );
}
