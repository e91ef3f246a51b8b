import { createRandom } from '@strata/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_EVIDENCE, planEvidence } from '../src/nulls/evidence-plan.ts';
import { planFolds } from '../src/nulls/fold-plan.ts';
import { planShuffles } from '../src/nulls/shuffle-plan.ts';

/** (sample) group, of a few groups, or none. */
const grouped = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }), fc.boolean())
  .chain(([sampleCount, groupCount, alone]) =>
    fc
      .array(fc.nat(groupCount - 1), { minLength: sampleCount, maxLength: sampleCount })
      .map((groups) => ({ sampleCount, groups: alone ? null : Uint32Array.from(groups) })),
  );
const drawn = fc.tuple(grouped, fc.integer());

describe('folds', () => {
  it('keep groups whole, are all used, and leave each group out where there are fewer than five', () => {
    fc.assert(
      fc.property(drawn, ([{ sampleCount, groups }, seed]) => {
        const plan = planFolds({ sampleCount, groups, random: createRandom(seed) });
        const groupOf = (sample: number): number => groups?.[sample] ?? sample;
        const distinct = new Set(Array.from({ length: sampleCount }, (_, sample) => groupOf(sample)));
        if (distinct.size < 2) {
          expect(plan).toBeNull();
          return;
        }
        expect(plan?.foldCount).toBe(Math.min(5, distinct.size));
        const foldOf = plan?.foldOf ?? new Uint8Array(0);
        expect(new Set(foldOf).size).toBe(plan?.foldCount);
        for (const group of distinct) {
          const folds = [...foldOf].filter((_, sample) => groupOf(sample) === group);
          expect(new Set(folds).size).toBe(1);
        }
      }),
    );
  });

  it('are even to one image where each image is a group of its own', () => {
    const { foldOf } = planFolds({ sampleCount: 23, groups: null, random: createRandom(3) }) ?? { foldOf: [] };
    const sizes = [0, 1, 2, 3, 4].map((fold) => [...foldOf].filter((one) => one === fold).length);
    expect(sizes.toSorted()).toEqual([4, 4, 5, 5, 5]);
  });
});

describe('shuffles', () => {
  it('permute the images of each fold, and leave none over its own group where the fold has room', () => {
    fc.assert(
      fc.property(drawn, ([{ sampleCount, groups }, seed]) => {
        const random = createRandom(seed);
        const folds = planFolds({ sampleCount, groups, random });
        if (!folds) return;
        for (const labelsOf of planShuffles({ folds, groups, count: 3, random })) {
          for (let fold = 0; fold < folds.foldCount; fold += 1) {
            const own = [...folds.foldOf.keys()].filter((sample) => folds.foldOf[sample] === fold);
            expect(own.map((sample) => labelsOf[sample]).toSorted()).toEqual(own.toSorted());
            const sizes = Map.groupBy(own, (sample) => groups?.[sample] ?? sample);
            const largest = Math.max(...[...sizes.values()].map(({ length }) => length));
            if (2 * largest > own.length) continue;
            for (const sample of own) {
              const label = labelsOf[sample] as number;
              if (groups) expect(groups[label]).not.toBe(groups[sample]);
              else expect(label).not.toBe(sample);
            }
          }
        }
      }),
    );
  });

  it('lie at least a quarter of the fold apart in the dataset’s order where the fold is one group', () => {
    const groups = Uint32Array.from({ length: 24 }, (_, sample) => (sample < 12 ? 0 : 1));
    const random = createRandom(5);
    const folds = planFolds({ sampleCount: 24, groups, random });
    expect(folds?.foldCount).toBe(2);
    for (const labelsOf of planShuffles({ folds: folds as NonNullable<typeof folds>, groups, count: 20, random })) {
      for (const [sample, label] of labelsOf.entries()) {
        const apart = Math.abs(label - sample);
        expect(Math.min(apart, 12 - apart)).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

describe('the plan of the evidence', () => {
  it('depends on seed, groups and number of images alone', () => {
    const world = { sampleCount: 30, groups: null };
    expect(planEvidence(DEFAULT_EVIDENCE, world)).toEqual(planEvidence({ ...DEFAULT_EVIDENCE }, { ...world }));
    expect(planEvidence({ ...DEFAULT_EVIDENCE, seed: 2 }, world)).not.toEqual(planEvidence(DEFAULT_EVIDENCE, world));
  });

  it('takes every fold from a shuffle for the mean, and never all as they are for the p-value', () => {
    const plan = planEvidence({ ...DEFAULT_EVIDENCE, nullSearches: 40 }, { sampleCount: 30, groups: null });
    expect(plan?.nulls).toHaveLength(40);
    expect(plan?.nulls.every((choices) => choices.every((choice) => choice >= 1 && choice <= 4))).toBe(true);
    expect(plan?.arrangements).toHaveLength(40);
    expect(plan?.arrangements.every((choices) => choices.some((choice) => choice > 0))).toBe(true);
    expect(new Set(plan?.arrangements.map((choices) => choices.join())).size).toBe(40);
  });

  it('draws more shuffles of few folds, so that a thousand arrangements tell layers of many ranges apart', () => {
    const shufflesOf = (groupCount: number) => {
      const groups = Uint32Array.from({ length: 40 }, (_, sample) => sample % groupCount);
      return planEvidence(DEFAULT_EVIDENCE, { sampleCount: 40, groups })?.shuffles.length;
    };
    // 32² = 1,024; 10³ = 1,000; 6⁴ = 1,296; 5⁵ = 3,125.
    expect([2, 3, 4, 5, 9].map(shufflesOf)).toEqual([31, 9, 5, 4, 4]);
  });
});
