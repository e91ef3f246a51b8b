import type { FormulaOperator, LeftDeepTerm, Specialization } from '@strata/domain';
import { describe, expect, it } from 'vitest';
import { classifier, defaultFormulas, findingsOf, type RangeProgress, specializationByRange } from '../src/index.ts';

const conceptNames = ['sky', 'tree', 'car', 'road', 'red'];

function formula(first: string, ...rest: readonly (readonly [FormulaOperator, string])[]): LeftDeepTerm[] {
  return [
    { operator: null, concept: conceptNames.indexOf(first) },
    ...rest.map(([operator, name]) => ({ operator, concept: conceptNames.indexOf(name) })),
  ];
}

const skyTreeRoad = formula('sky', ['OR', 'tree'], ['OR', 'road']);
const treeRoadSky = formula('tree', ['OR', 'road'], ['OR', 'sky']);
const carRed = formula('car', ['AND', 'red']);

describe('default formulas', () => {
  const baseline = [
    // Written in two orders it is one formula, in units 0, 1 and 2: three units, four ranges.
    { unit: 0, terms: skyTreeRoad },
    { unit: 0, terms: treeRoadSky },
    { unit: 1, terms: skyTreeRoad },
    { unit: 2, terms: treeRoadSky },
    // Two units, two ranges.
    { unit: 1, terms: carRed },
    { unit: 2, terms: carRed },
    // One unit, five ranges: more ranges than any other, but fewer units.
    ...Array.from({ length: 5 }, () => ({ unit: 3, terms: formula('red') })),
    { unit: 0, terms: formula('sky') },
    { unit: 1, terms: formula('tree') },
    { unit: 2, terms: formula('road') },
  ];

  it('are the first fifth of the distinct formulas by the number of units, rounded up', () => {
    // Six distinct formulas: ⌈0.2 · 6⌉ = 2.
    expect(defaultFormulas(baseline, { conceptNames })).toEqual([
      { key: '((road OR sky) OR tree)', terms: skyTreeRoad, units: 3, ranges: 4 },
      { key: '(car AND red)', terms: carRed, units: 2, ranges: 2 },
    ]);
  });

  it('end ties of units by ranges, then by key', () => {
    const names = defaultFormulas(baseline, { conceptNames, share: 1 }).map(({ key }) => key);
    expect(names.slice(2)).toEqual(['red', 'road', 'sky', 'tree']);
    expect(defaultFormulas([], { conceptNames })).toEqual([]);
  });
});

describe('the classes of specialization', () => {
  const skyTreeCar = formula('sky', ['OR', 'tree'], ['AND', 'car']);
  const defaults = defaultFormulas(
    [
      { unit: 0, terms: skyTreeRoad },
      { unit: 1, terms: skyTreeRoad },
      { unit: 0, terms: skyTreeCar },
      { unit: 0, terms: carRed },
    ],
    { conceptNames, share: 1 },
  );
  const explained = classifier(defaults, conceptNames);
  const classify = (terms: readonly LeftDeepTerm[]) => explained(terms).specialization;

  it('call a default formula unspecialized, however it is written', () => {
    expect(classify(skyTreeRoad)).toBe('UNSPECIALIZED');
    expect(classify(treeRoadSky)).toBe('UNSPECIALIZED');
    expect(classify(formula('red', ['AND', 'car']))).toBe('UNSPECIALIZED');
  });

  it('call one that shares the leading pair of a default formula weakly specialized', () => {
    expect(classify(formula('tree', ['OR', 'sky'], ['AND NOT', 'car']))).toBe('WEAKLY_SPECIALIZED');
  });

  it('call all others specialized, those that share only a later pair or one concept included', () => {
    expect(classify(formula('tree', ['OR', 'road'], ['AND', 'car']))).toBe('SPECIALIZED');
    expect(classify(formula('sky', ['AND', 'tree'], ['AND NOT', 'car']))).toBe('SPECIALIZED');
    expect(classify(formula('car', ['OR', 'red']))).toBe('SPECIALIZED');
    expect(classify(formula('sky'))).toBe('SPECIALIZED');
    expect(classifier([], conceptNames)(skyTreeRoad).specialization).toBe('SPECIALIZED');
  });

  it('come with the default formula that is the reason, of several with the leading pair the most frequent', () => {
    expect(explained(treeRoadSky).defaultFormula).toMatchObject({ terms: skyTreeRoad, units: 2 });
    expect(explained(skyTreeCar).defaultFormula).toMatchObject({ terms: skyTreeCar });
    expect(explained(formula('sky', ['OR', 'tree'], ['AND', 'red'])).defaultFormula?.terms).toBe(skyTreeRoad);
    expect(explained(formula('sky')).defaultFormula).toBeNull();
  });
});

describe('progressive specialization', () => {
  const at = (clusterIndex: number, specialization: Specialization) => ({ clusterIndex, specialization });
  // 40 units: range 5 is specialized in 30 of them; the first 10 have a range 1, which never is.
  const units = Array.from({ length: 40 }, (_, i) => [
    ...(i < 10 ? [at(1, 'UNSPECIALIZED')] : []),
    at(5, i < 30 ? 'SPECIALIZED' : 'WEAKLY_SPECIALIZED'),
  ]);

  it('counts each range over the units that have it, lowest first', () => {
    const { ranges } = specializationByRange(units, { seed: 7 });
    expect(ranges.map(({ clusterIndex, n }) => [clusterIndex, n])).toEqual([
      [1, 10],
      [5, 40],
    ]);
    expect(ranges[0]?.shares.UNSPECIALIZED).toEqual({ share: 1, lower: 1, upper: 1 });
    expect(ranges[1]?.shares.SPECIALIZED.share).toBe(0.75);
    expect(ranges[1]?.shares.WEAKLY_SPECIALIZED.share).toBe(0.25);
  });

  it('gives an interval near 1.96 standard errors, the same for the same seed', () => {
    const of = (seed: number) => specializationByRange(units, { seed, resamples: 4_000 });
    const { lower, upper } = (of(7).ranges[1] as RangeProgress).shares.SPECIALIZED;
    // √(0.75 · 0.25 / 40) = 0.0685, times 1.96 = 0.134; shares come in steps of 1/40.
    expect(Math.abs(lower - (0.75 - 0.134))).toBeLessThanOrEqual(1 / 40);
    expect(Math.abs(upper - (0.75 + 0.134))).toBeLessThanOrEqual(1 / 40);
    expect(of(7)).toEqual(of(7));
  });

  it('draws units with all their ranges: what rises in every unit has no doubt about it', () => {
    // Half of the units are specialized in both ranges, half in neither: each share is in doubt, their difference is 0.
    const coupled = Array.from({ length: 60 }, (_, i) => {
      const one = i % 2 === 0 ? ('SPECIALIZED' as const) : ('UNSPECIALIZED' as const);
      return [at(1, one), at(2, one)];
    });
    const { ranges, rise } = specializationByRange(coupled, { seed: 3 });
    expect(ranges[0]?.shares.SPECIALIZED.lower).toBeLessThan(0.45);
    expect(rise).toEqual({ share: 0, lower: 0, upper: 0 });
  });

  it('has a finding where the whole interval says so, and none of an even chance', () => {
    const rising = Array.from({ length: 100 }, (_, i) => [
      at(1, i < 80 ? 'UNSPECIALIZED' : 'SPECIALIZED'),
      at(2, i % 2 === 0 ? 'SPECIALIZED' : 'UNSPECIALIZED'),
    ]);
    const findings = (some: typeof rising) => findingsOf(specializationByRange(some, { seed: 1 }));
    expect(findings(rising)).toEqual({ lowIsUnspecialized: 'YES', specializationRises: 'YES' });
    const falling = rising.map((ranges) => ranges.map((one) => ({ ...one, clusterIndex: 3 - one.clusterIndex })));
    expect(findings(falling)).toEqual({ lowIsUnspecialized: 'UNCLEAR', specializationRises: 'NO' });
    expect(findings([[at(1, 'SPECIALIZED')], []])).toEqual({ lowIsUnspecialized: 'NO', specializationRises: null });
    expect(findings([])).toEqual({ lowIsUnspecialized: null, specializationRises: null });
  });
});
