import { describe, expect, it } from 'vitest';
import { parseUnits } from '../src/explain/units.ts';

describe('--units', () => {
  it('reads single units and ranges, in order and once each', () => {
    expect(parseUnits('12, 0-3,2', { unitCount: 20 })).toEqual([0, 1, 2, 3, 12]);
  });

  it('means every unit when it is not given', () => {
    expect(parseUnits(null, { unitCount: 3 })).toEqual([0, 1, 2]);
  });

  it('names the layer where there are several', () => {
    expect(() => parseUnits('9', { unitCount: 3, layer: 'fire2' })).toThrow(/but the layer "fire2" has units 0 to 2/);
  });

  it.each([
    ['', /found ""/],
    ['3-1', /found "3-1"/],
    ['a', /found "a"/],
    ['1,20', /unit 20 asked for, but the layer has units 0 to 19/],
    ['-1', /found "-1"/],
  ])('refuses %j and says what was expected', (text, message) => {
    expect(() => parseUnits(text, { unitCount: 20 })).toThrow(message);
  });
});
