import { closeSync, readSync } from 'node:fs';
import { ShapeError } from '@strata/domain';
import { type LocatedArray, locateArray, locateIn, openArrayFile, splitArrayPath } from '@strata/files';
import { mendingLine } from './numpy-advice.ts';
import type { ActivationSource } from './source.ts';
import { toFloats, typeName, VALUE_BYTES } from './value-types.ts';

export interface OpenActivationsOptions {
  /** How many samples the dataset has; default not checked. */
  readonly samples?: number | null;
}

/**
 * Opens activations (unit, sample, height, width) of float32, float16 or bfloat16 where they lie: a NumPy `.npy` file in C
 * order, of either byte order, one that is stored in an `.npz` archive, or a tensor of a `.safetensors` file (`FILE:KEY`
 * where the file has several). Reads one unit at a time; the file may be larger than memory. What is compressed or in
 * Fortran order is opened by `unpackActivations`.
 * @throws ShapeError when the file is missing or a folder, has another type, order or shape, holds no value, has another
 * length than its header says, or another number of samples; where one line of NumPy mends it, with that.
 */
export function openActivations(
  path: string,
  { samples: expectedSamples = null }: OpenActivationsOptions = {},
): ActivationSource {
  const { file: name, key } = splitArrayPath(path);
  const file = openArrayFile(name);
  try {
    const located = locateIn(file, { file: name, key });
    requireActivations(located, { path, samples: expectedSamples });
    requireInPlace(located, path);
    const [units, samples, height, width] = located.shape as [number, number, number, number];
    const { place, type } = located;
    const valueBytes = VALUE_BYTES[typeName(type)];
    const area = height * width;
    const readSamples: ActivationSource['readSamples'] = (unit, { first, count }) => {
      if (unit < 0 || unit >= units)
        throw new ShapeError(`${path}: expected a unit from 0 to ${units - 1}, found ${unit}.`);
      if (first < 0 || first + count > samples)
        throw new ShapeError(
          `${path}: expected samples from 0 to ${samples - 1}, found ${first} to ${first + count - 1}.`,
        );
      const raw = new Uint8Array(count * area * valueBytes);
      readFully(file, raw, place.from + (unit * samples + first) * area * valueBytes);
      return toFloats(raw, type);
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

/**
 * (unit, sample, height, width) of activations, however they lie in their file, from its header.
 * @throws ShapeError as `openActivations`, but takes what has to be unpacked first
 */
export function activationsShape(
  path: string,
  { samples = null }: OpenActivationsOptions = {},
): readonly [number, number, number, number] {
  const located = locateArray(path);
  requireActivations(located, { path, samples });
  return located.shape as [number, number, number, number];
}

/** What can't be read unit by unit has to be unpacked first. */
function requireInPlace({ member, fortranOrder, shape, kind }: LocatedArray, path: string): void {
  if (!member.packed && !fortranOrder) return;
  throw new ShapeError(
    `${path}: expected values that can be read unit by unit, found ${member.packed ? 'compressed ones' : `shape (${shape.join(', ')}), Fortran order`}. ` +
      `Write them with np.save('${kind === 'npy' ? path : 'layer.npy'}', np.ascontiguousarray(a)).`,
    { context: { file: path } },
  );
}

export interface ActivationsPlace {
  readonly path: string;
  /** Of the dataset; null where it isn't known. */
  readonly samples: number | null;
}

/** What the header says has to be activations, of as many samples as the dataset has. */
export function requireActivations(header: LocatedArray, { path, samples }: ActivationsPlace): void {
  const { type, fortranOrder, shape } = header;
  const context = { file: path };
  const line = mendingLine({ path, header, samples });
  const advice = `Write them with ${line ?? "np.save(path, np.ascontiguousarray(a, dtype='<f4'))"}.`;
  const found = `type ${type}, shape (${shape.join(', ')})${fortranOrder ? ', Fortran order' : ''}`;
  if (
    !/^(?:[<>]f[24]|bfloat16)$/u.test(type) ||
    shape.length !== 4 ||
    (type === 'bfloat16' && header.kind !== 'safetensors')
  ) {
    throw new ShapeError(
      `${path}: expected float32 or float16 activations of shape (unit, sample, height, width); found ${found}. ${advice}`,
      { context },
    );
  }
  if (shape.some((size) => size === 0)) {
    throw new ShapeError(
      `${path}: expected at least one unit, sample, row and column; found shape (${shape.join(', ')}). Write the activations again.`,
      { context },
    );
  }
  requireLength(header, path);
  if (samples === null || shape[1] === samples) return;
  throw new ShapeError(
    `${path}: expected ${samples} samples, as the dataset has, in the second place of (unit, sample, height, width); found shape (${shape.join(', ')}). ` +
      (line === null
        ? 'Record the activations on this dataset, in its order.'
        : `The first place looks like the samples. ${advice}`),
    { context },
  );
}

/** The length has to be what the header says. */
function requireLength({ headerBytes, shape, type, member, kind }: LocatedArray, path: string): void {
  const expected = headerBytes + shape.reduce((product, size) => product * size, VALUE_BYTES[typeName(type)]);
  const { bytes } = member;
  if (bytes === expected) return;
  const mend =
    kind === 'npy' ? `np.save('${path}', np.load('${path}')) keeps the first` : 'write the archive again without it';
  throw new ShapeError(
    `${path}: expected ${expected} bytes for shape (${shape.join(', ')}), found ${bytes}. ` +
      (bytes > expected
        ? `Something follows the array, another one perhaps; ${mend}.`
        : 'The file is not whole: copy or write it again.'),
    { context: { file: path } },
  );
}

function readFully(file: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, position + done);
    if (read === 0) throw new ShapeError('The activations file became shorter while it was read.');
    done += read;
  }
}
