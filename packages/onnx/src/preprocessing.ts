import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ModelLoadError } from '@strata/domain';
import { z } from 'zod';

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

/**
 * Reads `<model>.strata.json` beside the model; fields given in `overrides` win.
 * @throws ModelLoadError when there is no model, neither the file nor an override, or a field is unknown or wrong.
 */
export async function readPreprocessing(
  modelPath: string,
  overrides: Partial<Preprocessing> = {},
): Promise<Preprocessing> {
  const path = modelPath.replace(/\.onnx$/, '').concat('.strata.json');
  const context = { file: path };
  const text = await readFile(path, 'utf8').catch(() => null);
  if (!existsSync(modelPath)) {
    throw new ModelLoadError(`${modelPath}: can't be read. Give the path of an .onnx file.`, {
      context: { file: modelPath },
    });
  }
  if (text === null && Object.keys(overrides).length === 0) {
    throw new ModelLoadError(
      `${path}: expected the model's preprocessing, found no file. Write {"width": 224, "height": 224, "channelOrder": "rgb", "scale": 0.00392, "mean": […], "standardDeviation": […]} there, or give flags such as --input-size 224x224.`,
      { context },
    );
  }
  const parsed = preprocessingSchema.safeParse({ ...parse(path, text ?? '{}'), ...overrides });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'fields'}: ${issue.message}`).join('; ');
  throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or the flags that stand in for it.`, { context });
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
