import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { heatCorner, heatLayout, heatPlace } from '../charts/heat-layout';
import { HeatMap } from '../charts/heat-map';
import { overShuffled } from '../charts/over-shuffled';
import { HEAT_STEPS, type HeatUnit, heatMax, heatStep, sortUnits } from '../features/layer/heat';
import { heatTable, shownHeatTable } from '../features/layer/heat-table';
import { wordsFor } from './words-for';

const cell = (overlap: number, times = 2) => ({ overlap, times, class: 'SPECIALIZED' as const });
const units: HeatUnit[] = [
  { unitIndex: 0, cells: [cell(0.1), cell(0.2)] },
  { unitIndex: 1, cells: [cell(0.3, 9), null] },
  { unitIndex: 2, cells: [cell(0.05), cell(0.4)] },
];

describe('a heat map', () => {
  it('has one path a look, the highest range on top, and neighbours in one rectangle', () => {
    const svg = renderToStaticMarkup(
      <HeatMap
        looks={[
          [0, 1],
          [0, -1],
          [1, 1],
        ]}
        kinds={[
          { fill: 'red', height: 1 },
          { fill: 'blue', height: 0.5 },
        ]}
        names={['0', '1', '2']}
        clusterCount={2}
        labelledBy="h"
      />,
    );
    // Range 1 is the lower row (from 1): columns 0 and 1 are red; half cells begin half a cell lower.
    expect(svg).toContain('<path fill="red" d="M0 1h2v1h-2z"');
    expect(svg).toContain('<path fill="blue" d="M2 1.5h1v0.5h-1zM0 0.5h1v0.5h-1zM2 0.5h1v0.5h-1z"');
    expect(svg).toMatchSnapshot();
  });

  it('has every cell under exactly the place where it is drawn', () => {
    const shape = fc.record({
      width: fc.constantFrom(358, 1192),
      count: fc.integer({ min: 1, max: 1500 }),
      clusterCount: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(shape, fc.nat(), fc.nat(), (size, someUnit, someRange) => {
        const layout = heatLayout(size);
        const place = { at: someUnit % size.count, range: (someRange % size.clusterCount) + 1 };
        const { x, y } = heatCorner(layout, place);
        expect(layout.left + layout.columns * layout.cellWidth).toBeLessThanOrEqual(size.width + 1);
        expect(heatPlace(layout, { x: x + layout.cellWidth / 2, y: y + layout.cellHeight / 2 })).toEqual(place);
      }),
    );
  });

  it('says nothing beside its cells', () => {
    const layout = heatLayout({ width: 1192, count: 3, clusterCount: 2 });
    expect(heatPlace(layout, { x: 5, y: 5 })).toBeNull();
    expect(heatPlace(layout, { x: layout.left + 3 * layout.cellWidth + 1, y: 5 })).toBeNull();
    expect(heatPlace(layout, { x: layout.left + 1, y: 2 * layout.cellHeight + 1 })).toBeNull();
  });
});

describe('the neurons of a heat map', () => {
  it('stand in their own order, or by a range with the greatest first and those without an explanation last', () => {
    const order = (by: number | null) => sortUnits(units, { metric: 'overlap', by }).map(({ unitIndex }) => unitIndex);
    expect([order(null), order(1), order(2)]).toEqual([
      [0, 1, 2],
      [1, 0, 2],
      [2, 0, 1],
    ]);
  });

  it('take the deepest colour at the greatest value, the faintest at none', () => {
    expect(heatMax(units, 'overlap')).toBe(0.4);
    expect(heatMax(units, 'times')).toBe(10);
    expect([heatStep(0.4, 0.4), heatStep(0, 0.4), heatStep(null, 0.4)]).toEqual([HEAT_STEPS - 1, 0, -1]);
  });

  it('say nothing of shuffled images where that was not computed', () => {
    const options = { clusterCount: 1, metric: 'times' as const, words: wordsFor('en') };
    const unknown = [{ unitIndex: 0, cells: [{ ...cell(0.4), times: null }] }];
    expect(heatTable(unknown, options).rows).toEqual([[0, null]]);
    expect(shownHeatTable(unknown, options).rows).toEqual([[0, '–']]);
    expect([overShuffled(null, options.words), overShuffled(9, options.words)]).toEqual([
      'not computed',
      '9.0× shuffled',
    ]);
  });

  it('are a table of what is shown: in full in files, rounded for people', () => {
    const options = { clusterCount: 2, metric: 'times' as const, words: wordsFor('en') };
    expect(heatTable(units, options).rows[1]).toEqual([1, 9, null]);
    expect(shownHeatTable(units, options).rows[1]).toEqual([1, '9.0×', '–']);
  });
});
