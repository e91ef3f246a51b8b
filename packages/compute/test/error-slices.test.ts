import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';
import { createRandom, type Random } from '@strata/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findErrorSlices,
  formulasOfLength,
  groupUnits,
  openSliceSearch,
  packBits,
  searchedColumns,
  selectedMin,
} from '../src/index.ts';

interface World {
  /** (concept, unit) */
  readonly has: readonly (readonly boolean[])[];
  readonly wrong: readonly boolean[];
}

/** A world of noise over concepts that depend on each other, as those of photographs do. */
function drawWorld(random: Random, { units = 40, concepts = 5, rate = 0.3 } = {}): World {
  const scene = Array.from({ length: units }, () => random.next());
  const has = Array.from({ length: concepts }, () => {
    const [share, pull] = [random.next(), random.next() - 0.5];
    return scene.map((level) => random.next() < share + pull * level);
  });
  return { has, wrong: scene.map(() => random.next() < rate) };
}

const OPERATORS: readonly FormulaOperator[] = ['OR', 'AND', 'AND NOT'];

/** Every left-deep formula of different concepts, each way of writing it. */
function everyFormula(concepts: number, lengthMax: number): LeftDeepTerm[][] {
  const all: LeftDeepTerm[][] = [];
  const extend = (terms: LeftDeepTerm[]): void => {
    if (terms.length > 0) all.push(terms);
    if (terms.length === lengthMax) return;
    for (let concept = 0; concept < concepts; concept += 1) {
      if (terms.some((term) => term.concept === concept)) continue;
      for (const operator of terms.length === 0 ? [null] : OPERATORS) extend([...terms, { operator, concept }]);
    }
  };
  extend([]);
  return all;
}

function holds(terms: readonly LeftDeepTerm[], has: (concept: number) => boolean): boolean {
  return terms.reduce((holding, { operator, concept }) => {
    if (operator === 'OR') return holding || has(concept);
    if (operator === 'AND') return holding && has(concept);
    return operator === null ? has(concept) : holding && !has(concept);
  }, false);
}

/** The textbook statistic, Σ observed · ln(observed / expected), over the four cells. */
function halfG(selected: number, inside: number, { units, errors }: { units: number; errors: number }): number {
  const cell = (observed: number, row: number, column: number): number =>
    observed === 0 ? 0 : observed * Math.log((observed * units) / (row * column));
  const rest = units - selected;
  return (
    cell(inside, selected, errors) +
    cell(selected - inside, selected, units - errors) +
    cell(errors - inside, rest, errors) +
    cell(rest - errors + inside, rest, units - errors)
  );
}

/** The best score of all formulas, counted unit by unit. */
function bestByCounting({ has, wrong }: World, lengthMax = 3): number {
  const units = wrong.length;
  const errors = wrong.filter(Boolean).length;
  let best = Number.NEGATIVE_INFINITY;
  for (const terms of everyFormula(has.length, lengthMax)) {
    const members = wrong.flatMap((isWrong, unit) =>
      holds(terms, (concept) => has[concept]?.[unit] === true) ? [isWrong] : [],
    );
    const inside = members.filter(Boolean).length;
    if (members.length < selectedMin(units) || inside * units <= members.length * errors) continue;
    const price = Math.log(formulasOfLength(has.length, terms.length));
    best = Math.max(best, halfG(members.length, inside, { units, errors }) - price);
  }
  return best;
}

const problemOf = ({ has, wrong }: World) => ({
  units: wrong.length,
  columns: has.map((flags) => packBits(flags)),
  errors: Uint8Array.from(wrong, Number),
});
const wrongOf = ({ wrong }: World): number[] => wrong.flatMap((isWrong, unit) => (isWrong ? [unit] : []));

describe('the search for slices', () => {
  it('finds what counting every formula finds, whatever the world', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 8, max: 80 }),
        (seed, concepts, units) => {
          const random = createRandom(seed);
          const world = drawWorld(random, { units, concepts, rate: random.next() });
          const lengthMax = 1 + random.below(3);
          const best = openSliceSearch(problemOf(world), { lengthMax }).best(wrongOf(world));
          const counted = bestByCounting(world, lengthMax);
          if (best === null) expect(counted).toBe(Number.NEGATIVE_INFINITY);
          else expect(best.score).toBeCloseTo(counted, 9);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('says what the formula that it names selects', () => {
    const world = drawWorld(createRandom(5), { units: 70, concepts: 6 });
    const best = openSliceSearch(problemOf(world)).best(wrongOf(world));
    const members = world.wrong.filter((_, unit) =>
      holds(best?.terms ?? [], (concept) => world.has[concept]?.[unit] === true),
    );
    expect({ selected: best?.selected, errors: best?.errors }).toEqual({
      selected: members.length,
      errors: members.filter(Boolean).length,
    });
  });

  it('reaches exactly the scores up to its best', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const world = drawWorld(createRandom(seed), { units: 60, concepts: 6 });
      const search = openSliceSearch(problemOf(world));
      const errors = wrongOf(world);
      const score = search.best(errors)?.score ?? Number.NaN;
      expect(search.reaches(score, errors)).toBe(true);
      expect(search.reaches(score + 1e-9, errors)).toBe(false);
    }
  });

  it('counts each meaning once: of three concepts 3, 12 and 23 formulas', () => {
    for (const length of [1, 2, 3]) {
      // Truth tables over the eight cases of three concepts; formulas of fewer concepts than written are others' meanings.
      const meanings = new Set(
        everyFormula(3, length)
          .filter((terms) => terms.length === length)
          .map((terms) => Array.from({ length: 8 }, (_, bits) => holds(terms, (c) => ((bits >> c) & 1) === 1)).join()),
      );
      expect(formulasOfLength(3, length)).toBe(meanings.size);
    }
  });

  it('takes the shorter formula, then lower concepts, among equals', () => {
    const flags = Array.from({ length: 40 }, (_, unit) => unit < 10);
    const same = openSliceSearch({ units: 40, columns: [packBits(flags), packBits(flags)] });
    expect(same.best([...Array(10).keys()])?.terms).toEqual([{ operator: null, concept: 0 }]);
  });
});

describe('slices of errors', () => {
  /** Three concepts; errors where a but not b, and a few elsewhere. */
  const planted = (): World => {
    const random = createRandom(11);
    const has = Array.from({ length: 8 }, () => Array.from({ length: 400 }, () => random.next() < 0.3));
    const inside = has[2]?.map((a, unit) => a && !has[4]?.[unit]) ?? [];
    return { has, wrong: inside.map((within) => random.next() < (within ? 0.7 : 0.08)) };
  };

  it('names what was planted first, and then nothing', () => {
    const { slices } = findErrorSlices(problemOf(planted()));
    expect(slices[0]).toMatchObject({
      terms: [
        { operator: null, concept: 2 },
        { operator: 'AND NOT', concept: 4 },
      ],
      verdict: 'FOUND',
      p: 1 / 201,
    });
    expect(slices.slice(1).map(({ verdict }) => verdict)).toEqual(['BY_CHANCE']);
  });

  it('looks for the second slice in what the first leaves', () => {
    const world = planted();
    const second = world.wrong.map((isWrong, unit) => isWrong || (world.has[7]?.[unit] === true && unit % 5 !== 0));
    // One concept at a time: "7 OR 2" would be the better slice, but two concepts long.
    const { slices } = findErrorSlices(problemOf({ ...world, wrong: second }), { lengthMax: 1 });
    expect(slices.slice(0, 2).map(({ terms }) => terms[0]?.concept)).toEqual([7, 2]);
    const [first, next] = slices;
    expect([first?.verdict, next?.verdict]).toEqual(['FOUND', 'FOUND']);
    expect(next?.units).toBe(400 - (first?.selected ?? 0));
    expect(next?.members.filter((unit) => first?.members.includes(unit))).toEqual([]);
  });

  it('answers “too few errors” under ten, with the number needed', () => {
    const world = planted();
    const nine = world.wrong.map((isWrong, unit) => isWrong && world.wrong.slice(0, unit).filter(Boolean).length < 9);
    expect(findErrorSlices(problemOf({ ...world, wrong: nine }))).toMatchObject({
      errors: 9,
      errorsNeeded: 10,
      slices: [],
    });
  });

  it('does not call a slice found that has fewer than ten errors', () => {
    // 7 of 200 units have the concept, all are errors; so are 5 others.
    const has = [Array.from({ length: 200 }, (_, unit) => unit < 7)];
    const wrong = Array.from({ length: 200 }, (_, unit) => unit < 7 || unit % 40 === 39);
    expect(findErrorSlices(problemOf({ has, wrong })).slices[0]).toMatchObject({
      errors: 7,
      verdict: 'TOO_FEW_ERRORS',
    });
  });

  it('finds nothing where all are errors, and nothing where no concept divides them', () => {
    const all = { has: [Array.from({ length: 40 }, (_, unit) => unit < 20)], wrong: Array(40).fill(true) };
    expect(findErrorSlices(problemOf(all)).slices).toEqual([]);
    const constant = { has: [Array(40).fill(true)], wrong: Array.from({ length: 40 }, (_, unit) => unit < 20) };
    expect(findErrorSlices(problemOf(constant))).toMatchObject({ concepts: 0, slices: [] });
  });

  it('is decided by its seed alone', () => {
    const problem = problemOf(drawWorld(createRandom(3), { units: 200, concepts: 9 }));
    expect(findErrorSlices(problem, { seed: 4 })).toEqual(findErrorSlices(problem, { seed: 4 }));
  });
});

describe('what is searched', () => {
  it('leaves out what nearly all or nearly none have, and what the same images have as another', () => {
    const column = (flag: (unit: number) => boolean) => packBits(Array.from({ length: 100 }, (_, unit) => flag(unit)));
    const columns = [
      column((unit) => unit < 4),
      column((unit) => unit < 50),
      column((unit) => unit >= 4),
      column((unit) => unit < 50),
      column((unit) => unit % 2 === 0),
    ];
    expect(searchedColumns(columns, 100)).toEqual([1, 4]);
  });

  it('counts a group once: frames copied any number of times change nothing', () => {
    const world = drawWorld(createRandom(8), { units: 60, concepts: 6 });
    const copies = world.wrong.flatMap((_, unit) => Array(1 + (unit % 4)).fill(unit) as number[]);
    const copied = {
      has: world.has.map((flags) => copies.map((unit) => flags[unit] === true)),
      wrong: copies.map((unit) => world.wrong[unit] === true),
    };
    const grouped = groupUnits({ ...problemOf(copied), groups: copies });
    expect(findErrorSlices(grouped)).toEqual(findErrorSlices(problemOf(world)));
    expect(Array.from(grouped.unitOf)).toEqual(copies);
  });

  it('gives a group what at least half of its images have', () => {
    const grouped = groupUnits({
      units: 5,
      columns: [packBits([1, 0, 1, 0, 0])],
      errors: Uint8Array.from([0, 0, 0, 1, 1]),
      groups: [3, 3, 9, 9, 9],
    });
    expect(grouped.columns[0]).toEqual(packBits([1, 0]));
    expect(Array.from(grouped.errors)).toEqual([0, 1]);
  });
});
