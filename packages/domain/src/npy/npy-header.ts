import { ShapeError } from '../errors/shape-error.ts';
import { npyType } from './npy-type.ts';
import { isDictionary, parsePythonLiteral } from './python-literal.ts';

/** What a NumPy `.npy` file says of its array. */
export interface NpyHeader {
  /** NumPy's type string: `<f4` is little-endian float32, `>f4` big-endian, `|u1` uint8. */
  readonly type: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the array's bytes start. */
  readonly dataOffset: number;
}

/** What has to be read of a file at the most: NumPy itself refuses headers of more than 10,000 bytes. */
export const NPY_HEADER_BYTES_MAX = 16_384;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ZIP = [0x50, 0x4b];
const VERSION_MAX = 3;

/**
 * Reads the header at the start of a `.npy` file (format versions 1 to 3), as NumPy does: a Python literal, in whatever
 * way its writer put it. `name` stands in messages.
 * @throws ShapeError when the bytes are not such a header or end before it does. Source: NumPy, lib/format.py.
 */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const fail = (found: string): ShapeError =>
    new ShapeError(`${name}: expected a NumPy .npy file, found ${found}.`, { context: { file: name } });
  if (ZIP.every((byte, i) => bytes[i] === byte)) {
    const line = `np.save('array.npy', np.load('${name}')[KEY])`;
    throw fail(`an .npz archive of arrays. Write the one that is meant, by its KEY in the archive: ${line}`);
  }
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw fail('other content');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > VERSION_MAX)
    throw fail(`format version ${version}, which is none of 1 to ${VERSION_MAX}`);
  const start = version > 1 ? 12 : 10;
  const dataOffset = start + (version > 1 ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataOffset > bytes.length) throw fail('a header that is cut off or too long');
  const text = new TextDecoder(version > 2 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, dataOffset));
  const header = parseHeader(text);
  if (header === null) throw fail(`the header ${text.trim().slice(0, 200)}`);
  return { ...header, dataOffset };
}

/** Null when it isn't what NumPy reads. */
function parseHeader(text: string): Omit<NpyHeader, 'dataOffset'> | null {
  try {
    const value = parsePythonLiteral(text);
    if (!isDictionary(value)) return null;
    const { descr, fortran_order: order, shape } = Object.fromEntries(value.entries);
    const fortranOrder = order === true || order === 1;
    // Python takes 0 and 1 for False and True.
    if (descr === undefined || !(fortranOrder || order === false || order === 0)) return null;
    // One axis without its comma is a number.
    const axes = typeof shape === 'number' ? [shape] : shape;
    return Array.isArray(axes) && axes.every(isSize) ? { type: npyType(descr), fortranOrder, shape: axes } : null;
  } catch {
    // Not a literal.
    return null;
  }
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
