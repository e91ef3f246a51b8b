import { ShapeError } from '@strata/domain';
import { type OpenFile, readAt } from './read-at.ts';

/** A tensor of a `.safetensors` file. */
export interface StoredTensor {
  readonly key: string;
  /** The format's word for the type, such as F32 or BF16. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Where its values lie in the file. */
  readonly from: number;
  readonly bytes: number;
}

const LENGTH_BYTES = 8;
/** Of a header of some 200,000 tensors; the format itself allows 100 MB. */
const HEADER_BYTES_MAX = 25_000_000;
const TENSOR_BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8,
  C64: 8,
};

/**
 * The tensors of a `.safetensors` file, in the order of its header. The values of all of them have to fill the file, none
 * over another and none left out, as the format's own readers demand.
 * @throws ShapeError when the header contradicts itself or the file. Source: huggingface/safetensors, README "Format".
 */
export function readSafetensors(file: OpenFile): StoredTensor[] {
  const length = file.size < LENGTH_BYTES ? null : readAt(file, { from: 0, bytes: LENGTH_BYTES }).readBigUInt64LE(0);
  if (length === null || length > BigInt(file.size - LENGTH_BYTES)) {
    throw broken(file, `a header of ${length ?? 'no'} bytes in ${file.size}`);
  }
  if (length > BigInt(HEADER_BYTES_MAX))
    throw broken(file, `a header of ${length} bytes, more than ${HEADER_BYTES_MAX}`);
  const bytes = Number(length);
  const start = LENGTH_BYTES + bytes;
  const header = parse(file, readAt(file, { from: LENGTH_BYTES, bytes }));
  const tensors = Object.entries(header)
    .filter(([key]) => key !== '__metadata__')
    .map(([key, said]) => readTensor(file, { key, said, start }));
  requireFilled(file, tensors, start);
  return tensors;
}

function parse(file: OpenFile, bytes: Buffer): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Not JSON.
  }
  throw broken(file, 'a header that is no JSON object');
}

function readTensor(
  file: OpenFile,
  { key, said, start }: { readonly key: string; readonly said: unknown; readonly start: number },
): StoredTensor {
  const { dtype: type, shape, data_offsets: offsets } = (said ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw broken(file, `no type, shape and place of "${shown(key)}"`);
  }
  const [from, end] = offsets as [number, number];
  const values = shape.reduce((product, size) => product * size, 1);
  const size = TENSOR_BYTES[type];
  if (end < from || start + end > file.size || (size !== undefined && end - from !== values * size)) {
    throw broken(
      file,
      `"${shown(key)}" of ${type} (${shape.join(', ')}) in bytes ${from} to ${end} of ${file.size - start}`,
    );
  }
  return { key, type, shape, from: start + from, bytes: end - from };
}

function requireFilled(file: OpenFile, tensors: readonly StoredTensor[], start: number): void {
  let at = start;
  for (const { key, from, bytes } of [...tensors].sort((a, b) => a.from - b.from || a.bytes - b.bytes)) {
    if (from < at) throw broken(file, `"${shown(key)}" lying over another tensor`);
    if (from > at) throw broken(file, `${from - at} bytes before "${shown(key)}" that are no tensor’s`);
    at += bytes;
  }
  if (at !== file.size) throw broken(file, `${file.size - at} bytes behind the last tensor`);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}

/** A key may be as long as its writer liked. */
function shown(key: string): string {
  return key.length > 100 ? `${key.slice(0, 100)}…` : key;
}

function broken({ path }: OpenFile, found: string): ShapeError {
  return new ShapeError(
    `${path}: expected a whole .safetensors file, found ${found}. Copy it again, or write it with safetensors.numpy.save_file.`,
    { context: { file: path } },
  );
}
