import type { LocatedArray } from '@strata/files';

/** Patches of a square image, alone or behind one class token. */
const CLASS_TOKENS = [0, 1] as const;
/** Stands for the file in a line of Python; not in `allow_pickle`, nor in what is behind a dot. */
const PATH = /\bpath\b/gu;

export interface AdviceParts {
  readonly path: string;
  readonly header: Pick<LocatedArray, 'type' | 'shape' | 'file' | 'key' | 'kind'>;
  /** Of the dataset; null where it isn't known. */
  readonly samples: number | null;
}

/**
 * The line of Python that makes activations of another type or order what is read, (unit, sample, height, width) in
 * float32; null where nothing has to be changed. The number of samples tells which axis is theirs.
 */
export function mendingLine({ path, header, samples }: AdviceParts): string | null {
  const { type, shape, kind } = header;
  const laid = axesAdvice(shape, samples);
  if (laid === null && /^[<>]f[24]$/u.test(type)) return null;
  if (kind !== 'npy') return writtenAsNpy(header, laid ?? 'a');
  const moved = (laid ?? 'a').replace(
    /^a/u,
    isBfloat16(type) ? "(a.view('<u2').astype('<u4') << 16).view('<f4')" : 'a',
  );
  return `${loading(type)}; np.save(path, np.ascontiguousarray(${moved}, dtype='<f4'))`.replaceAll(PATH, `'${path}'`);
}

/** Of an array among others: a `.npy` of its own is written. */
function writtenAsNpy({ file, key, kind, type }: AdviceParts['header'], moved: string): string {
  const laid = `np.save('layer.npy', np.ascontiguousarray(${moved}, dtype='<f4'))`;
  if (kind === 'npz') return `a = np.load('${file}')['${key}']; ${laid}`;
  const load = `load_file('${file}')['${key}']`;
  if (type !== 'bfloat16') return `from safetensors.numpy import load_file; a = ${load}; ${laid}`;
  return `from safetensors.torch import load_file; a = ${load}.float().numpy(); ${laid}`;
}

/** Python objects have to be read as such. */
function loading(type: string): string {
  if (/^\|?O$/u.test(type)) return "a = np.array(np.load(path, allow_pickle=True).tolist(), dtype='<f4')";
  // NumPy knows the name only with the package that has the type.
  return type === 'bfloat16' ? 'import ml_dtypes; a = np.load(path)' : 'a = np.load(path)';
}

/** NumPy writes bfloat16 as bytes without a meaning: the first 16 bits of a float32. */
function isBfloat16(type: string): boolean {
  return /^[<|]?V2$/u.test(type);
}

/**
 * How an array's axes are to be moved, such as `a.transpose(1, 0, 2, 3)`; null where they may be (unit, sample, height,
 * width) already, or nothing can be said.
 */
export function axesAdvice(shape: readonly number[], samples: number | null): string | null {
  if (shape.length === 4) return imagesAdvice(shape, samples);
  if (shape.length === 3) return tokensAdvice(shape, samples);
  if (shape.length !== 2) return null;
  return shape[1] !== samples && shape[0] === samples ? 'a.T[:, :, None, None]' : 'a[:, :, None, None]';
}

/** Four axes: PyTorch has (sample, unit, height, width), TensorFlow (sample, height, width, unit). */
function imagesAdvice([a, b, c, d]: readonly number[], samples: number | null): string | null {
  if (samples === null || b === samples || a !== samples) return null;
  return c !== d && b === c ? 'a.transpose(3, 0, 1, 2)' : 'a.transpose(1, 0, 2, 3)';
}

/** Three axes: tokens of a transformer, (sample, token, unit), where a square of patches fits one of the axes. */
function tokensAdvice([a = 0, b = 0, c = 0]: readonly number[], samples: number | null): string | null {
  if (a !== samples && b === samples) {
    const side = squareOf(c, 0);
    return side === null ? 'a[:, :, None, :]' : `a.reshape(${a}, ${b}, ${side}, ${side})`;
  }
  for (const classTokens of CLASS_TOKENS) {
    const side = squareOf(b, classTokens);
    if (side === null || a !== samples) continue;
    const patches = classTokens === 0 ? 'a' : `a[:, ${classTokens}:]`;
    return `${patches}.transpose(2, 0, 1).reshape(${c}, ${a}, ${side}, ${side})`;
  }
  return null;
}

function squareOf(tokens: number, classTokens: number): number | null {
  const side = Math.round(Math.sqrt(tokens - classTokens));
  return side > 1 && side * side === tokens - classTokens ? side : null;
}
