import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { inflateRawSync, constants as zlib } from 'node:zlib';
import { NPY_HEADER_BYTES_MAX, type NpyHeader, readNpyHeader, ShapeError } from '@strata/domain';
import { type ArrayPath, splitArrayPath } from './array-path.ts';
import { type OpenFile, readAt } from './read-at.ts';
import { readSafetensors } from './safetensors-header.ts';
import { memberPlace, readZipDirectory, type ZipMember } from './zip-directory.ts';

/** Part of a file. */
export interface ByteRange {
  readonly from: number;
  readonly bytes: number;
}

/** An array in a file, and how its values lie there. */
export interface LocatedArray extends ArrayPath {
  /** NumPy's type string, or "bfloat16". */
  readonly type: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Of the values; of the whole member where it is packed. */
  readonly place: ByteRange;
  /** A member of an archive: what its bytes must be when they are unpacked; null for other files. */
  readonly member: Pick<ZipMember, 'crc32' | 'bytes'> & { readonly packed: boolean; readonly range: ByteRange };
  /** Bytes of the array's header, before its values: in the file, or in what is unpacked. */
  readonly headerBytes: number;
  readonly kind: 'npy' | 'npz' | 'safetensors';
}

/** Of what is packed, so much is unpacked to find a header of the greatest size. */
const PACKED_HEAD_BYTES = 2 * NPY_HEADER_BYTES_MAX;
const UNPACKED_HEAD_BYTES_MAX = 64 * 2 ** 20;
const NAMED_MAX = 20;
const NPY_START = Buffer.from('\x93NUMPY', 'latin1');
const TYPES: Readonly<Record<string, string>> = {
  F64: '<f8',
  F32: '<f4',
  F16: '<f2',
  BF16: 'bfloat16',
  I64: '<i8',
  I32: '<i4',
  I16: '<i2',
  I8: '|i1',
  U8: '|u1',
  BOOL: '|b1',
};

/**
 * Opens a `.npy`, `.npz` or `.safetensors` file, told by its content, calls `use` with it and the array that is meant, and
 * closes it, unless `use` keeps the descriptor. Nothing but headers is read.
 * @throws ShapeError naming the file when it is missing, none of the three, damaged, or holds several arrays of which none
 * is named (then with their keys)
 */
export function locateArray(path: string): LocatedArray {
  const { file: name, key } = splitArrayPath(path);
  const descriptor = open(name);
  try {
    return locateIn(descriptor, { file: name, key });
  } finally {
    closeSync(descriptor);
  }
}

/** The same in a file that is open. @throws as `locateArray` */
export function locateIn(descriptor: number, { file: path, key }: ArrayPath): LocatedArray {
  const status = fstatSync(descriptor);
  if (!status.isFile()) {
    throw new ShapeError(`${path}: expected a .npy file of activations, found a folder or device. Name the file.`, {
      context: { file: path },
    });
  }
  const file: OpenFile = { descriptor, size: status.size, path };
  const start = readAt(file, { from: 0, bytes: Math.min(file.size, NPY_HEADER_BYTES_MAX) });
  const found = start[0] === 0x50 && start[1] === 0x4b ? inArchive(file, key) : inOther(file, { start, key });
  return { ...found, file: path };
}

/** Opens an array's file without waiting for whoever writes into a pipe. @throws ShapeError when it can't be opened */
export function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw new ShapeError(`${path}: can't be opened. Expected a .npy, .npz or .safetensors file of activations.`, {
      cause,
      context: { file: path },
    });
  }
}

type Found = Omit<LocatedArray, 'file'>;

function inOther(file: OpenFile, { start, key }: { readonly start: Buffer; readonly key: string | null }): Found {
  const isNpy = start.subarray(0, NPY_START.length).equals(NPY_START);
  // Eight bytes of length, of which the last are zeros, and JSON.
  if (!isNpy && (/\.safetensors$/iu.test(file.path) || (start[8] === 0x7b && start.readUIntLE(4, 4) === 0))) {
    return inSafetensors(file, key);
  }
  const header = readNpyHeader(start, file.path);
  if (key !== null)
    throw new ShapeError(
      `${file.path}: expected an .npz archive, in which "${key}" could be, found one array. Leave the key out.`,
    );
  return ofNpy(header, {
    range: { from: 0, bytes: file.size },
    crc32: 0,
    packed: false,
    bytes: file.size,
    kind: 'npy',
    key,
  });
}

interface Member {
  readonly range: ByteRange;
  readonly crc32: number;
  readonly packed: boolean;
  /** Unpacked. */
  readonly bytes: number;
  readonly kind: 'npy' | 'npz';
  readonly key: string | null;
}

function ofNpy(header: NpyHeader, { kind, key, ...member }: Member): Found {
  const { type, fortranOrder, shape, dataOffset } = header;
  const { from, bytes } = member.range;
  const place = member.packed ? member.range : { from: from + dataOffset, bytes: bytes - dataOffset };
  return { key, kind, type, fortranOrder, shape, place, member, headerBytes: dataOffset };
}

function inSafetensors(file: OpenFile, key: string | null): Found {
  const tensors = readSafetensors(file);
  const { type, shape, from, bytes, key: found } = chooseOne(file, { all: tensors, key, example: 'safetensors' });
  const place = { from, bytes };
  const member = { crc32: 0, bytes, packed: false, range: place };
  const numpy = TYPES[type] ?? type;
  return { key: found, kind: 'safetensors', type: numpy, fortranOrder: false, shape, place, member, headerBytes: 0 };
}

function inArchive(file: OpenFile, key: string | null): Found {
  const arrays = readZipDirectory(file)
    .filter(({ name }) => name.endsWith('.npy'))
    .map((member) => ({ ...member, key: member.name.slice(0, -'.npy'.length) }));
  const asked = key?.endsWith('.npy') && !arrays.some((one) => one.key === key) ? key.slice(0, -'.npy'.length) : key;
  const member = chooseOne(file, { all: arrays, key: asked, example: 'npz' });
  const { method, encrypted, name, bytes, crc32 } = member;
  const where = `${file.path}:${member.key}`;
  if (encrypted || (method !== 0 && method !== 8)) {
    throw new ShapeError(
      `${where}: expected an array that is stored or deflated, found ${encrypted ? 'an encrypted one' : `one packed by method ${method}`}. Write it with np.savez_compressed.`,
      { context: { file: file.path } },
    );
  }
  const range = memberPlace(file, member);
  if (method === 0 && range.bytes !== bytes) {
    throw new ShapeError(
      `${where}: expected ${bytes} bytes, found ${range.bytes} in "${name}". Copy or write it again.`,
    );
  }
  const header = readNpyHeader(method === 0 ? headOf(file, range) : unpackedHead(file, { range, where }), where);
  return ofNpy(header, { range, crc32, packed: method !== 0, bytes, kind: 'npz', key: member.key });
}

function headOf(file: OpenFile, { from, bytes }: ByteRange): Buffer {
  return readAt(file, { from, bytes: Math.min(bytes, NPY_HEADER_BYTES_MAX) });
}

function unpackedHead(file: OpenFile, { range, where }: { readonly range: ByteRange; readonly where: string }): Buffer {
  const packed = readAt(file, { from: range.from, bytes: Math.min(range.bytes, PACKED_HEAD_BYTES) });
  try {
    const head = inflateRawSync(packed, {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: UNPACKED_HEAD_BYTES_MAX,
    });
    return Buffer.from(head.subarray(0, NPY_HEADER_BYTES_MAX));
  } catch (cause) {
    throw new ShapeError(`${where}: can't be unpacked. Copy or write the archive again.`, {
      cause,
      context: { file: file.path },
    });
  }
}

/** The array of a key, or the only one. */
function chooseOne<One extends { readonly key: string }>(
  { path }: OpenFile,
  { all, key, example }: { readonly all: readonly One[]; readonly key: string | null; readonly example: string },
): One {
  const fitting = key === null ? all : all.filter((one) => one.key === key);
  const [one] = fitting;
  if (one && fitting.length === 1) return one;
  const context = { file: path };
  if (all.length === 0) {
    throw new ShapeError(`${path}: expected an array, found none. Write activations into it.`, { context });
  }
  const keys = all.slice(0, NAMED_MAX).map((some) => some.key.slice(0, 100));
  const more = all.length > NAMED_MAX ? ` and ${all.length - NAMED_MAX} more` : '';
  const has = `${keys.join(', ')}${more}`;
  const name = path.endsWith(`.${example}`) ? path : `FILE.${example}`;
  throw new ShapeError(
    key === null
      ? `${path}: expected one array, found ${all.length}: ${has}. Say which is meant, as in ${name}:${keys[0]}.`
      : `${path}: expected one array "${key}", found ${fitting.length}; it has ${has}. Name one of them, as in ${name}:${keys[0]}.`,
    { context },
  );
}
