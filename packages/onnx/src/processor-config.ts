import { basename, dirname, join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { z } from 'zod';
import type { Preprocessing } from './preprocessing.ts';
import { processorFit } from './processor-fit.ts';

/** The file in which Hugging Face's image processors keep how they prepare images. */
export const PROCESSOR_CONFIG = 'preprocessor_config.json';
/** Steps that change no pixel, or that are read. */
const KNOWN_STEPS = new Set(
  'do_resize do_center_crop do_rescale do_normalize do_convert_rgb do_flip_channel_order do_reduce_labels'.split(' '),
);

const sides = z.union([z.number(), z.record(z.string(), z.number().nullable())]).nullish();
const numbers = z.union([z.number().transform((one) => [one]), z.array(z.number()).min(1)]);
const schema = z.looseObject({
  size: sides,
  crop_size: sides,
  crop_pct: z.number().positive().nullish(),
  do_center_crop: z.boolean().nullish(),
  do_resize: z.boolean().nullish(),
  resample: z.int().nullish(),
  rescale_factor: z.number().optional(),
  image_mean: numbers.optional(),
  image_std: numbers.optional(),
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
});
export type ProcessorConfig = z.infer<typeof schema>;

/** Where the file can lie: beside the model, or above a folder "onnx" that holds it. */
export function configPaths(modelPath: string, name: string): string[] {
  const folder = dirname(modelPath);
  const beside = [join(folder, name)];
  return basename(folder) === 'onnx' ? [...beside, join(dirname(folder), name)] : beside;
}

/**
 * How an image processor of Hugging Face prepares images, as far as it can be followed: the whole image stretched to one
 * size, or resized and cropped in the middle, then scaled and normalized. Its pictures are Pillow's: processors that turn an
 * image into a tensor first are up to one level of 255 off.
 * @throws ModelLoadError that names every step that isn't supported: padding, and sizes that are each image's own
 */
export function processorPreprocessing(path: string, fields: object): Partial<Preprocessing> {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ');
    throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or ${INSTEAD}.`, { context: { file: path } });
  }
  const config = parsed.data;
  const fit = processorFit(config, typeOf(config));
  const steps = [...(Array.isArray(fit) ? fit : []), ...unsupported(config)];
  if (steps.length > 0) {
    throw new ModelLoadError(
      `${path}: images are prepared in a way that isn't supported: ${steps.join('; ')}. ` +
        `If the whole image is stretched instead, or cropped by --crop, ${INSTEAD}.`,
      { context: { file: path } },
    );
  }
  const { image_mean: mean, image_std: deviation } = config;
  return {
    ...(Array.isArray(fit) ? {} : fit),
    ...(config.do_flip_channel_order === true && { channelOrder: 'bgr' as const }),
    scale: isOn(config, 'do_rescale') ? (config.rescale_factor ?? 1 / 255) : 1,
    ...(isOn(config, 'do_normalize') && mean && { mean: forAll(mean) }),
    ...(isOn(config, 'do_normalize') && deviation && { standardDeviation: forAll(deviation) }),
  };
}

const INSTEAD =
  'say how images are prepared with --preprocess, or with --input-size, --mean and --std, or in a .strata.json beside the model; the file is not read then';

/** What of a file can't be followed beyond its sizes, in its own words. */
function unsupported(config: ProcessorConfig): string[] {
  const { image_mean: mean, image_std: deviation } = config;
  const type = typeOf(config);
  const steps = Object.entries(config)
    .filter(([name, value]) => name.startsWith('do_') && value === true && !KNOWN_STEPS.has(name))
    .map(([name]) => name);
  if (config.rescale_offset === true || config.offset === true) steps.push('an offset after rescaling');
  if (type.startsWith('EfficientNet') && config.include_top !== false)
    steps.push('include_top, which normalizes twice');
  for (const [name, values] of [['image_mean', mean] as const, ['image_std', deviation] as const]) {
    if (values && values.length !== 1 && values.length !== 3) steps.push(`${name} of ${values.length} channels`);
  }
  return steps;
}

/** Files of earlier versions leave out what is always done. */
function isOn(config: ProcessorConfig, step: 'do_rescale' | 'do_normalize'): boolean {
  return config[step] !== false;
}

function typeOf({ image_processor_type: type, feature_extractor_type: older }: ProcessorConfig): string {
  return type ?? older ?? '';
}

function forAll([a = 0, b = a, c = a]: readonly number[]): [number, number, number] {
  return [a, b, c];
}
