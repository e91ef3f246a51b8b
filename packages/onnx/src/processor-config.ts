import { basename, dirname, join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { z } from 'zod';
import type { Preprocessing } from './preprocessing.ts';

/** The file in which Hugging Face's image processors keep how they prepare images. */
export const PROCESSOR_CONFIG = 'preprocessor_config.json';
const RESIZES: Readonly<Record<number, Preprocessing['resize']>> = { 2: 'stretch', 3: 'stretch-bicubic' };
/** Pillow's numbers for what a resize takes pixels together by. */
const FILTERS = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];
const [BILINEAR, BICUBIC] = [2, 3];
/** Processors whose resize is bicubic where their file doesn't say it. */
const BICUBIC_TYPES = /^(?:CLIP|ChineseCLIP|DeiT|Beit|Siglip|Blip)/u;
/** Steps that change no pixel, or that are read. */
const KNOWN_STEPS = new Set(
  'do_resize do_rescale do_normalize do_convert_rgb do_flip_channel_order do_reduce_labels'.split(' '),
);

const numbers = z.union([z.number().transform((one) => [one]), z.array(z.number()).min(1)]);
const schema = z.looseObject({
  size: z.union([z.number(), z.record(z.string(), z.number())]).optional(),
  resample: z.int().optional(),
  rescale_factor: z.number().optional(),
  image_mean: numbers.optional(),
  image_std: numbers.optional(),
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
});
type Config = z.infer<typeof schema>;

/** Where the file can lie: beside the model, or above a folder "onnx" that holds it. */
export function processorConfigPaths(modelPath: string): string[] {
  const folder = dirname(modelPath);
  const beside = [join(folder, PROCESSOR_CONFIG)];
  return basename(folder) === 'onnx' ? [...beside, join(dirname(folder), PROCESSOR_CONFIG)] : beside;
}

/**
 * How an image processor of Hugging Face prepares images, as far as it can be followed: the whole image stretched to one
 * size, then scaled and normalized.
 * @throws ModelLoadError that names every step that isn't supported: crops, padding, and sizes that keep the proportions
 */
export function processorPreprocessing(path: string, fields: object): Partial<Preprocessing> {
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ');
    throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or ${INSTEAD}.`, { context: { file: path } });
  }
  const config = parsed.data;
  const steps = unsupported(config);
  if (steps.length > 0) {
    throw new ModelLoadError(
      `${path}: images are prepared in a way that isn't supported: ${steps.join('; ')}. Maps are laid over the whole mask, so the whole image is stretched. ` +
        `If that will do, ${INSTEAD}.`,
      { context: { file: path } },
    );
  }
  const { size, image_mean: mean, image_std: deviation } = config;
  const sides = typeof size === 'number' ? { width: size, height: size } : size;
  return {
    ...(isOn(config, 'do_resize') && sides && { width: sides.width, height: sides.height }),
    ...(isOn(config, 'do_resize') && { resize: RESIZES[filterOf(config)] as Preprocessing['resize'] }),
    ...(config.do_flip_channel_order === true && { channelOrder: 'bgr' as const }),
    scale: isOn(config, 'do_rescale') ? (config.rescale_factor ?? 1 / 255) : 1,
    ...(isOn(config, 'do_normalize') && mean && { mean: forAll(mean) }),
    ...(isOn(config, 'do_normalize') && deviation && { standardDeviation: forAll(deviation) }),
  };
}

const INSTEAD =
  'say how images are prepared with --preprocess, or with --input-size, --mean and --std, or in a .strata.json beside the model; the file is not read then';

/** What of a file can't be followed, in its own words. */
function unsupported(config: Config): string[] {
  const { size, image_mean: mean, image_std: deviation } = config;
  const type = typeOf(config);
  const steps = Object.entries(config)
    .filter(([name, value]) => name.startsWith('do_') && value === true && !KNOWN_STEPS.has(name))
    .map(([name]) => `${name}${name === 'do_center_crop' ? cropText(config) : ''}`);
  if (isOn(config, 'do_resize')) {
    const [width, height] = typeof size === 'object' ? [size.width, size.height] : [size, size];
    if (size !== undefined && (width === undefined || height === undefined)) {
      steps.push(`size ${JSON.stringify(size)}, which keeps an image's proportions`);
    }
    const filter = filterOf(config);
    if (RESIZES[filter] === undefined) steps.push(`resample ${filter} (${FILTERS[filter] ?? 'unknown'})`);
  }
  if (config.rescale_offset === true || config.offset === true) steps.push('an offset after rescaling');
  if (type.startsWith('EfficientNet') && config.include_top !== false)
    steps.push('include_top, which normalizes twice');
  for (const [name, values] of [['image_mean', mean] as const, ['image_std', deviation] as const]) {
    if (values && values.length !== 1 && values.length !== 3) steps.push(`${name} of ${values.length} channels`);
  }
  return steps;
}

function cropText({ crop_size: size }: Config): string {
  return size === undefined ? '' : ` (crop_size ${JSON.stringify(size)})`;
}

/** Files of earlier versions leave out what is always done. */
function isOn(config: Config, step: 'do_resize' | 'do_rescale' | 'do_normalize'): boolean {
  return config[step] !== false;
}

function filterOf(config: Config): number {
  return config.resample ?? (BICUBIC_TYPES.test(typeOf(config)) ? BICUBIC : BILINEAR);
}

function typeOf({ image_processor_type: type, feature_extractor_type: older }: Config): string {
  return type ?? older ?? '';
}

function forAll([a = 0, b = a, c = a]: readonly number[]): [number, number, number] {
  return [a, b, c];
}
