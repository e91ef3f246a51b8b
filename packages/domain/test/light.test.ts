import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LayerFacts, type LightFacts, lightOf } from '../src/index.ts';

const GOOD: LayerFacts = { isComplete: true, clear: 12, missingSeeds: 0, beyondUntrained: [4, 5] };
const facts = (more: Partial<LightFacts> = {}, layer: Partial<LayerFacts> = {}): LightFacts => ({
  isBaseline: false,
  layers: [{ ...GOOD, ...layer }],
  gate: 'PASS',
  ...more,
});

describe('lightOf', () => {
  it.each([
    ['GREEN', 'GATE_PASSED', facts()],
    ['YELLOW', 'NO_GATE', facts({ gate: null })],
    ['YELLOW', 'GATE_UNDECIDED', facts({ gate: 'COULD_NOT_JUDGE' })],
    ['RED', 'GATE_FAILED', facts({ gate: 'FAIL' })],
    ['GREY', 'NOT_EXPLAINED', facts({ layers: [] })],
    ['GREY', 'INCOMPLETE', facts({}, { isComplete: false })],
    ['GREY', 'UNTRAINED', facts({ isBaseline: true })],
    ['GREY', 'NOT_GRADED', facts({}, { clear: null })],
    ['YELLOW', 'NOTHING_CLEAR', facts({}, { clear: 0 })],
    ['YELLOW', 'FEW_BASELINES', facts({}, { missingSeeds: 2 })],
    ['YELLOW', 'FEW_BASELINES', facts({}, { missingSeeds: null })],
    ['YELLOW', 'NOT_BEYOND_UNTRAINED', facts({}, { beyondUntrained: [] })],
  ] as const)('is %s for %s', (color, reason, given) => {
    expect(lightOf(given)).toEqual({ color, reason });
  });

  it('is never green where anything is missing, failed or undecided', () => {
    const layer = fc.record({
      isComplete: fc.boolean(),
      clear: fc.option(fc.nat(3)),
      missingSeeds: fc.option(fc.nat(3)),
      beyondUntrained: fc.array(fc.integer({ min: 1, max: 5 })),
    });
    const any = fc.record({
      isBaseline: fc.boolean(),
      layers: fc.array(layer, { maxLength: 3 }),
      gate: fc.constantFrom('PASS', 'FAIL', 'COULD_NOT_JUDGE', null),
    });
    fc.assert(
      fc.property(any, (given) => {
        const isGood =
          given.gate === 'PASS' &&
          !given.isBaseline &&
          given.layers.length > 0 &&
          given.layers.every(({ isComplete, clear }) => isComplete && clear !== null) &&
          given.layers.some(({ clear }) => clear !== null && clear > 0) &&
          given.layers.some(({ missingSeeds }) => missingSeeds === 0) &&
          given.layers.some(({ beyondUntrained }) => beyondUntrained.length > 0);
        expect(lightOf(given).color === 'GREEN').toBe(isGood);
      }),
    );
  });
});
