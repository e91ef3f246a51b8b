import { describe, expect, it } from 'vitest';
import { pageAddress } from '../src/explain/page-address.ts';
import { problemLines } from '../src/explain/problem-lines.ts';
import { unitList } from '../src/explain/unit-list.ts';
import { parseUnits } from '../src/explain/units.ts';

describe('units without an explanation', () => {
  const dead = (unit: number) => ({ unit, outcome: 'DEAD' as const, problem: 'Every activation is 0.' });

  it('are one line where the same is wrong with them, and one each where it is not', () => {
    const broken = { unit: 4, outcome: 'NON_FINITE' as const, problem: 'Expected finite activations, found NaN.' };
    expect(problemLines([dead(7), dead(1), broken, dead(0), dead(2)])).toEqual([
      'Note: 4 units (0-2,7): Every activation is 0.',
      'Error: unit 4: Expected finite activations, found NaN.',
    ]);
    expect(problemLines([dead(3)])).toEqual(['Note: unit 3: Every activation is 0.']);
  });

  it('are listed as --units reads them', () => {
    const units = [0, 1, 2, 5, 7, 8];
    expect(unitList(units)).toBe('0-2,5,7,8');
    expect(parseUnits(unitList(units), { unitCount: 9 })).toEqual(units);
  });
});

it('the page of a version is where serve listens, or where people are told to go', () => {
  const version = { modelName: 'my net', versionLabel: 'epoch 1/2' };
  expect(pageAddress(version, {})).toBe('http://127.0.0.1:4780/models/my%20net/versions/epoch%201%2F2');
  expect(pageAddress(version, { STRATA_PAGES_URL: 'https://strata.example/' })).toBe(
    'https://strata.example/models/my%20net/versions/epoch%201%2F2',
  );
});
