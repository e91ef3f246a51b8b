import { ShapeError } from '../errors/shape-error.ts';

/** What a NumPy `.npy` file says of its array. */
export interface NpyHeader {
  /** NumPy's type string: `<f4` is little-endian float32, `<u2` uint16. */
  readonly type: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the array's bytes start. */
  readonly dataOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads the header at the start of a `.npy` file (format versions 1 to 3). `name` stands in messages.
 * @throws ShapeError when the bytes are not such a header or end before it does.
 */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const fail = (found: string): ShapeError =>
    new ShapeError(`${name}: expected a NumPy .npy file, found ${found}.`, { context: { file: name } });
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw fail('other content');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = view.getUint8(6) > 1;
  const start = long ? 12 : 10;
  const dataOffset = start + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (dataOffset > bytes.length) throw fail('a header that is cut off or too long');
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, dataOffset));
  const type = /'descr'\s*:\s*'([^']*)'/u.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/u.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([\d,\s]*)\)/u.exec(text)?.[1];
  if (type === undefined || order === undefined || shape === undefined) throw fail(`the header ${text.trim()}`);
  return {
    type,
    fortranOrder: order === 'True',
    shape: shape
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .map(Number),
    dataOffset,
  };
}
