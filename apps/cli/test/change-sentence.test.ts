import type { RangeComparison } from '@strata/db';
import { describe, expect, it } from 'vitest';
import { changeSentence } from '../src/compare/change-sentence.ts';
import { changeTable } from '../src/compare/change-table.ts';

const range = (counts: Partial<RangeComparison>): RangeComparison => ({
  clusterIndex: 1,
  same: 0,
  reworded: 0,
  shifted: 0,
  newMeaning: 0,
  notComputed: 0,
  meaningChanged: 0,
  changed: 0,
  appeared: 0,
  disappeared: 0,
  newlySpecialized: 0,
  lostSpecialization: 0,
  deltaIouSum: 0,
  ...counts,
});
const names = { model: 'my net', before: 'e1', after: 'epoch 2', unitsChanged: { changed: 0, known: 0 } };
const floor = { value: 0.09, lower: 0.06, upper: 0.12, units: 50 };

describe('the sentence of strata compare', () => {
  it('says how many ranges changed beside what other images alone would change', () => {
    const ranges = [range({ same: 44 }), range({ same: 36, shifted: 10, newMeaning: 10, meaningChanged: 7 })];
    expect(changeSentence(ranges, { ...names, floor })).toBe(
      'From e1 to epoch 2, 20 % of 100 ranges changed their meaning; other images alone would change 9 % (6–12 %). Of 7 it can be said one by one: no part of the images changes them.',
    );
  });

  it('says how many neurons mean something else, where it is known of any', () => {
    const ranges = [range({ same: 44 }), range({ same: 36, newMeaning: 20 })];
    const unitsChanged = { changed: 3, known: 20 };
    expect(changeSentence(ranges, { ...names, floor, unitsChanged })).toContain(
      ' Of 20 neurons 3 mean something else: their old formulas keep less than a third of what the new ones explain.',
    );
    expect(changeSentence(ranges, { ...names, floor })).not.toContain('neurons');
  });

  it('does not say so where other images alone would change as many, or where that is not known', () => {
    const ranges = [range({ same: 88, shifted: 12 })];
    expect(changeSentence(ranges, { ...names, floor })).toMatch(/no more ranges changed \(12 %\) than other images/);
    expect(changeSentence(ranges, { ...names, floor: null })).toMatch(/would change is not known/);
    expect(changeSentence(ranges, { ...names, floor: null })).not.toMatch(/changed their meaning/);
  });

  it('says plainly that nothing changed, and what is not computed with the command that computes it', () => {
    expect(changeSentence([range({ same: 5 })], { ...names, floor })).toBe(
      'From e1 to epoch 2, nothing changed: all 5 ranges mean the same.',
    );
    expect(changeSentence([range({ notComputed: 5 })], { ...names, floor })).toBe(
      'From e1 to epoch 2, no range can be compared. Of 5 more it is not computed: ./strata compare --model "my net" e1 "epoch 2".',
    );
  });

  it('comes with a table, the highest range first', () => {
    const table = changeTable([range({ same: 1 }), range({ clusterIndex: 2, newMeaning: 3, disappeared: 4 })]);
    expect(table.slice(1)).toEqual([
      ['2', '0', '0', '0', '3', '0', '4', '0'],
      ['1', '1', '0', '0', '0', '0', '0', '0'],
    ]);
  });
});
