import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ModelLoadError } from '@strata/domain';
import { type AskedFit, askedResize } from './asked-resize.ts';
import { declaredImage, imageForm } from './image-form.ts';
import { readModelFile } from './model-file.ts';
import { type Preprocessing, preprocessingSchema } from './preprocessing.ts';
import { type PresetName, presetOf } from './presets.ts';
import { configPaths, PROCESSOR_CONFIG, processorPreprocessing } from './processor-config.ts';
import { openClipPreprocessing, timmPreprocessing } from './trainer-config.ts';

const OPEN_CLIP_CONFIG = 'open_clip_config.json';
const TIMM_CONFIG = 'config.json';

export interface FoundPreprocessing {
  readonly preprocessing: Preprocessing;
  /** Nothing said how the network wants its images: the defaults stand in. */
  readonly assumed: boolean;
  /** The file of an image processor that was followed; null where none was. */
  readonly processor: string | null;
}

export interface ReadPreprocessingOptions {
  /** What families of networks share; goes before the files beside the model, and behind `overrides`. Default none. */
  readonly preset?: PresetName | undefined;
  /** Follow the file of an image processor (Hugging Face), or of timm or open_clip, beside the model. Default true. */
  readonly processor?: boolean;
  /** What is said of the resize alone; goes before all else. Default nothing. */
  readonly fit?: AskedFit | undefined;
}

/**
 * Reads `<model>.strata.json` beside the model, or without it an image processor's file; fields given in `overrides` win.
 * Size and layout that nothing tells are the model's own where its input has a fixed shape. The image processor's file is
 * not read where a preset, or mean and deviation, are given.
 * @throws ModelLoadError when there is no model, a field is unknown or wrong, or the processor does what isn't supported.
 */
export async function readPreprocessing(
  modelPath: string,
  overrides: Partial<Preprocessing> = {},
  { preset, processor = true, fit = {} }: ReadPreprocessingOptions = {},
): Promise<FoundPreprocessing> {
  const path = modelPath.replace(/\.onnx$/, '').concat('.strata.json');
  const context = { file: path };
  if (!existsSync(modelPath)) {
    throw new ModelLoadError(`${modelPath}: can't be read. Give the path of an .onnx file.`, {
      context: { file: modelPath },
    });
  }
  const text = await readBeside(path);
  const isSaid = preset !== undefined || (overrides.mean !== undefined && overrides.standardDeviation !== undefined);
  const form = await inputForm(modelPath);
  const followed = text === null && processor && !isSaid ? await followProcessor(modelPath, form) : null;
  const file = { ...followed?.fields, ...parse(path, text ?? '{}') };
  const size = { width: 224, height: 224, ...form, ...file, ...overrides };
  const told = { ...file, ...(preset !== undefined && presetOf(preset, size)), ...overrides };
  const asked = askedResize(fit, { ...size, resize: 'stretch', ...told });
  const said = asked === null ? told : { ...told, resize: asked };
  const parsed = preprocessingSchema.safeParse({ ...form, ...said });
  if (parsed.success) {
    const assumed = Object.keys(said).length === 0;
    return { preprocessing: parsed.data, assumed, processor: followed?.path ?? null };
  }
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'fields'}: ${issue.message}`).join('; ');
  throw new ModelLoadError(`${path}: ${wrong}. Correct the file, or the flags that stand in for it.`, { context });
}

/**
 * How images are resized for an input of this size, by a preset and what is said of the resize alone.
 * @throws StrataError BAD_CONFIG where the two don't go together
 */
export function resizeFor(
  size: { readonly width: number; readonly height: number },
  { preset, fit = {} }: Pick<ReadPreprocessingOptions, 'preset' | 'fit'>,
): string {
  const { resize = 'stretch' } = preset === undefined ? {} : presetOf(preset, size);
  return askedResize(fit, { resize }) ?? resize;
}

interface Followed {
  readonly path: string;
  readonly fields: Partial<Preprocessing>;
}

/** What the file beside a model says that its library wrote; null where there is none. */
async function followProcessor(modelPath: string, made: Partial<Preprocessing>): Promise<Followed | null> {
  for (const path of configPaths(modelPath, PROCESSOR_CONFIG)) {
    const text = await readBeside(path);
    if (text !== null) return { path, fields: processorPreprocessing(path, parse(path, text)) };
  }
  for (const path of configPaths(modelPath, OPEN_CLIP_CONFIG)) {
    const text = await readBeside(path);
    if (text !== null) return { path, fields: openClipPreprocessing(path, parse(path, text)) };
  }
  for (const path of configPaths(modelPath, TIMM_CONFIG)) {
    const text = await readBeside(path).catch(() => null);
    const file = text === null ? null : parseQuietly(text);
    const fields = file && timmPreprocessing(path, { file, made });
    if (fields) return { path, fields };
  }
  return null;
}

/** Many programs call a file `config.json`. */
function parseQuietly(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
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
