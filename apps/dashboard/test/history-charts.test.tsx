import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FormulaFlow } from '../charts/formula-flow';
import { changedRanges, type FlowVersion, flowLinks } from '../charts/formula-flow-data';
import { SlopeChart } from '../charts/slope-chart';
import { spread } from '../charts/spread';
import { wrapWords } from '../charts/wrap-words';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const draw = (element: React.ReactElement) => renderToStaticMarkup(element).replaceAll('><', '>\n<');
const version = (label: string, formulas: readonly string[]): FlowVersion => ({
  label,
  current: label === 'late',
  cells: formulas.map((text, index) => ({ clusterIndex: index + 1, text, uses: text.split(' or ') })),
});
const early = version('early', ['sky or sea', 'boat']);
const late = version('late', ['boat', 'sky or sand']);

describe('the flow of formulas', () => {
  it('leads from the same formula, wherever it was, else from the one that shares most', () => {
    expect(flowLinks(early, late)).toEqual([
      { from: 2, to: 1, likeness: 1, isSame: true },
      // sky of {sky, sea, sand}
      { from: 1, to: 2, likeness: 1 / 3, isSame: false },
    ]);
  });

  it('has no ribbon where nothing is shared', () => {
    expect(flowLinks(early, version('late', ['red', 'red']))).toEqual([]);
  });

  it('counts the ranges whose own formula is another one', () => {
    expect(changedRanges(early, late)).toBe(2);
    expect(changedRanges(early, early)).toBe(0);
  });

  it('draws a column per version, the highest range on top, and the same as before', () => {
    const svg = draw(<FormulaFlow versions={[early, late]} clusterCount={2} words={words} labelledBy="f" />);
    expect([...svg.matchAll(/class="flow-text"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
      'boat',
      'sky or sea',
      'sky or sand',
      'boat',
    ]);
    expect(svg).toMatchSnapshot();
  });
});

describe('the slope chart', () => {
  it('draws a line for a range that both versions have, values of each version, and the same as before', () => {
    const slopes = [
      { clusterIndex: 2, before: 0.1, after: 0.4 },
      { clusterIndex: 1, before: 0.3, after: null },
    ];
    const svg = draw(
      <SlopeChart
        slopes={slopes}
        words={words}
        clusterCount={2}
        ends={['early', 'late']}
        write={words.iou}
        labelledBy="s"
      />,
    );
    expect([...svg.matchAll(/class="slope-line"/g)]).toHaveLength(1);
    expect([...svg.matchAll(/class="chart-label"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual([
      '0.10',
      '0.30',
      '0.40',
    ]);
    expect(svg).toMatchSnapshot();
  });

  it('is as high as its lowest label, which several values near 0 push below the axis', () => {
    const slopes = [1, 2, 3, 4, 5].map((clusterIndex) => ({ clusterIndex, before: 0, after: 10 * clusterIndex }));
    const svg = draw(
      <SlopeChart
        slopes={slopes}
        words={words}
        clusterCount={5}
        ends={['early', 'late']}
        write={words.iou}
        labelledBy="s"
      />,
    );
    // The axis ends at 34 + 216; five labels 20 apart around it reach 40 further, and 16 are left below.
    expect(svg).toContain('height="306"');
  });
});

describe('labels', () => {
  it('keep their order and distance, and stay where there is room', () => {
    expect(spread([0, 100, 104], { least: 20 })).toEqual([0, 92, 112]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }), (wished) => {
        const places = spread(wished, { least: 20 });
        const sorted = places.toSorted((a, b) => a - b);
        for (const [index, place] of sorted.entries())
          if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(20 - 1e-9);
        for (const [a, x] of wished.entries())
          for (const [b, y] of wished.entries()) if (x < y) expect(places[a]).toBeLessThan(places[b] ?? 0);
      }),
    );
  });

  it('break between words and end what does not fit in an ellipsis', () => {
    expect(wrapWords('boat or sail', { width: 60, linesMax: 2 })).toEqual(['boat or', 'sail']);
    expect(wrapWords('sea または sky', { width: 64, linesMax: 2 })).toEqual(['sea または', 'sky']);
    expect(wrapWords('one two three four five', { width: 40, linesMax: 2 })).toEqual(['one', 'two th…']);
  });
});
