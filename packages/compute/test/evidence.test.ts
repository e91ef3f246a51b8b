import { evaluateFormula, type Formula, leftDeepToFormula } from '@strata/domain';
import { createRandom } from '@strata/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { supportOf } from '../src/metrics/support.ts';
import { DEFAULT_EVIDENCE, type EvidencePlan, planEvidence } from '../src/nulls/evidence-plan.ts';
import { replicationOf } from '../src/nulls/replication.ts';
import { placeRange } from '../src/ranges/place-range.ts';
import { searchBeam } from '../src/search/beam.ts';
import { searchOptimal } from '../src/search/optimal/search-optimal.ts';
import { type BitWorld, CONCEPTS, evidenceOf, SIDE } from './evidence-worlds.ts';
import { bruteForce, problemOf, worlds } from './search-worlds.ts';

const SIZE = SIDE * SIDE;
const plan = (samples: number, settings = {}): EvidencePlan =>
  planEvidence({ ...DEFAULT_EVIDENCE, ...settings }, { sampleCount: samples, groups: null }) as EvidencePlan;

/** Each image has stripes, a corner and speckles of its own. */
function drawWorld(samples: number, seed: number): BitWorld {
  const random = createRandom(seed);
  const sets = new Uint8Array(samples * SIZE);
  for (let sample = 0; sample < samples; sample += 1) {
    const [row, column, side] = [0, 0, 0].map(() => Math.floor(random.next() * SIDE)) as [number, number, number];
    for (let i = 0; i < SIZE; i += 1) {
      const [y, x] = [Math.floor(i / SIDE), i % SIDE];
      const bits = [y === row || y === row + 1, x === column, y < side && x < side, random.next() < 0.2];
      sets[sample * SIZE + i] = bits.reduce((set, bit, c) => set | (bit ? 1 << c : 0), 0);
    }
  }
  return { samples, sets };
}

/** Counts over pixels, with no cells: what the evidence is by definition. */
function dense({ samples, sets }: BitWorld, values: Float32Array) {
  const best = (pairs: readonly (readonly [number, number])[]) => {
    const pixels = pairs.flatMap(([bitmap, label]) =>
      Array.from({ length: SIZE }, (_, i) => ({
        concepts: [0, 1, 2, 3].filter((c) => ((sets[label * SIZE + i] as number) >> c) & 1),
        inRange: (values[bitmap * SIZE + i] as number) >= 0.5,
      })),
    );
    const count = (terms: Parameters<typeof leftDeepToFormula>[0]) => {
      const formula = leftDeepToFormula(terms, CONCEPTS);
      const counts = { terms, intersection: 0, union: 0, formulaPixels: 0 };
      for (const { concepts, inRange } of pixels) {
        const holds = evaluateFormula(formula, (name) => concepts.includes(CONCEPTS.indexOf(name)));
        counts.intersection += holds && inRange ? 1 : 0;
        counts.union += holds || inRange ? 1 : 0;
        counts.formulaPixels += holds ? 1 : 0;
      }
      return counts;
    };
    const found = pixels.some(({ inRange }) => inRange) ? bruteForce(4, { length: 2, grammar: 'paper', count }) : null;
    return { found, count };
  };
  return { best, all: [...Array(samples).keys()] };
}

describe('held-out overlap', () => {
  it('is that of the best formula of the other folds, counted pixel by pixel, as is the one over shuffled images', () => {
    for (const seed of [1, 2, 3]) {
      const world = drawWorld(9, seed);
      const random = createRandom(seed + 100);
      const values = Float32Array.from({ length: 9 * SIZE }, () => random.next());
      const drawn = plan(9, { shuffles: 2 });
      const answer = evidenceOf(world, values, drawn);
      const { best, all } = dense(world, values);
      const own = { intersection: 0, union: 0 };
      const shuffled = { intersection: 0, union: 0 };
      for (let fold = 0; fold < drawn.foldCount; fold += 1) {
        const [inside, outside] = [true, false].map((is) => all.filter((s) => (drawn.foldOf[s] === fold) === is)) as [
          number[],
          number[],
        ];
        const { found } = best(outside.map((s) => [s, s] as const));
        const add = (into: typeof own, pairs: (readonly [number, number])[]): void => {
          const counts = best(pairs).count(found?.terms ?? []);
          into.intersection += counts.intersection;
          into.union += counts.union;
        };
        add(
          own,
          inside.map((s) => [s, s] as const),
        );
        for (const labelsOf of drawn.shuffles)
          add(
            shuffled,
            inside.map((s) => [s, labelsOf[s] as number] as const),
          );
      }
      expect(answer?.evidence.heldOut.overlap).toEqual(own);
      expect(answer?.evidence.heldOut.shuffled).toEqual(shuffled);
    }
  });

  it('counts the images with the formula that a bitmap of another image meets, pixel by pixel', () => {
    const [samples, seeds] = [9, [1, 2, 3]];
    for (const seed of seeds) {
      const world = drawWorld(samples, seed);
      const random = createRandom(seed + 50);
      // So few pixels that by far not every image is met.
      const values = Float32Array.from({ length: samples * SIZE }, () => (random.next() < 0.05 ? 1 : 0));
      const drawn = plan(samples, { shuffles: 3 });
      const answer = evidenceOf(world, values, drawn);
      const { best } = dense(world, values);
      const expected = { formula: 0, overlap: 0 };
      for (const [bitmap, label] of (drawn.shuffles[0] as Uint32Array).entries()) {
        const { formulaPixels, intersection } = best([[bitmap, label]]).count(answer?.found.terms ?? []);
        expected.formula += formulaPixels > 0 ? 1 : 0;
        expected.overlap += intersection > 0 ? 1 : 0;
      }
      expect(expected.overlap).toBeLessThan(expected.formula);
      expect(answer?.evidence.shuffledPresence).toEqual(expected);
    }
  });

  it('counts the folds whose formula would count as changed on the fold’s own bitmap, pixel by pixel', () => {
    let changedAny = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const world = drawWorld(7, seed);
      const random = createRandom(seed + 200);
      const values = Float32Array.from({ length: 7 * SIZE }, () => random.next());
      const drawn = plan(7, { shuffles: 1 });
      const answer = evidenceOf(world, values, drawn);
      const { best, all } = dense(world, values);
      const everywhere = all.map((s) => [s, s] as const);
      const full = best(everywhere).found?.terms ?? [];
      const held = { changed: 0, meaning: 0 };
      for (let fold = 0; fold < drawn.foldCount; fold += 1) {
        const part = (is: boolean) => everywhere.filter(([s]) => (drawn.foldOf[s] === fold) === is);
        const terms = best(part(false)).found?.terms ?? [];
        const inside = best(part(true));
        const [kept, own] = [inside.count(terms), inside.count(full)];
        const [f, g] = [terms, full].map((some) => leftDeepToFormula(some, CONCEPTS)) as [Formula, Formula];
        const shared = { intersection: 0, union: 0 };
        for (const set of world.sets) {
          const [a, b] = [f, g].map((one) =>
            evaluateFormula(one, (name) => ((set >> CONCEPTS.indexOf(name)) & 1) === 1),
          );
          shared.intersection += a && b ? 1 : 0;
          shared.union += a || b ? 1 : 0;
        }
        if (kept.intersection / kept.union >= 0.95 * (own.intersection / own.union)) continue;
        held.changed += 1;
        if (shared.intersection / shared.union < 0.8) held.meaning += 1;
      }
      changedAny += held.changed;
      expect(answer?.evidence.foldChanges).toEqual(held);
    }
    expect(changedAny).toBeGreaterThan(0);
  });

  it('is kept whole, beats every arrangement and replicates in every fold where a unit is a concept’s mask', () => {
    const world = drawWorld(20, 4);
    // Concept c: the corner.
    const values = Float32Array.from(world.sets, (set) => (set >> 2) & 1);
    const { heldOut } = evidenceOf(world, values, plan(20))?.evidence ?? {};
    expect(heldOut?.overlap.intersection).toBe(heldOut?.overlap.union);
    expect(heldOut?.replication).toEqual({ formula: 5, leadingPair: 5, alike: 5, terms: [5] });
    // Twice one of 5^5 arrangements; a few others may lie equally well by chance.
    expect(heldOut?.p).toBeLessThan(0.01);
  });

  it('beats shuffled images at 5 % in at most 8 % of units that know nothing (simulated, 400 units)', () => {
    const world = drawWorld(30, 5);
    const random = createRandom(6);
    const drawn = plan(30, { nullSearches: 0 });
    const ps = Array.from({ length: 400 }, () => {
      const values = Float32Array.from({ length: 30 * SIZE }, () => (random.next() < 0.2 ? 1 : 0));
      return evidenceOf(world, values, drawn)?.evidence.heldOut.p ?? 1;
    });
    expect(ps.filter((p) => p <= 0.05).length / ps.length).toBeLessThanOrEqual(0.08);
    // A test that never rejects would pass the line above.
    expect(ps.filter((p) => p <= 0.5).length / ps.length).toBeGreaterThan(0.1);
  });

  it('counts a fold as missed whose formula can’t be found without it', () => {
    const world = drawWorld(10, 7);
    const drawn = plan(10);
    // Fires in one image alone.
    const values = Float32Array.from(world.sets, (set, i) => (i < SIZE ? (set >> 2) & 1 : 0));
    const answer = evidenceOf(world, values, drawn);
    expect(answer?.evidence.heldOut.overlap.intersection).toBe(0);
    expect(answer?.evidence.heldOut.p).toBe(1);
  });
});

describe('the null of the search', () => {
  it('has a p-value that is 5 % or less in at most 9 % of units that know nothing (simulated, 200 units)', () => {
    const world = drawWorld(20, 8);
    const random = createRandom(9);
    const drawn = plan(20, { nullSearches: 19 });
    const ps = Array.from({ length: 200 }, () => {
      const values = Float32Array.from({ length: 20 * SIZE }, () => (random.next() < 0.2 ? 1 : 0));
      return evidenceOf(world, values, drawn)?.evidence.shuffledNull?.p ?? 1;
    });
    expect(ps.filter((p) => p <= 0.05).length / ps.length).toBeLessThanOrEqual(0.09);
    expect(Math.min(...ps)).toBeGreaterThanOrEqual(1 / 20);
  });

  it('gives a mean below what a unit that knows a concept overlaps, and no p-value from fewer than 19 searches', () => {
    const world = drawWorld(20, 10);
    const values = Float32Array.from(world.sets, (set) => (set >> 2) & 1);
    const answer = evidenceOf(world, values, plan(20, { nullSearches: 4 }));
    const shuffled = answer?.evidence.shuffledNull;
    expect(shuffled).toMatchObject({ searches: 4, upper: null, p: null });
    expect(shuffled?.mean).toBeLessThan(0.7);
    expect(answer?.found.iou).toBe(1);
  });
});

it('finds the same formula whatever the optimal search starts from', () => {
  fc.assert(
    fc.property(worlds(), fc.constantFrom('paper', 'full'), (world, grammar) => {
      const problem = problemOf(world);
      fc.pre(problem.bitmapPixels > 0);
      const narrow = searchBeam(problem, { length: 1, beam: 1, grammar });
      expect(searchOptimal(problem, { grammar, start: narrow })).toMatchObject({
        terms: searchOptimal(problem, { grammar })?.terms,
      });
    }),
    { numRuns: 500 },
  );
});

it('replicates a formula in whatever order its leading chain is written, and a concept only with its sign', () => {
  const or = (...concepts: number[]) =>
    concepts.map((concept, i) => ({ operator: i === 0 ? null : ('OR' as const), concept }));
  const not = { operator: 'AND NOT' as const, concept: 3 };
  const fold = (terms: Parameters<typeof replicationOf>[0], maskIou: number) => ({ terms, maskIou });
  const folds = [
    fold([...or(1, 0), not], 1),
    fold(or(0, 1, 3), 0.7),
    fold(or(0), 0.8),
    null,
    fold([...or(0, 1), not], 1),
  ];
  expect(replicationOf([...or(0, 1), not], folds, 'paper')).toEqual({
    formula: 2,
    leadingPair: 3,
    alike: 3,
    terms: [4, 3, 2],
  });
});

it('counts what a bitmap rests on: samples with a pixel, and map cells between the bounds', () => {
  const bounds = {
    lower: null,
    upper: 2,
    lowest: Number.NEGATIVE_INFINITY,
    beyond: 2,
    includesLower: false,
    withoutZero: true,
  };
  // −1 and 1 lie in the range; 0 is off, 2 and 3 lie beyond.
  const values = Float32Array.of(-1, 0, 1, 2, 3, 0);
  expect(supportOf(Uint32Array.of(4, 0, 7), placeRange(values, bounds))).toEqual({ samples: 2, mapCells: 2 });
});
