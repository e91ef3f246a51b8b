import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideBound, worstOf } from '../src/decide/outcome.ts';

const interval = fc
  .tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }))
  .map(([lower, width]) => ({ lower, upper: lower + width }));
const bound = fc.double({ min: -12, max: 12, noNaN: true });

describe('decideBound', () => {
  it('passes where the whole interval is on the right side, the bound itself included', () => {
    expect(decideBound({ lower: 0.5, upper: 0.7 }, { required: 0.5, greaterIsBetter: true })).toBe('PASS');
    expect(decideBound({ lower: 0.5, upper: 0.7 }, { required: 0.7, greaterIsBetter: false })).toBe('PASS');
  });

  it('fails where none of it is, and judges nothing in between', () => {
    expect(decideBound({ lower: 0.5, upper: 0.7 }, { required: 0.71, greaterIsBetter: true })).toBe('FAIL');
    expect(decideBound({ lower: 0.5, upper: 0.7 }, { required: 0.6, greaterIsBetter: true })).toBe('COULD_NOT_JUDGE');
    expect(decideBound({ lower: 0.5, upper: 0.7 }, { required: 0.49, greaterIsBetter: false })).toBe('FAIL');
  });

  it('never passes what a stricter bound would not have to', () => {
    const rank = { FAIL: 0, COULD_NOT_JUDGE: 1, PASS: 2 };
    fc.assert(
      fc.property(interval, bound, fc.double({ min: 0, max: 3, noNaN: true }), (measured, required, more) => {
        const at = (least: number) => rank[decideBound(measured, { required: least, greaterIsBetter: true })];
        expect(at(required + more)).toBeLessThanOrEqual(at(required));
      }),
    );
  });

  it('says the same of a number and of its opposite where smaller is better', () => {
    fc.assert(
      fc.property(interval, bound, ({ lower, upper }, required) => {
        const mirrored = { lower: -upper, upper: -lower };
        expect(decideBound(mirrored, { required: -required, greaterIsBetter: false })).toBe(
          decideBound({ lower, upper }, { required, greaterIsBetter: true }),
        );
      }),
    );
  });
});

describe('worstOf', () => {
  it('is a failure where one fails, undecided where one could not be judged, and undecided of nothing', () => {
    expect(worstOf(['PASS', 'COULD_NOT_JUDGE', 'FAIL'])).toBe('FAIL');
    expect(worstOf(['PASS', 'COULD_NOT_JUDGE'])).toBe('COULD_NOT_JUDGE');
    expect(worstOf(['PASS', 'PASS'])).toBe('PASS');
    expect(worstOf([])).toBe('COULD_NOT_JUDGE');
  });
});
