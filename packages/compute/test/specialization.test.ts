import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';
import { describe, expect, it } from 'vitest';
import { classifier, defaultFormulas, publishedClassifier } from '../src/index.ts';

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

  it('end ties of units by ranges, and are all where all are asked for', () => {
    const names = defaultFormulas(baseline, { conceptNames, share: 1 }).map(({ key }) => key);
    expect(names.slice(2)).toEqual(['red', 'road', 'sky', 'tree']);
    expect(defaultFormulas([], { conceptNames })).toEqual([]);
  });

  it('are cut through no tie: those as frequent as the first one left out are left out, too', () => {
    // ⌈0.6 · 6⌉ = 4 would take road, one of three that are as frequent: three are left.
    const keysOf = (share: number) => defaultFormulas(baseline, { conceptNames, share }).map(({ key }) => key);
    expect(keysOf(0.6)).toEqual(['((road OR sky) OR tree)', '(car AND red)', 'red']);
    expect(keysOf(0.5)).toEqual(keysOf(0.6));
    // All as frequent: none.
    const alike = ['sky', 'tree', 'road'].map((name, unit) => ({ unit, terms: formula(name) }));
    expect(defaultFormulas(alike, { conceptNames })).toEqual([]);
    expect(defaultFormulas(alike.slice(1, 2), { conceptNames })).toHaveLength(1);
  });

  it('are counted over the units of all networks that are pooled', () => {
    const twice = [0, 1].flatMap((network) => [
      { network, unit: 0, terms: skyTreeRoad },
      { network, unit: network, terms: carRed },
      { network, unit: 1, terms: formula('sky') },
      { network: 0, unit: 1, terms: formula('tree') },
    ]);
    expect(defaultFormulas(twice, { conceptNames, share: 1 }).map(({ key, units }) => [key, units])).toEqual([
      ['((road OR sky) OR tree)', 2],
      ['(car AND red)', 2],
      ['sky', 2],
      ['tree', 1],
    ]);
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

  it('ask of what is like no default formula whether it holds', () => {
    for (const grade of ['CLEAR', 'PARTLY', null] as const)
      expect(explained(formula('sky'), grade).specialization).toBe('SPECIALIZED');
    for (const grade of ['UNCLEAR', 'NONE'] as const) {
      expect(explained(formula('sky'), grade)).toEqual({ specialization: 'NOT_NAMEABLE', defaultFormula: null });
      expect(explained(treeRoadSky, grade).specialization).toBe('UNSPECIALIZED');
      expect(explained(formula('tree', ['OR', 'sky'], ['AND NOT', 'car']), grade).specialization).toBe(
        'WEAKLY_SPECIALIZED',
      );
    }
  });
});

describe('the published rule', () => {
  // Occurrences: sky·tree·road 3, car·red 2, red 2, sky 1.
  const baseline = [
    { unit: 0, terms: skyTreeRoad },
    { unit: 0, terms: skyTreeRoad },
    { unit: 1, terms: skyTreeRoad },
    { unit: 1, terms: carRed },
    { unit: 1, terms: carRed },
    { unit: 2, terms: formula('red') },
    { unit: 3, terms: formula('red') },
    { unit: 4, terms: formula('sky') },
  ];
  const classOf = (units: number, terms: readonly LeftDeepTerm[]) =>
    publishedClassifier(baseline, { units, conceptNames })(terms).specialization;

  it('takes a fifth of the number of units, by occurrences, ties in the order met', () => {
    // ⌈0.2 · 10⌉ = 2: the second is car·red, as often met as red, but first.
    expect([skyTreeRoad, carRed, formula('red')].map((terms) => classOf(10, terms))).toEqual([
      'UNSPECIALIZED',
      'UNSPECIALIZED',
      'SPECIALIZED',
    ]);
    expect([skyTreeRoad, carRed].map((terms) => classOf(5, terms))).toEqual(['UNSPECIALIZED', 'SPECIALIZED']);
  });

  it('calls weak what has the leading pair of a formula met more than once, a default one or not', () => {
    const carThenTree = formula('car', ['OR', 'tree']);
    expect(classOf(10, carThenTree)).toBe('WEAKLY_SPECIALIZED');
    // With five units there is room for one pair.
    expect(classOf(5, carThenTree)).toBe('SPECIALIZED');
    expect(classOf(5, formula('tree', ['OR', 'sky'], ['AND NOT', 'car']))).toBe('WEAKLY_SPECIALIZED');
  });
});
