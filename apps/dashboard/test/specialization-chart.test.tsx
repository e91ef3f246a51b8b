import { SPECIALIZATIONS } from '@strata/domain';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ClassSwatch } from '../charts/class-swatch';
import { SpecializationChart } from '../charts/specialization-chart';
import type { TrendSeries } from '../charts/trend-data';
import { layOutTrend, NARROW_SHARES, type TrendMeasures, WIDE_SHARES } from '../charts/trend-layout';
import { SpecializationHint } from '../features/trends/specialization-hint';
import { shownSpecializationTable, specializationTable } from '../features/trends/specialization-summary';
import { measuredTrend, smallTrend } from './small-trend';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const series = measuredTrend([
  { specialized: [0, 16], accuracy: 0.125, isBaseline: true },
  { specialized: [16, 32], accuracy: 1 },
]);
const draw = (element: React.ReactElement) => renderToStaticMarkup(element).replaceAll('><', '>\n<');

/** How many boxes the shapes of the classes are made of. */
const boxesOf = (svg: string) =>
  [...svg.matchAll(/class="chart-share" d="([^"]+)"/g)].reduce((sum, [, d = '']) => sum + d.split('z').length - 1, 0);

describe('the specialization chart', () => {
  const svg = draw(
    <SpecializationChart
      id="c"
      series={series}
      words={words}
      labelledBy="t"
      shareHref={({ label }, range, shown) => `/${label}?range=${range}&class=${shown}`}
    />,
  );

  it('draws the same as before', () => expect(svg).toMatchSnapshot());

  it('has the highest range on top, and beside it the newest share with its interval and n', () => {
    const names = [...svg.matchAll(/>(Range \d)</g)].map(([, name]) => name);
    expect(names).toEqual(['Range 2', 'Range 1']);
    expect(svg).toMatch(/>50%<[\s\S]*>44% to 56%<[\s\S]*>n = 64, 5 seeds</u);
  });

  it('knows what to say of every version, and which is the newest', () => {
    expect(svg).toContain('class="chart-readout" data-newest="1"');
    expect(svg).toContain('data-says="25%|50%"');
    expect(svg).toContain('data-says="19% to 31%|44% to 56%"');
  });

  it('stacks the classes from the specialized ones up, each as high as its share', () => {
    const layout = layOutTrend(series, WIDE_SHARES);
    // A row has 84 pixels, 12 above and below: 60 pixels are 100 %.
    expect([layout.y(0), layout.y(0.5), layout.y(1)]).toEqual([72, 42, 12]);
    const shapes = [...svg.matchAll(/class="chart-share" d="M[\d.]+ ([\d.]+)h46v([\d.]+)h-46z[^"]*" fill="([^"]+)"/g)];
    // Range 2 of the baseline: a quarter specialized, then three eighths weakly and three eighths not.
    expect(shapes.slice(0, 3).map(([, y, height, fill]) => [y, height, fill])).toEqual([
      ['57', '15', 'var(--specialized)'],
      ['34.5', '22.5', 'url(#c-weakly)'],
      ['12', '22.5', 'url(#c-unspecialized)'],
    ]);
  });

  it('draws no part for a class that none has', () => {
    // Range 1 of the baseline has nothing specialized: 2 parts there, 3 at the three others.
    expect(boxesOf(svg)).toBe(11);
    expect(svg).not.toContain('0 of 64');
  });

  it('leads from each part to the neurons behind it, with the numbers as its name', () => {
    expect(svg).toContain('href="/epoch 1?range=2&amp;class=SPECIALIZED"');
    expect(svg).toContain('aria-label="Range 2, epoch 1: 50% specialized, 32 of 64 neurons. Show them."');
  });

  it('leads from a whole bar where its parts are too small, and from none where bars are', () => {
    const shares: number[] = Array.from({ length: 40 }, () => 32);
    const many = measuredTrend(shares.map((n) => ({ specialized: [n], accuracy: null })));
    const linked = (measures: TrendMeasures) =>
      draw(
        <SpecializationChart
          id="c"
          series={many}
          words={words}
          labelledBy="t"
          measures={measures}
          shareHref={({ label }, range, shown) => `/${label}?range=${range}&class=${shown}`}
        />,
      );
    // 810 pixels for 39 steps: 20.8 each; on a phone 3.
    const wide = linked(WIDE_SHARES);
    expect([...wide.matchAll(/<a /g)]).toHaveLength(40);
    expect(wide).toContain(
      'aria-label="Range 1, epoch 3: 50% specialized, 0% learnt but not nameable, 25% weakly specialized, 25% unspecialized, 64 neurons. Show them."',
    );
    expect(wide).toContain('href="/epoch 3?range=1&amp;class=null"');
    expect(linked(NARROW_SHARES)).not.toContain('<a ');
    expect(linked(NARROW_SHARES)).toContain('role="img"');
    // Its intervals are the band's alone.
    expect([...linked(NARROW_SHARES).matchAll(/class="(visx-area share-ribbon|whisker-line)"/g)]).toHaveLength(1);
  });

  it('places the interval on the bar', () => {
    // 43.75 % … 56.25 % of 60 pixels from 72 up.
    expect(svg).toContain('M1012 38.3h8m-4 0V45.8m-4 0h8"');
  });

  it('draws the interval from version to version as a band around the share', () => {
    // Range 2: 18.75 % … 31.25 %, then 43.75 % … 56.25 %, of 60 pixels from 72 up.
    expect(svg).toContain('class="visx-area share-ribbon" d="M214,53.3L1016,38.3L1016,45.8L214,60.8Z"');
    expect(svg).toContain('class="visx-linepath share-line" d="M214,57L1016,42"');
  });

  it('draws where untrained networks lie in every range of a trained version', () => {
    // 12.5 % … 37.5 % of 60 pixels from 72 up, their mean at 25 %.
    expect([...svg.matchAll(/class="untrained-band" d="([^"]+)"/g)].map(([, path]) => path)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('49.5h')),
    );
    expect([...svg.matchAll(/class="untrained-line" d="M[\d.]+ 57h/g)]).toHaveLength(2);
  });

  it('breaks the band where a version was not measured', () => {
    const [first, second] = series.versions;
    const [unmeasured] = smallTrend([0.3], [1]).versions;
    if (!first || !second || !unmeasured) throw new Error('The small trends have too few versions.');
    const versions = [
      first,
      { ...second, label: 'two' },
      { ...unmeasured, label: 'gap' },
      { ...second, label: 'three' },
    ];
    const broken = draw(<SpecializationChart id="c" series={{ ...series, versions }} words={words} labelledBy="t" />);
    const [, path = ''] = /class="visx-area share-ribbon" d="([^"]+)"/u.exec(broken) ?? [];
    expect([...path.matchAll(/M/g)]).toHaveLength(2);
  });

  it('has a gap where a version was not measured, and no link where none is given', () => {
    const [trained] = smallTrend([0.3], [1]).versions;
    const mixed = { ...series, versions: trained ? [...series.versions, { ...trained, label: 'later' }] : [] };
    const alone = draw(
      <SpecializationChart id="c" series={mixed} words={words} labelledBy="t" measures={NARROW_SHARES} />,
    );
    expect(boxesOf(alone)).toBe(11);
    expect(alone).toContain('>later<');
    expect(alone).toContain('role="img"');
    expect(alone).not.toMatch(/<a |NaN/u);
  });
});

describe('the table of the specialization chart', () => {
  const table = specializationTable(series, words);

  it('holds every number drawn, in full', () => {
    expect(table.columns).toHaveLength(18);
    expect(table.rows).toHaveLength(4);
    expect(table.rows[1]).toEqual([
      ...[2, 'epoch 1', 64, 16, 16, 0, 32, 0.5, 0.4375, 0.5625],
      ...[0.25, 0.125, 0.375, 0.25, 0.125, 0.375, 5, 1],
    ]);
    // The untrained network is in the band itself.
    expect(table.rows[0]?.slice(10, 17)).toEqual([null, null, null, null, null, null, null]);
  });

  it('is written for people with signs', () => {
    expect(shownSpecializationTable(table, words).rows[1]).toEqual([
      ...[2, 'epoch 1', '64', '16', '16', '0', '32', '50%', '44%', '56%'],
      ...['25%', '13%', '38%', '+25.0', '+12.5', '+37.5', '5', '100%'],
    ]);
  });
});

describe('the line in place of the chart', () => {
  const say = (shown: TrendSeries, locale: 'en' | 'ja' = 'en') =>
    draw(<SpecializationHint series={shown} words={wordsFor(locale)} />).replaceAll(/<[^>]+>|\n/gu, '');

  it('says what would show specialization', () => {
    expect(say(smallTrend([0.3], [1]))).toBe(
      'Specialization shows once three or more untrained networks are explained with the same settings: ./strata randomize model.onnx --seeds 5 makes them; explain each with --baseline.',
    );
    expect(say(smallTrend([0.3], [1]), 'ja')).toContain('./strata randomize model.onnx --seeds 5 で作成し');
    expect(say(measuredTrend([{ specialized: [1, 2], accuracy: 0, isBaseline: true }]))).toBe(
      'Only the untrained baseline is explained so far. Specialization shows once a trained version is explained with the same settings.',
    );
  });

  it('says with fewer than three untrained networks how many are missing', () => {
    const few = measuredTrend([{ specialized: [8, 60], accuracy: 1, seeds: 1 }]);
    expect(say(few)).toBe(
      'Nothing is concluded from one untrained network: another one looks specialized against it as well. 2 more are needed: ./strata randomize model.onnx --seeds 5 makes them; explain each with --baseline.',
    );
    expect(say(few, 'ja')).toContain('あと 2 個必要です');
  });

  it('is left out once a trained version is measured against enough', () => expect(say(series)).toBe(''));
});

describe('the mark of a class', () => {
  it('tells the classes apart by pattern, not by colour alone', () => {
    const [unspecialized, weakly, nameless, specialized] = SPECIALIZATIONS.map((specialization) =>
      draw(<ClassSwatch specialization={specialization} />),
    );
    expect(unspecialized).toContain('class="class-hatch"');
    expect(weakly).toContain('class="class-dots"');
    expect(nameless).toContain('class="class-hatch"');
    expect(new Set([unspecialized, weakly, nameless, specialized]).size).toBe(4);
    expect(specialized).not.toMatch(/class-hatch|class-dots/u);
  });
});
