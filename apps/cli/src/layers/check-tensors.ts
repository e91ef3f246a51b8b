import {
  checkLayouts,
  fillPixels,
  imageValues,
  type LayoutVerdict,
  openLayerSession,
  type Preprocessing,
  type TensorInfo,
  whyWrong,
} from '@strata/onnx';

/** Layers whose maps are held at once. */
const AT_ONCE = 16;
const CHANNELS = 3;
/** Steps of a colour from pixel to pixel, and from channel to channel. Neither divides 256, which makes a busy image. */
const [STEP, CHANNEL_STEP] = [61, 97];

/** A tensor with what changing spots of an image said of its layout; null where that was not asked for. */
export interface CheckedTensor extends TensorInfo {
  readonly verdict: LayoutVerdict['verdict'] | null;
}

export interface CheckTensorsOptions {
  readonly preprocessing: Preprocessing;
  /** All that can be explained; else only those whose layout no operator says. */
  readonly all: boolean;
}

/**
 * Changes spots of a made-up image and sees whether the tensors' maps change there; those that don't can't be explained any
 * more.
 * @throws ModelLoadError when the model can't be run
 */
export async function checkTensors(
  path: string,
  tensors: readonly TensorInfo[],
  { preprocessing, all }: CheckTensorsOptions,
): Promise<CheckedTensor[]> {
  const asked = tensors.filter(({ probeable, traced }) => probeable && (all || traced === null));
  const verdicts = new Map<string, LayoutVerdict>();
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const layers = asked.slice(from, from + AT_ONCE).map(({ name }) => name);
    for (const [name, verdict] of await checkSome(path, layers, preprocessing)) verdicts.set(name, verdict);
  }
  return tensors.map((tensor) => {
    const verdict = verdicts.get(tensor.name);
    if (verdict === undefined) return { ...tensor, verdict: null };
    const reason = whyWrong(tensor, { verdict, said: false }) ?? tensor.reason;
    return { ...tensor, verdict: verdict.verdict, reason, probeable: reason === null };
  });
}

async function checkSome(
  path: string,
  layers: readonly string[],
  preprocessing: Preprocessing,
): Promise<[string, LayoutVerdict][]> {
  const session = await openLayerSession(path, { layers, preprocessing, batchSize: 1, alone: true });
  try {
    // Other places of a fixed batch stay black.
    const image = { input: new Float32Array(session.batchSize * imageValues(preprocessing)), count: 1 };
    fillPixels(busyImage(preprocessing), { into: image.input, preprocessing });
    const verdicts = await checkLayouts(session, { image, preprocessing });
    return layers.map((name, i) => [name, verdicts[i] as LayoutVerdict]);
  } finally {
    await session.close();
  }
}

/** Colours that differ everywhere, and are the same every time. */
function busyImage({ width, height }: Preprocessing) {
  const data = Uint8Array.from({ length: CHANNELS * width * height }, (_, i) => {
    const pixel = Math.floor(i / CHANNELS);
    return (pixel * STEP + Math.floor(pixel / width) * STEP ** 2 + (i % CHANNELS) * CHANNEL_STEP) % 256;
  });
  return { data, width, height };
}
