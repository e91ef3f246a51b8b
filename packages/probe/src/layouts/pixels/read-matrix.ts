import { readFile, stat } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { DatasetError } from '@strata/domain';
import { MASK_PIXELS_MAX } from '../../mask-bounds.ts';
import type { MaskShape } from '../../probe-dataset.ts';

const HEADER_BYTES = 128;
const ENDIAN_AT = 126;
const TAG_BYTES = 8;
const MATRIX = 14;
const COMPRESSED = 15;
const BYTES_MAX = 16 * MASK_PIXELS_MAX;
/** (type of numbers) their bytes, and how they are read. */
const NUMBERS: Readonly<Record<number, { bytes: number; read: (data: Buffer, at: number) => number }>> = {
  1: { bytes: 1, read: (data, at) => data.readInt8(at) },
  2: { bytes: 1, read: (data, at) => data.readUInt8(at) },
  3: { bytes: 2, read: (data, at) => data.readInt16LE(at) },
  4: { bytes: 2, read: (data, at) => data.readUInt16LE(at) },
  5: { bytes: 4, read: (data, at) => data.readInt32LE(at) },
  6: { bytes: 4, read: (data, at) => data.readUInt32LE(at) },
  7: { bytes: 4, read: (data, at) => data.readFloatLE(at) },
  9: { bytes: 8, read: (data, at) => data.readDoubleLE(at) },
};

export interface Matrix extends MaskShape {
  /** (height, width), whole numbers. */
  readonly values: Int32Array;
}

/**
 * Reads a matrix of whole numbers out of a MATLAB 5 file, compressed or not; there it lies column by column.
 * @throws DatasetError when the file is none, or has no such matrix of two dimensions
 * Source: MathWorks, MAT-File Format, level 5.
 */
export async function readMatrix(path: string, variable: string): Promise<Matrix> {
  const { size } = await stat(path);
  if (size > BYTES_MAX) throw new DatasetError(`${path}: expected at most ${BYTES_MAX} bytes, found ${size}.`);
  const bytes = await readFile(path);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', ENDIAN_AT, HEADER_BYTES) !== 'IM') {
    throw new DatasetError(`${path}: expected a MATLAB file of level 5 (save -v6 or -v7), found something else.`);
  }
  try {
    for (const element of elements(bytes.subarray(HEADER_BYTES))) {
      const [inner = element] =
        element.type === COMPRESSED ? elements(inflateSync(element.data, { maxOutputLength: BYTES_MAX })) : [];
      const matrix = inner.type === MATRIX ? matrixOf(inner.data, variable) : null;
      if (matrix !== null) return matrix;
    }
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw new DatasetError(`${path}: the file is cut off or damaged. Write it again.`, { cause });
  }
  throw new DatasetError(`${path}: expected a matrix ${variable} of two dimensions with whole numbers, found none.`);
}

interface Element {
  readonly type: number;
  readonly data: Buffer;
}

function elements(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at + TAG_BYTES <= bytes.length; ) {
    const tag = bytes.readUInt32LE(at);
    // Up to four bytes stand within the tag.
    if (tag >>> 16 !== 0) {
      found.push({ type: tag & 0xffff, data: bytes.subarray(at + 4, at + 4 + (tag >>> 16)) });
      at += TAG_BYTES;
      continue;
    }
    const length = bytes.readUInt32LE(at + 4);
    if (at + TAG_BYTES + length > bytes.length) throw new Error('an element ends behind the file');
    found.push({ type: tag, data: bytes.subarray(at + TAG_BYTES, at + TAG_BYTES + length) });
    at += TAG_BYTES + (tag === COMPRESSED ? length : Math.ceil(length / TAG_BYTES) * TAG_BYTES);
  }
  return found;
}

/** Null where it is another variable, or none of two dimensions. */
function matrixOf(data: Buffer, variable: string): Matrix | null {
  const [, dimensions, name, real] = elements(data);
  if (!dimensions || !name || !real || name.data.toString('latin1') !== variable || dimensions.data.length !== 8)
    return null;
  const [height, width] = [dimensions.data.readInt32LE(0), dimensions.data.readInt32LE(4)];
  const numbers = NUMBERS[real.type];
  if (numbers === undefined || height < 1 || width < 1 || height * width > MASK_PIXELS_MAX) return null;
  const values = new Int32Array(height * width);
  for (let at = 0; at < values.length; at += 1) {
    const value = numbers.read(real.data, at * numbers.bytes);
    if (!Number.isInteger(value)) return null;
    values[(at % height) * width + Math.floor(at / height)] = value;
  }
  return { height, width, values };
}
