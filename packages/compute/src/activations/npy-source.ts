import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { NPY_HEADER_BYTES_MAX, type NpyHeader, readNpyHeader, ShapeError } from '@strata/domain';
import { type AdviceParts, mendingLine } from './numpy-advice.ts';
import type { ActivationSource } from './source.ts';

const BYTES = { f4: 4, f2: 2 } as const;
type ActivationType = keyof typeof BYTES;

export interface OpenActivationsOptions {
  /** How many samples the dataset has; default not checked. */
  readonly samples?: number | null;
}

/**
 * Opens a NumPy `.npy` file (unit, sample, height, width) of float32 or float16, of either byte order, in C order. Reads
 * one unit at a time; the file may be larger than memory.
 * @throws ShapeError when the file is missing or a folder, has another type, order or shape, holds no value, has another
 * length than its header says, or another number of samples; where one line of NumPy mends it, with that.
 */
export function openActivations(
  path: string,
  { samples: expectedSamples = null }: OpenActivationsOptions = {},
): ActivationSource {
  const file = open(path);
  try {
    if (!fstatSync(file).isFile()) {
      throw new ShapeError(`${path}: expected a .npy file of activations, found a folder or device. Name the file.`, {
        context: { file: path },
      });
    }
    const start = Buffer.alloc(NPY_HEADER_BYTES_MAX);
    const header = readNpyHeader(start.subarray(0, readSync(file, start, 0, NPY_HEADER_BYTES_MAX, 0)), path);
    requireActivations(header, { path, samples: expectedSamples });
    const type = header.type.slice(1) as ActivationType;
    const isBigEndian = header.type.startsWith('>');
    const [units, samples, height, width] = header.shape as [number, number, number, number];
    requireLength(header, { path, bytes: fstatSync(file).size, size: units * samples * height * width * BYTES[type] });
    const area = height * width;
    const readSamples: ActivationSource['readSamples'] = (unit, { first, count }) => {
      if (unit < 0 || unit >= units)
        throw new ShapeError(`${path}: expected a unit from 0 to ${units - 1}, found ${unit}.`);
      if (first < 0 || first + count > samples)
        throw new ShapeError(
          `${path}: expected samples from 0 to ${samples - 1}, found ${first} to ${first + count - 1}.`,
        );
      const raw = new Uint8Array(count * area * BYTES[type]);
      readFully(file, raw, header.dataOffset + (unit * samples + first) * area * BYTES[type]);
      if (isBigEndian) swapBytes(raw, BYTES[type]);
      return type === 'f4' ? new Float32Array(raw.buffer) : widen(new Uint16Array(raw.buffer));
    };
    return {
      units,
      samples,
      height,
      width,
      path,
      readSamples,
      readUnit: (unit) => readSamples(unit, { first: 0, count: samples }),
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** What the header says has to be activations, of as many samples as the dataset has. */
function requireActivations(header: NpyHeader, { path, samples }: Omit<AdviceParts, 'header'>): void {
  const { type, fortranOrder, shape } = header;
  const context = { file: path };
  const line = mendingLine({ path, header, samples });
  const advice = `Write them with ${line ?? "np.save(path, np.ascontiguousarray(a, dtype='<f4'))"}.`;
  const found = `type ${type}, shape (${shape.join(', ')})${fortranOrder ? ', Fortran order' : ''}`;
  if (!/^[<>]f[24]$/u.test(type) || fortranOrder || shape.length !== 4) {
    throw new ShapeError(
      `${path}: expected float32 or float16 activations of shape (unit, sample, height, width), C order; found ${found}. ${advice}`,
      { context },
    );
  }
  if (shape.some((size) => size === 0)) {
    throw new ShapeError(
      `${path}: expected at least one unit, sample, row and column; found shape (${shape.join(', ')}). Write the activations again.`,
      { context },
    );
  }
  if (samples === null || shape[1] === samples) return;
  throw new ShapeError(
    `${path}: expected ${samples} samples, as the dataset has, in the second place of (unit, sample, height, width); found shape (${shape.join(', ')}). ` +
      (line === null
        ? 'Record the activations on this dataset, in its order.'
        : `The first place looks like the samples. ${advice}`),
    { context },
  );
}

/** The file's length has to be what the header says. */
function requireLength(
  { dataOffset, shape }: NpyHeader,
  { path, bytes, size }: { readonly path: string; readonly bytes: number; readonly size: number },
): void {
  const expected = dataOffset + size;
  if (bytes === expected) return;
  throw new ShapeError(
    `${path}: expected ${expected} bytes for shape (${shape.join(', ')}), found ${bytes}. ` +
      (bytes > expected
        ? `Something follows the array, another one perhaps; np.save('${path}', np.load('${path}')) keeps the first.`
        : 'The file is not whole: copy or write it again.'),
    { context: { file: path } },
  );
}

function swapBytes(raw: Uint8Array, bytes: 2 | 4): void {
  const values = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes === 4) values.swap32();
  else values.swap16();
}

function open(path: string): number {
  try {
    // Without waiting for whoever writes into a pipe.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw new ShapeError(`${path}: can't be opened. Expected a .npy file of activations.`, {
      cause,
      context: { file: path },
    });
  }
}

function readFully(file: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, position + done);
    if (read === 0) throw new ShapeError('The activations file became shorter while it was read.');
    done += read;
  }
}

/** float16 to float32, exactly. */
function widen(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}
