import { StrataError } from '@strata/domain';
import { writeFileWhole } from '@strata/files';
import {
  fillPixels,
  imageValues,
  type OnnxModel,
  openLayerSession,
  type Preprocessing,
  readPixels,
} from '@strata/onnx';
import sharp from 'sharp';

export interface SeenImageOptions {
  /** The .png to be written. */
  readonly out: string;
  /** Of the model. */
  readonly path: string;
  readonly model: OnnxModel;
  readonly preprocessing: Preprocessing;
}

/**
 * Writes an image as the network sees it: its first three channels as red, green and blue, so that a network that is fed
 * blue first shows it, and says between which values each channel lies and what the network predicts.
 * @throws ModelLoadError when the picture can't be decoded or the model can't be run; StrataError when the place can't be written
 */
export async function seenImage(image: string, { out, path, model, preprocessing }: SeenImageOptions): Promise<string> {
  const { width, height, channelOrder } = preprocessing;
  const pixels = await readPixels(image, preprocessing);
  const shown = channelOrder === 'bgr' ? turned(pixels.data) : Buffer.from(pixels.data);
  const png = await sharp(shown, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  await writeFileWhole(out, png).catch((cause: unknown) => {
    throw new StrataError('BAD_CONFIG', `--out ${out}: can't be written. Choose another place.`, { cause });
  });
  const layer = model.tensors.find(({ probeable }) => probeable)?.name;
  if (layer === undefined) return `${image} as ${width}×${height} in ${out}`;
  const session = await openLayerSession(path, { layers: [layer], preprocessing, batchSize: 1 });
  try {
    const input = new Float32Array(session.batchSize * imageValues(preprocessing));
    fillPixels(pixels, { into: input, preprocessing });
    const { predictions } = await session.run({ input, count: 1 });
    const ranges = rangesText(input.subarray(0, imageValues(preprocessing)), preprocessing);
    const says = predictions === null ? '' : `; the network's greatest output is ${predictions[0]}`;
    return `${image} as ${width}×${height} in ${out}; ${ranges}${says}`;
  } finally {
    await session.close();
  }
}

/** Blue first: what the network takes for red. */
function turned(data: Uint8Array): Buffer {
  const result = Buffer.from(data);
  for (let at = 0; at < result.length; at += 3) {
    result[at] = data[at + 2] as number;
    result[at + 2] = data[at] as number;
  }
  return result;
}

/** Between which values the channels lie: a network wants them around 0, or from 0 to 1, or to 255. */
function rangesText(input: Float32Array, { channelOrder, layout, width, height }: Preprocessing): string {
  const names =
    channelOrder === 'grey' ? ['grey'] : channelOrder === 'rgb' ? ['red', 'green', 'blue'] : ['blue', 'green', 'red'];
  const area = width * height;
  return names
    .map((name, channel) => {
      const values =
        layout === 'nchw'
          ? input.subarray(channel * area, (channel + 1) * area)
          : input.filter((_, at) => at % names.length === channel);
      const [least, greatest] = [Math.min, Math.max].map((pick) => values.reduce((a, b) => pick(a, b)));
      return `${name} ${least?.toFixed(2)} to ${greatest?.toFixed(2)}`;
    })
    .join(', ');
}
