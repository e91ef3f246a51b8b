import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../src/ranges/quantile.ts';
import { sortValues } from '../src/ranges/sort-values.ts';

const anyFloat = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** -149, -(2 ** -149), 3.4028234663852886e38),
);

test('sorting equals the sort of typed arrays, −0 before 0, with or without zeros', () => {
  fc.assert(
    fc.property(fc.array(anyFloat, { maxLength: 200 }), (list) => {
      const values = Float32Array.from(list);
      // toEqual tells −0 from 0.
      expect(sortValues(values)).toEqual(values.toSorted());
      expect(sortValues(values, { skipZeros: true })).toEqual(values.filter((v) => v !== 0).sort());
    }),
  );
});

test('a quantile lies between its two neighbours in sorted order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, share) => {
        const values = Float32Array.from(list);
        const sorted = values.toSorted();
        const position = share * (values.length - 1);
        const [below, above] = [Math.floor(position), Math.ceil(position)].map((i) => sorted[i] as number) as [
          number,
          number,
        ];
        expect(quantile(values, share)).toBe(below + (above - below) * (position - Math.floor(position)));
      },
    ),
  );
});
