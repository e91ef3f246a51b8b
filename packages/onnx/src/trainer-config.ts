import { ModelLoadError, RESIZE_FILTERS, type ResizeFilter, resizeText } from '@strata/domain';
import { z } from 'zod';
import type { Preprocessing } from './preprocessing.ts';
import { presetOf } from './presets.ts';

type Fields = Partial<Preprocessing>;
interface Input {
  readonly height: number;
  readonly width: number;
}

const triple = z.tuple([z.number(), z.number(), z.number()]);
const inputSize = z.tuple([z.int(), z.int().positive(), z.int().positive()]);
const timmSchema = z.looseObject({
  input_size: inputSize,
  test_input_size: inputSize.nullish(),
  interpolation: z.string().default('bicubic'),
  crop_pct: z.number().positive().nullish(),
  test_crop_pct: z.number().positive().nullish(),
  crop_mode: z.string().nullish(),
  mean: triple.nullish(),
  std: triple.nullish(),
});
/** timm's where a file has none. */
const TIMM_KEPT_SHARE = 0.875;

const openClipSchema = z.looseObject({
  model_cfg: z.looseObject({
    vision_cfg: z.looseObject({
      image_size: z.union([z.int().positive(), z.tuple([z.int().positive(), z.int().positive()])]),
    }),
  }),
  preprocess_cfg: z
    .looseObject({
      mean: triple.nullish(),
      std: triple.nullish(),
      interpolation: z.string().nullish(),
      resize_mode: z.string().nullish(),
    })
    .default({}),
});

/**
 * How timm prepares images for a model, by its `config.json` (with `pretrained_cfg`, or fields of its own); null for
 * another library's file of that name. Where the model is made for the size that timm tests it with, that size's share is kept.
 * @throws ModelLoadError that names what can't be followed. Source: timm, data/config.py and transforms_factory.py.
 */
export function timmPreprocessing(
  path: string,
  { file, made }: { readonly file: Readonly<Record<string, unknown>>; readonly made: Partial<Input> },
): Fields | null {
  const own = file.pretrained_cfg ?? (file.architecture !== undefined && file.input_size !== undefined ? file : null);
  if (own === null || own === undefined) return null;
  const config = parse(path, timmSchema, own);
  const isTested =
    config.test_input_size?.[1] === made.height &&
    config.test_input_size?.[2] === made.width &&
    made.height !== undefined;
  const [, height, width] = isTested && config.test_input_size ? config.test_input_size : config.input_size;
  const share = (isTested ? config.test_crop_pct : null) ?? config.crop_pct ?? TIMM_KEPT_SHARE;
  const { mean, std, crop_mode: mode } = config;
  const preset = presetOf('imagenet', { height, width });
  return {
    ...{ height, width, scale: 1 / 255 },
    ...{ mean: mean ?? preset.mean, standardDeviation: std ?? preset.standardDeviation },
    resize: timmResize(path, {
      height,
      width,
      share,
      mode: mode ?? 'center',
      filter: filterOf(path, config.interpolation),
    }),
  } as Fields;
}

interface TimmResize extends Input {
  readonly share: number;
  readonly mode: string;
  readonly filter: ResizeFilter;
}

function timmResize(path: string, { height, width, share, mode, filter }: TimmResize): string {
  const [tall, wide] = [Math.floor(height / share), Math.floor(width / share)];
  if (mode === 'squash' && tall === height && wide === width) return resizeText({ kind: 'stretch', filter });
  if ((mode === 'center' || mode === 'squash') && tall === wide) {
    return resizeText({ kind: mode === 'center' ? 'shorter' : 'squash', side: tall, filter, rule: 'torchvision' });
  }
  throw unsupported(path, `crop_mode "${mode}" to ${wide}×${tall}`);
}

/**
 * How open_clip prepares images for a model, by its `open_clip_config.json`.
 * @throws ModelLoadError that names what can't be followed. Source: open_clip, transform.py.
 */
export function openClipPreprocessing(path: string, file: object): Fields {
  const { model_cfg: model, preprocess_cfg: config } = parse(path, openClipSchema, file);
  const size = model.vision_cfg.image_size;
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  const filter = filterOf(path, config.interpolation ?? 'bicubic');
  const mode = config.resize_mode ?? 'shortest';
  const preset = presetOf('clip', { height, width });
  if (mode !== 'squash' && (mode !== 'shortest' || height !== width)) {
    throw unsupported(path, `resize_mode "${mode}" to ${width}×${height}`);
  }
  const way =
    mode === 'squash'
      ? ({ kind: 'stretch', filter } as const)
      : ({ kind: 'shorter', side: height, filter, rule: 'torchvision' } as const);
  return {
    ...{ height, width, scale: 1 / 255, resize: resizeText(way) },
    ...{ mean: config.mean ?? preset.mean, standardDeviation: config.std ?? preset.standardDeviation },
  } as Fields;
}

function filterOf(path: string, name: string): ResizeFilter {
  const found = RESIZE_FILTERS.find((filter) => filter === name);
  if (found !== undefined) return found;
  throw unsupported(path, `interpolation "${name}"`);
}

function parse<Read>(path: string, schema: z.ZodType<Read>, value: unknown): Read {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ');
  throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or ${INSTEAD}.`, { context: { file: path } });
}

function unsupported(path: string, what: string): ModelLoadError {
  return new ModelLoadError(
    `${path}: images are prepared in a way that isn't supported: ${what}. If another will do, ${INSTEAD}.`,
    { context: { file: path } },
  );
}

const INSTEAD =
  'say how images are prepared with --preprocess, or with --input-size, --mean and --std, or in a .strata.json beside the model; the file is not read then';
