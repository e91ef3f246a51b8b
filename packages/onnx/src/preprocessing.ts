import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ModelLoadError } from '@strata/domain';
import { z } from 'zod';
import { declaredImage, imageForm } from './image-form.ts';
import { readModelFile } from './model-file.ts';

/** Of the model's input; several images are prepared at once, as four bytes per channel. */
const SIDE_MAX = 8_192;

const positive = z.number().positive();
const side = z.int().positive().max(SIDE_MAX);
const triple = ([value]: [number]): [number, number, number] => [value, value, value];
/** One number, with or without brackets, stands for all channels. */
const forAll = (one: z.ZodNumber) =>
  z.union([z.tuple([one, one, one]), z.tuple([one]).transform(triple), one.transform((value) => triple([value]))]);

/**
 * How an image becomes a model's input: (pixel × scale − mean) / standardDeviation, pixels from 0 to 255, mean and
 * deviation in the channel order given; `grey` is one channel, Pillow's "L". `resize: "stretch"` fits the whole image to width × height, whatever its shape,
 * as Pillow's bilinear resize does (see resize.ts). Cropping is not offered: a layer's map is laid over the whole mask.
 */
export const preprocessingSchema = z.strictObject({
  width: side.default(224),
  height: side.default(224),
  channelOrder: z.enum(['rgb', 'bgr', 'grey']).default('rgb'),
  scale: z.number().default(1 / 255),
  mean: forAll(z.number()).default([0, 0, 0]),
  standardDeviation: forAll(positive).default([1, 1, 1]),
  layout: z.enum(['nchw', 'nhwc']).default('nchw'),
  resize: z.enum(['stretch']).default('stretch'),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

export interface FoundPreprocessing {
  readonly preprocessing: Preprocessing;
  /** Nothing said how the network wants its images: the defaults stand in. */
  readonly assumed: boolean;
}

/**
 * Reads `<model>.strata.json` beside the model; fields given in `overrides` win. Size and layout that neither tells are
 * the model's own where its input has a fixed shape.
 * @throws ModelLoadError when there is no model, or a field is unknown or wrong.
 */
export async function readPreprocessing(
  modelPath: string,
  overrides: Partial<Preprocessing> = {},
): Promise<FoundPreprocessing> {
  const path = modelPath.replace(/\.onnx$/, '').concat('.strata.json');
  const context = { file: path };
  if (!existsSync(modelPath)) {
    throw new ModelLoadError(`${modelPath}: can't be read. Give the path of an .onnx file.`, {
      context: { file: modelPath },
    });
  }
  const text = await readBeside(path);
  const told = { ...parse(path, text ?? '{}'), ...overrides };
  const parsed = preprocessingSchema.safeParse({ ...(await inputForm(modelPath)), ...told });
  if (parsed.success) return { preprocessing: parsed.data, assumed: Object.keys(told).length === 0 };
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'fields'}: ${issue.message}`).join('; ');
  throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or the flags that stand in for it.`, { context });
}

/** Null where there is none. */
async function readBeside(path: string): Promise<string | null> {
  const status = await stat(path).catch(() => null);
  if (status === null) return null;
  try {
    if (status.isFile()) return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ModelLoadError(`${path}: can't be read. Check its permissions.`, { cause, context: { file: path } });
  }
  throw new ModelLoadError(`${path}: expected a file of JSON, found a folder or device. Take it away, or correct it.`, {
    context: { file: path },
  });
}

/** Size, layout and colour of the images that the model's input is made for, as far as its shape says them. */
async function inputForm(modelPath: string): Promise<Partial<Preprocessing>> {
  const { graph } = await readModelFile(modelPath, { weights: 'outside' });
  const { layout, channels, height, width } = imageForm(declaredImage(graph));
  return {
    layout,
    ...(channels === 1 && { channelOrder: 'grey' }),
    ...(height && { height }),
    ...(width && { width }),
  };
}

function parse(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new ModelLoadError(`${path}: not JSON. Correct the file.`, { cause, context: { file: path } });
  }
  throw new ModelLoadError(`${path}: expected a JSON object. Correct the file.`, { context: { file: path } });
}

/** Channels of the image that the model is fed with. */
export function channelsOf({ channelOrder }: Pick<Preprocessing, 'channelOrder'>): 1 | 3 {
  return channelOrder === 'grey' ? 1 : 3;
}

/** Values of one image: channels × height × width. */
export function imageValues(preprocessing: Pick<Preprocessing, 'channelOrder' | 'width' | 'height'>): number {
  return channelsOf(preprocessing) * preprocessing.width * preprocessing.height;
}

/** (batch, …) as the model takes so many images. */
export function imageShape(preprocessing: Preprocessing, batch: number): number[] {
  const { width, height, layout } = preprocessing;
  const channels = channelsOf(preprocessing);
  return layout === 'nchw' ? [batch, channels, height, width] : [batch, height, width, channels];
}
