import type { ErrorIntervention } from '@strata/db';
import { describe, expect, it } from 'vitest';
import { choosePatch } from '../src/errors/choose-patch.ts';

const tried = (unit: number, more: Partial<ErrorIntervention> = {}): ErrorIntervention => ({
  ...{ errorAnalysisId: 1, clusterId: unit, runId: 1, layer: 'conv', unit, clusterIndex: 2, formula: 'sky' },
  ...{
    intervention: 'ZERO',
    setTo: 0,
    firesMore: 0.9,
    p: 0.001,
    q: 0.01,
    effect: 0.4,
    effectLower: 0.2,
    effectUpper: 0.6,
  },
  ...{ wrongCount: 20, mended: 9, controlMended: 1, bothMended: 1, rightCount: 80, broken: 1, controlBroken: 1 },
  ...{ bothBroken: 0, effectQ: 0.004, role: 'CAUSE' },
  ...more,
});

describe('choosePatch', () => {
  it('takes the cause that mends most less what it breaks; of equals the one that breaks least, then the first', () => {
    // 9 − 1 = 8, 15 − 8 = 7, 8 − 0 = 8 twice.
    const some = [
      tried(1),
      tried(2, { mended: 15, broken: 8 }),
      tried(3, { mended: 8, broken: 0 }),
      tried(4, { mended: 8, broken: 0 }),
    ];
    expect(choosePatch(some).unit).toBe(3);
  });

  it('takes nothing that only goes with errors, however much it mends', () => {
    const more = tried(1, { mended: 20, broken: 0, role: 'GOES_WITH' });
    expect(choosePatch([more, tried(2)]).unit).toBe(2);
    expect(() => choosePatch([more])).toThrow('none mends more errors than as much changed at random places');
    expect(() => choosePatch([])).toThrow('strata errors --causes');
  });

  it('knows zero of rows that are older than what was kept, and no mean', () => {
    expect(choosePatch([tried(1, { setTo: null })]).setTo).toBe(0);
    expect(choosePatch([tried(1, { intervention: 'MEAN', setTo: null, mended: 20 }), tried(2)]).unit).toBe(2);
    expect(() => choosePatch([tried(1, { intervention: 'MEAN', setTo: null })])).toThrow('Ask again');
  });
});
