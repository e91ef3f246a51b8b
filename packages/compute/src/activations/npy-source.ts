import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readNpyHeader, ShapeError } from '@strata/domain';
import type { ActivationSource } from './source.ts';

const BYTES = { '<f4': 4, '<f2': 2 } as const;
type ActivationType = keyof typeof BYTES;
/** Longer than any header NumPy writes for an array. */
const HEADER_BYTES_MAX = 4096;

/**
 * Opens a NumPy `.npy` file (unit, sample, height, width) of float32 or float16, little-endian, in C order. Reads one
 * unit at a time; the file may be larger than memory.
 * @throws ShapeError when the file is missing or a folder, has another type, order or shape, holds no value, or has
 * another length than its header says.
 */
export function openActivations(path: string): ActivationSource {
  const file = open(path);
  try {
    if (!fstatSync(file).isFile()) {
      throw new ShapeError(`${path}: expected a .npy file of activations, found a folder or device. Name the file.`, {
        context: { file: path },
      });
    }
    const start = Buffer.alloc(HEADER_BYTES_MAX);
    const header = readNpyHeader(start.subarray(0, readSync(file, start, 0, HEADER_BYTES_MAX, 0)), path);
    if (!(header.type in BYTES) || header.fortranOrder || header.shape.length !== 4) {
      throw new ShapeError(
        `${path}: expected float32 or float16 activations of shape (unit, sample, height, width), little-endian, C order; ` +
          `found type ${header.type}, shape (${header.shape.join(', ')})${header.fortranOrder ? ', Fortran order' : ''}. ` +
          "Write them with np.save(path, np.ascontiguousarray(a, dtype='<f4')).",
        { context: { file: path } },
      );
    }
    const type = header.type as ActivationType;
    const [units, samples, height, width] = header.shape as [number, number, number, number];
    if (units * samples * height * width === 0) {
      throw new ShapeError(
        `${path}: expected at least one unit, sample, row and column; found shape (${header.shape.join(', ')}). Write the activations again.`,
        { context: { file: path } },
      );
    }
    const expected = header.dataOffset + units * samples * height * width * BYTES[type];
    const bytes = fstatSync(file).size;
    if (bytes !== expected) {
      throw new ShapeError(
        `${path}: expected ${expected} bytes for shape (${header.shape.join(', ')}), found ${bytes}. The file is not whole: copy or write it again.`,
        {
          context: { file: path },
        },
      );
    }
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
      return type === '<f4' ? new Float32Array(raw.buffer) : widen(new Uint16Array(raw.buffer));
    };
    return {
      ...{ units, samples, height, width, path, readSamples },
      readUnit: (unit) => readSamples(unit, { first: 0, count: samples }),
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
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
