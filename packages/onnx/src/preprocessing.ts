import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ModelLoadError } from '@strata/domain';
import { z } from 'zod';
import { readModel } from './read-model.ts';

const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const positive = z.number().positive();

/**
 * How an image becomes a model's input: (pixel × scale − mean) / standardDeviation, pixels from 0 to 255, mean and
 * deviation in the channel order given. `resize: "stretch"` fits the whole image to width × height, whatever its shape,
 * as Pillow's bilinear resize does (see resize.ts). Cropping is not offered: a layer's map is laid over the whole mask.
 */
export const preprocessingSchema = z.strictObject({
  width: z.int().positive().default(224),
  height: z.int().positive().default(224),
  channelOrder: z.enum(['rgb', 'bgr']).default('rgb'),
  scale: z.number().default(1 / 255),
  mean: perChannel.default([0, 0, 0]),
  standardDeviation: z.tuple([positive, positive, positive]).default([1, 1, 1]),
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
  const text = await readFile(path, 'utf8').catch(() => null);
  const told = { ...parse(path, text ?? '{}'), ...overrides };
  const sized = 'width' in told && 'height' in told && 'layout' in told;
  const parsed = preprocessingSchema.safeParse({ ...(sized ? {} : await inputGrid(modelPath)), ...told });
  if (parsed.success) return { preprocessing: parsed.data, assumed: Object.keys(told).length === 0 };
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'fields'}: ${issue.message}`).join('; ');
  throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or the flags that stand in for it.`, { context });
}

/** Size and layout of the images that the model's input is made for, as far as its shape is fixed. */
async function inputGrid(modelPath: string): Promise<Partial<Preprocessing>> {
  const { inputs } = await readModel(modelPath, { run: false });
  const [, a = null, b = null, c = null] = inputs[0]?.shape ?? [];
  const layout = c === 3 && a !== 3 ? 'nhwc' : 'nchw';
  const [height, width] = layout === 'nchw' ? [b, c] : [a, b];
  return { layout, ...(height && { height }), ...(width && { width }) };
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
