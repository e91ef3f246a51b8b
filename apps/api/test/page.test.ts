import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor, pageOf } from '../src/schema/page.ts';

test('a cursor comes back as the place it was made of', () => {
  const key = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
  );
  fc.assert(
    fc.property(key, fc.maxSafeNat(), (value, id) => {
      expect(decodeCursor(encodeCursor([value, id]))).toEqual([value, id]);
    }),
  );
});

test('a text that is no cursor is refused', () => {
  expect(() => decodeCursor('nonsense')).toThrow('Expected a cursor');
});

test.each([0, 101])('a page of %i rows is refused', (first) => {
  const read = async () => [{ id: 1 }];
  expect(() => pageOf({ first }, { key: (row) => row.id, read })).toThrow('from 1 to 100');
});
