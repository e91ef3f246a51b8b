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
