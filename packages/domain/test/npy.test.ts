import fc from 'fast-check';
import { expect, test } from 'vitest';
import { npyHeader, readNpyHeader } from '../src/index.ts';

test('a written header reads back, and the data behind it is aligned to 64 bytes', () => {
  const shapes = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom('<f4', '<u2', '|u1'), shapes, (type, shape) => {
      const bytes = npyHeader(type, shape);
      expect(readNpyHeader(bytes, 'x.npy')).toEqual({ type, fortranOrder: false, shape, dataOffset: bytes.length });
      expect(bytes.length % 64).toBe(0);
    }),
  );
});

test('is what NumPy writes for np.zeros((3,), "<u2")', () => {
  const text = `\x93NUMPY\x01\x00v\x00{'descr': '<u2', 'fortran_order': False, 'shape': (3,), }`;
  expect(Buffer.from(npyHeader('<u2', [3])).toString('latin1')).toBe(`${text.padEnd(127)}\n`);
});

/** A header as some writer puts it. */
function written(text: string, { version = 1, padding = 0 } = {}): Uint8Array {
  const body = Buffer.from(`${text}${' '.repeat(padding)}\n`);
  const length = Buffer.alloc(version > 1 ? 4 : 2);
  if (version > 1) length.writeUInt32LE(body.length);
  else length.writeUInt16LE(body.length);
  return Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]), length, body]);
}
const header = (descr: string, { order = 'False', shape = '(2, 3)' } = {}) =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

test.each([
  ['of version 2', written(header("'<f4'"), { version: 2 })],
  ['of version 3', written(header("'<f4'"), { version: 3, padding: 9 })],
  ['in double quotes', written('{"shape":[2,3],"fortran_order":False,"descr":"<f4"}')],
  ['of Python 2', written(header("u'<f4'", { shape: '(2L, 3L)' }))],
  ['over several lines', written("{\n 'descr' : '<f4' ,\n 'fortran_order' : False,\n 'shape' : ( 2 ,\n 3 , )\n}")],
  ['with numbers for truth', written(header("'<f4'", { order: '0' }))],
  ['in native order', written(header("'=f4'"))],
  ['without an order', written(header("'f4'"))],
  ['with an order that means nothing', written(header("'|f4'"))],
  ['by the name of its type', written(header("'float32'"))],
])('a header %s is read as NumPy reads it', (_, bytes) => {
  const expected = { type: '<f4', fortranOrder: false, shape: [2, 3], dataOffset: bytes.length };
  expect(readNpyHeader(bytes, 'x.npy')).toEqual(expected);
});

test('one axis is told with its comma or as a number, none by empty brackets', () => {
  for (const shape of ['(5,)', '(5)', '5', '[5]']) {
    expect(readNpyHeader(written(header("'<f4'", { shape })), 'x.npy').shape).toEqual([5]);
  }
  expect(readNpyHeader(written(header("'<f4'", { shape: '()' })), 'x.npy').shape).toEqual([]);
});

test('types of one byte have no order, others keep the one that isn’t native', () => {
  const typeOf = (descr: string) => readNpyHeader(written(header(descr)), 'x.npy').type;
  expect(["'<u1'", "'|b1'", "'?'", "'>u2'", "'uint16'", "[('x', '<f4')]", "'|O'"].map(typeOf)).toEqual([
    ...['|u1', '|b1', '|b1', '>u2', '<u2', 'a structured type', '|O'],
  ]);
});

test.each([
  ['a shape below zero', written(header("'<f4'", { shape: '(-1, 3)' })), /found the header/],
  ['no order', written("{'descr': '<f4', 'shape': (1,)}"), /found the header/],
  ['a call', written(header('f()')), /found the header/],
  ['brackets without end', written('('.repeat(5000)), /found the header/],
  ['another version', written(header("'<f4'"), { version: 9 }), /format version 9/],
  ['a length beyond its end', written(header("'<f4'")).subarray(0, 40), /cut off or too long/],
  ['an archive', Buffer.from('PK\x03\x04 and more than twelve bytes'), /\.npz archive.*np\.load\('x\.npy'\)\[KEY\]/],
])('%s is refused', (_, bytes, message) => {
  expect(() => readNpyHeader(bytes, 'x.npy')).toThrow(message);
});
