import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf } from '../src/index.ts';

const of = (intersection: number, union: number) => ({ intersection, union });

describe('a change', () => {
  it('is none where the old formula keeps 95 % of the new one’s overlap, exactly', () => {
    // 0.19 is 0.95 · 0.2, which as decimals is 0.19 only by rounding.
    expect(changeOf({ kept: of(19, 100), own: of(20, 100), similarity: of(0, 1) })).toBe('SAME');
    expect(changeOf({ kept: of(1899999, 10000000), own: of(20, 100), similarity: of(0, 1) })).toBe('NEW_MEANING');
    // Products beyond 2^53: 20 · kept · union is one less than 19 · own · union.
    const large = 2 ** 40;
    expect(changeOf({ kept: of(19, 20 * large), own: of(1, large), similarity: of(0, 1) })).toBe('SAME');
    expect(changeOf({ kept: of(19, 20 * large + 1), own: of(1, large), similarity: of(0, 1) })).toBe('NEW_MEANING');
  });

  it('goes by what both masks share, where the old formula keeps less', () => {
    const lost = { kept: of(1, 100), own: of(50, 100) };
    const changes = [of(4, 5), of(79, 100), of(1, 5), of(19, 100), of(0, 0)].map((similarity) =>
      changeOf({ ...lost, similarity }),
    );
    expect(changes).toEqual(['REWORDED', 'SHIFTED', 'SHIFTED', 'NEW_MEANING', 'NEW_MEANING']);
  });

  it('is never one from a formula to itself', () => {
    const overlap = fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => of(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(overlap, overlap, (own, similarity) => {
        expect(changeOf({ kept: own, own, similarity })).toBe('SAME');
      }),
    );
  });

  it('counts an overlap of two empty sets as 0', () => {
    expect(changeOf({ kept: of(0, 0), own: of(1, 2), similarity: of(0, 9) })).toBe('NEW_MEANING');
  });
});
