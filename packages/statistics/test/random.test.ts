import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, derangement, mixBits, permutation } from '../src/index.ts';

describe('the generator', () => {
  it('gives these numbers for these seeds on every machine, for ever', () => {
    // By the published algorithm in Python's whole numbers.
    const { bits } = createRandom(1);
    expect(Array.from({ length: 4 }, bits)).toEqual([2693262067, 11749833, 2265367787, 4213581821]);
    const { next } = createRandom(0);
    expect(Array.from({ length: 3 }, next)).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
    expect(createRandom(2 ** 32 + 1).bits()).toBe(2693262067);
    expect([0, 1, 0xdeadbeef].map(mixBits)).toEqual([0, 1364076727, 233162409]);
  });

  it('draws whole numbers below a count, each about as often', () => {
    const { below } = createRandom(7);
    const counts = new Array<number>(5).fill(0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const drawn = below(5);
      counts[drawn] = (counts[drawn] as number) + 1;
    }
    // 2,000 each, standard deviation √(10,000 · 0.2 · 0.8) = 40.
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(4 * 40);
  });
});

const numbers = (count: number) => Array.from({ length: count }, (_, place) => place);

describe('a permutation', () => {
  it('has every number once, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(), (count, seed) => {
        const drawn = permutation(count, createRandom(seed));
        expect([...drawn].sort((a, b) => a - b)).toEqual(numbers(count));
        expect(permutation(count, createRandom(seed))).toEqual(drawn);
      }),
    );
  });

  it('without fixed points keeps no number in its place, and each within its group', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.boolean(), (of, seed, grouped) => {
        // Groups lie across each other, not one after the other.
        const groups = of
          .flatMap((size, group) => numbers(size).map((member) => ({ group, at: mixBits(31 * group + member) })))
          .sort((a, b) => a.at - b.at)
          .map(({ group }) => group);
        const drawn = derangement(groups.length, { random: createRandom(seed), groups: grouped ? groups : undefined });
        expect([...drawn].sort((a, b) => a - b)).toEqual(numbers(groups.length));
        for (const [place, number] of drawn.entries()) {
          expect(number).not.toBe(place);
          if (grouped) expect(groups[number]).toBe(groups[place]);
        }
      }),
    );
  });

  it('without fixed points is each of the nine of four places equally often', () => {
    const random = createRandom(3);
    const met = new Map<string, number>();
    for (let draw = 0; draw < 9_000; draw += 1) {
      const key = derangement(4, { random }).join('');
      met.set(key, (met.get(key) ?? 0) + 1);
    }
    expect(met.size).toBe(9);
    // 1,000 each, standard deviation √(9,000 · 1/9 · 8/9) = 29.8.
    for (const count of met.values()) expect(Math.abs(count - 1_000)).toBeLessThan(4 * 29.8);
  });

  it('without fixed points is refused for a place that is alone, and is empty for none', () => {
    const random = createRandom(1);
    expect(derangement(0, { random })).toEqual(new Uint32Array());
    expect(() => derangement(1, { random })).toThrow('Expected at least two places to exchange, got one.');
    expect(() => derangement(3, { random, groups: [5, 5, 8] })).toThrow('in group 8 to exchange, got one.');
  });
});
