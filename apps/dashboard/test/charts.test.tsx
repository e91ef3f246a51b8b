import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ActivationHistogram } from '../charts/activation-histogram';
import { niceScale, placeLabels } from '../charts/axis-ticks';
import { toCsv } from '../charts/csv';
import { LengthChart } from '../charts/length-chart';
import { OverlapBar } from '../charts/overlap-bar';
import { rangeColor } from '../charts/range-color';
import { nearestPlace } from '../charts/reading';
import { Sparkline } from '../charts/sparkline';
import { StrataStack } from '../charts/strata-stack';
import { tableMarkup, textColumns } from '../charts/table-markup';
import { TrendChart } from '../charts/trend-chart';
import { layOutTrend, NARROW, WIDE } from '../charts/trend-layout';
import { lengthSummary, overlapSummary, overlapTable, shownOverlapTable } from '../features/trends/trend-summary';
import { smallTrend } from './small-trend';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const series = smallTrend([0.17, 0.3], [0.125, 1]);
/** One element a line, so that a changed snapshot reads. */
const draw = (element: React.ReactElement) => renderToStaticMarkup(element).replaceAll('><', '>\n<');

describe('the trend chart', () => {
  const svg = draw(
    <TrendChart
      series={series}
      words={words}
      labelledBy="t"
      pointHref={({ label }, range) => `/${label}?range=${range}`}
    />,
  );

  it('draws the same as before', () => expect(svg).toMatchSnapshot());

  it('has the highest range on top and numbers of the newest version beside it', () => {
    const names = [...svg.matchAll(/>(Range \d)</g)].map(([, name]) => name);
    expect(names).toEqual(['Range 2', 'Range 1']);
    expect(svg).toContain('>0.30<');
    expect(svg).toContain('>15× shuffled<');
    expect(svg).toContain('>mean 0.29 to 0.33<');
  });

  it('places medians by the common scale', () => {
    // The highest upper quartile is 0.35, so the axis ends at 0.4; a row has 92 pixels, 12 above and below the plot.
    const layout = layOutTrend(series, WIDE);
    expect(layout.max).toBe(0.4);
    expect(layout.y(0)).toBe(80);
    expect(layout.y(0.4)).toBe(12);
    expect(layout.y(0.3)).toBe(29); // 80 − 68 · 0.3 / 0.4
  });

  it('draws the interval of the mean inside the spread of the neurons, and the median over both', () => {
    // Range 2, untrained: 0.12 … 0.22 of the neurons and 0.16 … 0.20 of the mean, 68 pixels for 0.4 from 80 up.
    expect(svg).toContain('class="visx-area chart-band" d="M214,42.6L1016,20.5L1016,37.5L214,59.6Z"');
    expect(svg).toContain('class="visx-area chart-interval" d="M214,46L1016,23.9L1016,30.7L214,52.8Z"');
    const drawn = [...svg.matchAll(/chart-(band|interval|median)"/g)].map(([, mark]) => mark);
    expect(drawn.slice(0, 3)).toEqual(['band', 'interval', 'median']);
  });

  it('leaves room for an interval that reaches above the quartiles', () => {
    const [range] = series.versions[1]?.points ?? [];
    if (!range) throw new Error('The small trend has no points.');
    const skewed = { ...range, mean: { value: 0.4, lower: 0.3, upper: 0.45 } };
    const versions = series.versions.map((version) => ({ ...version, points: [skewed] }));
    expect(layOutTrend({ ...series, versions }, WIDE).max).toBeGreaterThanOrEqual(0.45);
  });

  it('leads from each point to the neurons behind it, with the numbers as its name', () => {
    expect(svg).toContain('href="/epoch 1?range=2"');
    expect(svg).toContain(
      'aria-label="Range 2, epoch 1: median overlap 0.30, chance 0.020, 15×, 64 neurons. Show them."',
    );
    expect([...svg.matchAll(/<a /g)]).toHaveLength(4);
  });

  it('draws one version without a line, and versions without accuracy without that axis', () => {
    const alone = draw(<TrendChart series={smallTrend([0.3], [null])} words={words} labelledBy="t" />);
    expect(alone).not.toContain('Accuracy');
    expect(alone).not.toContain('NaN');
    expect(alone).toMatch(/<rect [^>]*class="chart-interval"/u);
    expect(alone).toContain('role="img"');
  });
});

describe('many versions', () => {
  const many = smallTrend(
    Array.from({ length: 50 }, () => 0.3),
    [],
  );
  const hrefs = { words, labelledBy: 't', pointHref: ({ label }: { label: string }) => `/${label}` };

  it('have a point each to lead from on a desktop, without dots that would run together', () => {
    const svg = draw(<TrendChart series={many} {...hrefs} measures={WIDE} />);
    expect([...svg.matchAll(/<a /g)]).toHaveLength(100);
    expect(svg).not.toContain('dots-core');
  });

  it('are a picture on a phone, where no finger could tell them apart', () => {
    const svg = draw(<TrendChart series={many} {...hrefs} measures={NARROW} />);
    expect(svg).not.toContain('<a ');
    expect(svg).toContain('role="img"');
  });
});

describe('the place that is read', () => {
  it('is the nearest, up to half a step beside the outermost', () => {
    const places = [100, 120, 140];
    expect([89, 90, 109, 111, 139, 150, 151].map((x) => nearestPlace(places, x))).toEqual([null, 0, 0, 1, 2, 2, null]);
  });

  it('reaches no further than 60 pixels, with one version too', () => {
    expect([39, 40, 160, 161].map((x) => nearestPlace([100], x))).toEqual([null, 0, 0, null]);
    expect([100 - 61, 300, 461 + 60].map((x) => nearestPlace([100, 460], x))).toEqual([null, 1, null]);
    expect(nearestPlace([], 3)).toBeNull();
  });
});

describe('a table as markup', () => {
  const table = { columns: ['a<b', 'n'], rows: [['x & "y"', 1] as const, ['z', null] as const] };

  it('escapes every text and links rows', () => {
    expect(tableMarkup(table, ['/a?b=1&c=2', ''])).toBe(
      '<thead><tr><th scope=col>a&lt;b<th scope=col>n<tbody>' +
        '<tr><th scope=row>x &amp; &quot;y&quot;<td><a href="/a?b=1&amp;c=2">1</a>' +
        '<tr><th scope=row>z<td>',
    );
  });

  it('knows after which column there are only numbers', () => {
    const row = [1, 'v1', null, 0.5, 'x', 3];
    const columns = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(textColumns({ columns, rows: [row] })).toBe(5);
    expect(textColumns({ columns: columns.slice(0, 2), rows: [row.slice(2, 4)] })).toBe(1);
    expect(textColumns({ columns: columns.slice(0, 2), rows: [[1, 2]] })).toBe(1);
  });
});

type TrendPoint = (typeof series)['versions'][number]['points'][number];
/** The same trend with other numbers. */
const withPoints = (change: (point: TrendPoint) => TrendPoint) => ({
  ...series,
  versions: series.versions.map((version) => ({ ...version, points: version.points.map(change) })),
});

describe('sentences and tables of the trend', () => {
  it('say which range stands furthest above shuffled images and which least', () => {
    expect(overlapSummary(series, words)).toBe(
      'In epoch 1, range 2 stands furthest above shuffled images (15×, median overlap 0.30) and range 1 the least (1.2×, 0.30); up to 64 neurons per range.',
    );
    const longer = withPoints((point) => ({ ...point, meanLength: point.clusterIndex }));
    expect(lengthSummary(longer, words)).toBe(
      'In epoch 1, formulas have 2 concepts on average in the highest range and 1 in the lowest.',
    );
  });

  it('say of numbers that read the same that they are equal', () => {
    expect(lengthSummary(series, words)).toBe(
      'In epoch 1, formulas have 2.75 concepts on average in the highest range, and as many in the lowest.',
    );
    // Not the same number, but the same to a reader.
    const equal = withPoints((point) => ({ ...point, timesShuffled: 1.3 + point.clusterIndex / 1e4 }));
    expect(overlapSummary(equal, words)).toBe(
      'In epoch 1, both ranges stand equally far above shuffled images (1.3×), with a median overlap of 0.30; up to 64 neurons per range.',
    );
    const apart = withPoints((point) => ({ ...point, timesShuffled: 1.3, median: point.clusterIndex / 10 }));
    expect(overlapSummary(apart, words)).toContain('with a median overlap of 0.10 to 0.20;');
  });

  it('leave a range without times shuffled out of both, and say when none has one', () => {
    const without = (...ranges: readonly number[]) =>
      withPoints((point) => (ranges.includes(point.clusterIndex) ? { ...point, timesShuffled: null } : point));
    expect(overlapSummary(without(1), words)).toBe(
      'In epoch 1 the median overlap is 0.30, 15× shuffled images, over 64 neurons.',
    );
    expect(overlapSummary(without(1, 2), words)).toContain('In epoch 1 no range is compared with shuffled images');
    expect(shownOverlapTable(overlapTable(without(1, 2), words), words).rows[1]?.[10]).toBe('–');
  });

  it('hold every number drawn, in full', () => {
    const { columns, rows } = overlapTable(series, words);
    expect(columns).toHaveLength(12);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toEqual([2, 'epoch 1', 64, 0.3, 0.25, 0.35, 0.31, 0.29, 0.3 + 0.03, 0.02, 0.3 / 0.02, 1]);
    expect(shownOverlapTable({ columns, rows }, words).rows[1]).toEqual([
      ...[2, 'epoch 1', '64', '0.30', '0.25', '0.35', '0.31', '0.29', '0.33', '0.020', '15×', '100%'],
    ]);
  });
});

describe('the activation histogram', () => {
  const bands = [
    { clusterIndex: 1, lower: 0, upper: 1 },
    { clusterIndex: 2, lower: 1, upper: null },
  ];
  const svg = draw(
    <ActivationHistogram
      histogram={{ lower: 0, upper: 2, counts: [99, 9, 0, 1] }}
      bands={bands}
      words={words}
      labelledBy="h"
    />,
  );

  it('draws the same as before', () => expect(svg).toMatchSnapshot());

  it('has a bar for every bin that is not empty, as high as the logarithm of its count', () => {
    const heights = [...svg.matchAll(/<rect class="visx-bar chart-bar"[^>]* height="([\d.]+)"/g)].map(([, height]) =>
      Number(height),
    );
    // 128 pixels are two powers of ten: log10(100) = 2, log10(10) = 1, log10(2) = 0.301.
    expect(heights).toEqual([128, 64, 19.3]);
  });

  it('draws an empty histogram without a mistake', () => {
    expect(
      draw(
        <ActivationHistogram
          histogram={{ lower: 0, upper: 0, counts: [0, 0] }}
          bands={[]}
          words={words}
          labelledBy="h"
        />,
      ),
    ).not.toContain('NaN');
  });
});

describe('smaller charts', () => {
  it('draw the same as before', () => {
    const strata = [
      { clusterIndex: 1, now: 0.3, before: 0.35, times: 1.2 },
      { clusterIndex: 2, now: 0.3, before: null, times: 15 },
    ];
    expect(draw(<StrataStack strata={strata} words={words} labelledBy="s" />)).toMatchSnapshot('strata');
    expect(draw(<LengthChart series={series} labelledBy="l" />)).toMatchSnapshot('length');
    expect(draw(<Sparkline values={[0.1, null, 0.3]} label="three versions" />)).toMatchSnapshot('sparkline');
    expect(draw(<OverlapBar iou={0.25} chance={0.05} max={0.5} color="red" />)).toMatchSnapshot('overlap');
  });

  it('show an overlap at its share of the bar, with chance as a tick', () => {
    const svg = draw(<OverlapBar iou={0.25} chance={0.05} max={0.5} color="red" />);
    expect(svg).toContain('width="48"');
    expect(svg).toContain('x1="9.6"');
  });
});

describe('scales', () => {
  it('end at a round number at or above the value', () => {
    expect(niceScale(0.43)).toEqual({ max: 0.5, ticks: [0, 0.25, 0.5] });
    expect(niceScale(0.5).max).toBe(0.5);
    expect(niceScale(0).max).toBe(1);
  });

  it('give each label its room, the last one always', () => {
    const labels = placeLabels(10, { step: 20, least: 60 });
    expect(Array.from({ length: 10 }, (_, index) => index).filter(labels.isShown)).toEqual([0, 3, 6, 9]);
    expect(labels.room).toBe(54);
  });

  it('use the five steps for five ranges and interpolate the same scale for others', () => {
    expect([1, 2, 3, 4, 5].map((range) => rangeColor(range, 5))).toEqual(
      [1, 2, 3, 4, 5].map((step) => `var(--range-${step})`),
    );
    expect(rangeColor(2, 3)).toBe('var(--range-3)');
    expect(rangeColor(2, 4)).toBe('color-mix(in oklch, var(--range-3) 33%, var(--range-2))');
    expect(rangeColor(1, 1)).toBe('var(--range-5)');
  });
});

describe('CSV', () => {
  it('quotes what needs it, keeps numbers in full and defuses spreadsheet formulas', () => {
    const csv = toCsv({
      columns: ['a', 'b'],
      rows: [
        ['x, "y"', 1 / 3],
        ['=1+1', null],
      ],
    });
    expect(csv).toBe(`\uFEFFa,b\r\n"x, ""y""",${1 / 3}\r\n'=1+1,\r\n`);
  });
});
