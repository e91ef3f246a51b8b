import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SkippedLayers } from '../features/compare/skipped-layers';
import type { NeuronPageData } from '../features/neuron/read-neuron-page';
import { UnitCells } from '../features/neuron/unit-cells';
import { sharedOffShare, zeroRuleText } from '../features/runs/zero-rule';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const older = { kind: 'UNIT', offShare: null, zerosOff: null } as const;
const off = { kind: 'LAYER_SHARE', offShare: 0.05, zerosOff: true } as const;
const never = { kind: 'NEVER', offShare: null, zerosOff: false } as const;

describe('the zero rules of two runs', () => {
  it('are told in words, and what makes them one', () => {
    expect(zeroRuleText(off, words)).toBe('“--off-share 0.05”, by which zeros are off');
    expect(zeroRuleText(never, words)).toBe('“--off-share never”');
    expect(sharedOffShare(older, off)).toBe('0.05');
    expect(sharedOffShare(off, older)).toBe('0.05');
    expect(sharedOffShare(off, never)).toBe('never');
    // One share, with layers on both sides of it.
    expect(sharedOffShare(off, { ...off, zerosOff: false })).toBe('never');
  });

  it('are named where layers are not compared for them', () => {
    const mixed = {
      name: 'conv',
      reason: 'MIXED_ZERO_RULES',
      runBefore: { zeroRule: older },
      runAfter: { zeroRule: off },
    };
    const comparison = { skippedLayers: [mixed], before: { label: 'v1' }, after: { label: 'v2' } };
    const said = renderToStaticMarkup(
      <SkippedLayers
        comparison={comparison as unknown as Parameters<typeof SkippedLayers>[0]['comparison']}
        words={words}
      />,
    );
    expect(said).toContain('v1 has the rule of older runs, neuron by neuron, v2 has “--off-share 0.05”');
    expect(said).toContain('--off-share 0.05</li>');
  });
});

describe('the cells of a neuron', () => {
  const say = (cells: object | null, range: object = { clusterIndex: 2, lower: 3, includesLower: true }, count = 2) => {
    const clusters = Array.from({ length: count }, () => range);
    const unit = { cells, clusters, max: 6 } as unknown as NeuronPageData['unit'];
    return renderToStaticMarkup(<UnitCells unit={unit} words={words} />);
  };
  const cells = { total: 100, off: 43, offShare: 0.43, saturated: 0, saturatedShare: 0 };

  it('are off where they are zeros, named and counted', () => {
    expect(say(cells)).toContain('Range 0, off: 43% of map cells are exactly zero (43 of 100).');
    expect(say({ ...cells, off: null, offShare: null })).toBe('');
    expect(say(null)).toBe('');
  });

  it('say how much of the highest range is saturated, and what is tied where it begins with the greatest value', () => {
    const saturated = { ...cells, off: null, saturated: 5, saturatedShare: 0.25 };
    expect(say(saturated)).toContain('Saturated: 25% of the map cells in range 2 share its greatest activation, 6.');
    const tied = say(saturated, { clusterIndex: 1, lower: 6, includesLower: true }, 1);
    expect(tied).toContain('its range begins with 6 itself, where 5 of 100 map cells (5%) are tied.');
  });
});
