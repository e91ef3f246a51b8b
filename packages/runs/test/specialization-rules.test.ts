import { expect, it } from 'vitest';
import { createSpecializationRules } from '../src/explain/specialization-rules.ts';

const TEXTS = [
  '((sky OR water) AND NOT boat)',
  // The same structure as the one before in another order of the chain.
  '((water OR sky) AND NOT boat)',
  '((sky OR water) AND tree)',
  '((boat AND tree) OR sky)',
  'NOT sky',
];
const formula = (formulaId: number) => ({ formulaId, text: TEXTS[formulaId] as string });

it('takes the most frequent fifth of structures as default formulas, each under the writing met first', () => {
  // Structure 0 = 1 in units 0, 1 and 2 (four ranges); each other one in one unit: ⌈0.2 · 4⌉ = 1.
  const uses = [
    [0, 1],
    [0, 0],
    [1, 0],
    [1, 3],
    [1, 4],
    [2, 1],
    [2, 2],
  ].map(([unitIndex = 0, id = 0]) => ({ network: 0, unitIndex, ...formula(id) }));
  expect(createSpecializationRules().defaultFormulas(uses)).toEqual([{ ...formula(1), unitCount: 3, rangeCount: 4 }]);
});

it('classifies formulas by structure and by leading pair, and names the default formula that is the reason', () => {
  const defaults = [{ ...formula(1), unitCount: 3, rangeCount: 4 }];
  expect(
    createSpecializationRules().classify(
      [0, 1, 2, 3, 4].map((id) => ({ ...formula(id), grade: null })),
      defaults,
    ),
  ).toEqual([
    { formulaId: 0, specialization: 'UNSPECIALIZED', defaultFormulaId: 1 },
    { formulaId: 1, specialization: 'UNSPECIALIZED', defaultFormulaId: 1 },
    { formulaId: 2, specialization: 'WEAKLY_SPECIALIZED', defaultFormulaId: 1 },
    { formulaId: 3, specialization: 'SPECIALIZED', defaultFormulaId: null },
    { formulaId: 4, specialization: 'SPECIALIZED', defaultFormulaId: null },
  ]);
});
