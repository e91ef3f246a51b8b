import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { npy } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, { type, shape, data }: { type: string; shape: number[]; data: ArrayBuffer }): string {
  const path = join(folder, name);
  writeFileSync(path, npy(type, shape, data));
  return path;
}

// One sample of 2×2 pixels: sky, sky, sky+blue / water. Unit 0 fires on the two plain sky pixels and, weakly, on water.
write('labels.npy', { type: '<u2', shape: [1, 2, 2, 2], data: Uint16Array.from([1, 1, 1, 2, 0, 0, 3, 0]).buffer });
writeFileSync(join(folder, 'concepts.csv'), 'index,name,category\n1,sky,object\n2,water,object\n3,blue-c,color\n');
const activations = write('activations.npy', {
  type: '<f4',
  shape: [2, 1, 2, 2],
  data: Float32Array.from([5, 5, 0, 1, 0, 0, 0, 0]).buffer,
});
const broken = write('broken.npy', {
  type: '<f4',
  shape: [1, 1, 2, 2],
  data: Float32Array.from([1, 2, Number.NaN, 4]).buffer,
});

const beyond = join(folder, 'beyond.json');
writeFileSync(beyond, '{"9": [[0, 1]]}');

const strata = (...args: string[]) => runStrata(args, { home: join(folder, 'home') });
const inputs = ['--no-store', '--probe', folder, '--format', 'planes'];

describe('strata explain', () => {
  it('writes the formula, counts and scores of every range', () => {
    const json = join(folder, 'out.json');
    const done = strata('explain', ...inputs, '--activations', activations, '--clusters', '2', '--json', json);
    expect(done.status).toBe(0);
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report.probe).toMatchObject({ samples: 1, maskShape: [2, 2], concepts: 3, cells: 4 });
    // Range 1 is the water pixel, range 2 the two sky pixels without blue. By area alone: 1·1/4 → chance 0.25/1.75;
    // 2·2/4 → 1/3.
    expect(report.explanations).toMatchObject([
      {
        unit: 0,
        clusterIndex: 1,
        lower: 0,
        upper: 3,
        bitmapPixels: 1,
        formula: 'water',
        iou: 1,
        intersection: 1,
        union: 1,
        chance: 1 / 7,
        lift: 7,
      },
      {
        unit: 0,
        clusterIndex: 2,
        lower: 3,
        upper: null,
        bitmapPixels: 2,
        formula: '(sky AND NOT blue-c)',
        iou: 1,
        chance: 1 / 3,
        length: 2,
      },
    ]);
    expect(report.explanations[1].concepts).toEqual([
      { index: 1, name: 'sky', negated: false },
      { index: 3, name: 'blue-c', negated: true },
    ]);
  });

  it('cuts values into ranges of equally many, and takes the nearest map cell for a pixel, where asked to', () => {
    const json = join(folder, 'equal.json');
    const asked = ['--clusters', '2', '--bounds', 'equal-mass', '--upsampling', 'nearest', '--off-share', 'never'];
    expect(strata('explain', ...inputs, '--activations', activations, ...asked, '--json', json).status).toBe(0);
    const { config, explanations } = JSON.parse(readFileSync(json, 'utf8'));
    expect(config).toMatchObject({ bounds: 'equal-mass', upsampling: 'nearest' });
    // 0, 1 | 5, 5
    expect(explanations).toMatchObject([
      { unit: 0, lower: null, upper: 5, bitmapPixels: 2 },
      { unit: 0, lower: 5, upper: null, includesLower: true, bitmapPixels: 2 },
    ]);
  });

  it.each([
    ['3', 'optimal'],
    ['4', 'beam'],
  ])('searches formulas of up to %s concepts by %s where nothing else is asked for, and says so', (length, search) => {
    const json = join(folder, `default-${length}.json`);
    expect(strata('explain', ...inputs, '--activations', activations, '--length', length, '--json', json).status).toBe(
      0,
    );
    const { config, explanations } = JSON.parse(readFileSync(json, 'utf8'));
    expect(config.search).toBe(search);
    for (const { bound, iou } of explanations) expect(bound).toBe(search === 'optimal' ? iou : null);
  });

  it('writes bound, gap and metrics, and searches as asked', () => {
    const json = join(folder, 'optimal.json');
    const search = ['--search', 'optimal', '--grammar', 'full', '--search-budget-ms', '60000', '--length', '1'];
    const concepts = ['--categories', 'object,object', '--min-concept-share', '0.25'];
    const clusters = ['--activations', activations, '--clusters', '2', '--json', json];
    expect(strata('explain', ...inputs, ...search, ...concepts, ...clusters).status).toBe(0);
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report.config).toMatchObject({
      search: 'optimal',
      grammar: 'full',
      searchBudgetMs: 60_000,
      categories: ['object'],
      minConceptShare: 0.25,
    });
    // Two of the three sky pixels fire: no single object matches better.
    expect(report.explanations[1]).toMatchObject({
      formula: 'sky',
      iou: 2 / 3,
      bound: 2 / 3,
      gap: 0,
      metrics: { detectionAccuracy: 2 / 3, activationCoverage: 1, sampleCoverage: 1, explanationCoverage: 1 },
    });
  });

  describe('zeros', () => {
    // Unit 0 fires; unit 1 is the same with one value barely below 0; unit 2 has no zero. 8 of 12 values are 0 without it.
    const values = [5, 5, 0, 1, 5, 5, -1e-6, 1, 2, 2, 3, 3];
    const path = write('zeros.npy', { type: '<f4', shape: [3, 1, 2, 2], data: Float32Array.from(values).buffer });
    const explain = (name: string, ...flags: string[]) => {
      const json = join(folder, `${name}.json`);
      const asked = ['--activations', path, '--clusters', '2', '--json', json, ...flags];
      const done = strata('explain', ...inputs, ...asked);
      expect(done.stderr).not.toMatch(/^(?:Note|Error):/mu);
      return { ...done, report: JSON.parse(readFileSync(json, 'utf8')) };
    };

    it('are off for a layer, by the share over all units, whatever units are asked for and threads there are', () => {
      const { report, stdout } = explain('off');
      // 1 of 12 values.
      expect(report.zeros).toEqual({ off: true, offShare: 0.05, count: 1, values: 12 });
      expect(stdout).toContain('range 0 (off): 8.3 % of the layer’s values are exactly 0');
      const of = (unit: number) => report.explanations.filter((row: { unit: number }) => row.unit === unit);
      expect(of(0)[0].unitCells).toEqual({ total: 4, off: 1, top: 2, saturated: 2 });
      expect(of(1)[0].unitCells).toMatchObject({ off: 0 });
      expect(of(0).map((row: { lower: number | null }) => row.lower)).toEqual([0, 3]);
      const alone = explain('alone', '--units', '2', '--threads', '3');
      expect(alone.report.zeros).toEqual(report.zeros);
      expect(alone.report.explanations).toEqual(of(2));
    });

    it('are values like any other above the share asked for, and with never', () => {
      const above = explain('above', '--off-share', '0.1');
      expect(above.report.zeros.off).toBe(false);
      expect(above.stdout).toContain('fewer than --off-share 0.1');
      const never = explain('never', '--off-share', 'never');
      expect(never.report).toMatchObject({ zeros: { off: false, offShare: null }, config: { offShare: null } });
      // 0 and 1 are the lower cluster of unit 0: both pixels of the lower row.
      expect(never.report.explanations[0]).toMatchObject({ lower: null, bitmapPixels: 2, unitCells: { off: null } });
    });

    it.each(['0', '1.1', '-0.1', 'often', ''])('refuse the share “%s”', (share) => {
      const done = strata('explain', ...inputs, '--activations', path, '--off-share', share);
      expect(done.status).not.toBe(0);
      expect(done.stderr).toContain('Expected a number above 0 and up to 1, such as 0.05, or never.');
    });
  });

  it('says how much is tied where one range begins with the greatest value', () => {
    const data = Float32Array.from([6, 6, 0, 1]).buffer;
    const path = write('saturated.npy', { type: '<f4', shape: [1, 1, 2, 2], data });
    const json = join(folder, 'saturated.json');
    const done = strata('explain', ...inputs, '--activations', path, '--clusters', '1', '--json', json);
    expect(done.stderr).toContain(
      'Note: unit 0: nothing lies above its top 0.5 %; its range is [6, ∞), and 2 of its 4 map cells (50.0 %) are tied at 6.',
    );
    const { explanations } = JSON.parse(readFileSync(json, 'utf8'));
    expect(explanations).toMatchObject([
      { lower: 6, upper: null, includesLower: true, bitmapPixels: 2, labelledShare: 1 },
    ]);
  });

  it('has no explanation where nothing named lies, and counts the labelled share elsewhere', () => {
    // Sky on the upper row, nothing below: unit 0 fires below alone, unit 1 on the left column.
    const probe = join(folder, 'half');
    mkdirSync(probe);
    const labels = npy('<u2', [1, 1, 2, 2], Uint16Array.from([1, 1, 0, 0]).buffer);
    writeFileSync(join(probe, 'labels.npy'), labels);
    writeFileSync(join(probe, 'concepts.csv'), 'index,name,category\n1,sky,object\n');
    const data = Float32Array.from([0, 0, 4, 4, 4, 0, 4, 0]).buffer;
    const path = write('below.npy', { type: '<f4', shape: [2, 1, 2, 2], data });
    const json = join(folder, 'below.json');
    const world = ['--no-store', '--probe', probe, '--format', 'planes', '--activations', path, '--json', json];
    for (const search of ['optimal', 'beam', 'mmesh']) {
      const done = strata('explain', ...world, '--clusters', '1', '--search', search);
      expect(done.stdout).toContain('range 1: grades and times shuffled: not computed\n  n 1 · mean IoU 0.333');
      expect(done.stdout).toContain('labelled 50.0 % · nothing named lies there: 1');
      expect(JSON.parse(readFileSync(json, 'utf8')).explanations).toMatchObject([
        { unit: 0, outcome: 'NOTHING_NAMED', formula: null, labelledPixels: 0, labelledShare: 0, bitmapPixels: 2 },
        { unit: 1, outcome: 'EXPLAINED', formula: 'sky', labelledPixels: 1, labelledShare: 0.5, iou: 1 / 3 },
      ]);
    }
    // NOT sky is a finding in the full grammar, where pixels without a concept count.
    expect(strata('explain', ...world, '--clusters', '1', '--grammar', 'full').status).toBe(0);
    expect(JSON.parse(readFileSync(json, 'utf8')).explanations[0]).toMatchObject({ formula: 'NOT sky', iou: 1 });
  });

  it('grades what it finds on images that did not choose it, and says how much was gathered', () => {
    // Ten images, sky on the upper row of each second one and on the lower row of the others: unit 0 fires where sky is.
    const probe = join(folder, 'ten');
    mkdirSync(probe);
    const sky = Array.from({ length: 10 }, (_, i) => (i % 2 ? [1, 1, 0, 0] : [0, 0, 1, 1])).flat();
    writeFileSync(join(probe, 'labels.npy'), npy('<u2', [10, 1, 2, 2], Uint16Array.from(sky).buffer));
    writeFileSync(join(probe, 'concepts.csv'), 'index,name,category\n1,sky,object\n');
    const data = Float32Array.from(sky, (label) => 4 * label).buffer;
    const path = write('sky.npy', { type: '<f4', shape: [1, 10, 2, 2], data });
    const json = join(folder, 'sky.json');
    const world = ['--no-store', '--probe', probe, '--format', 'planes', '--activations', path, '--json', json];
    const done = strata('explain', ...world, '--clusters', '1', '--null-searches', '19', '--shuffles', '8');
    expect(done.stdout).toMatch(
      /range 1: clear 100 %, partly 0 %, unclear 0 %, nothing nameable 0 % · \d+\.\d\d times shuffled images/,
    );
    const { config, explanations } = JSON.parse(readFileSync(json, 'utf8'));
    expect(config.evidence).toEqual({ folds: 5, shuffles: 8, nullSearches: 19, seed: 1 });
    expect(explanations).toMatchObject([
      {
        ...{ formula: 'sky', grade: 'CLEAR', heldOutIou: 1, kept: 1, nullSearches: 19 },
        support: { samples: 10, mapCells: 20 },
        replication: { folds: 5, formula: 5, leadingPair: 5, alike: 5, terms: [5] },
      },
    ]);
    expect(explanations[0].timesShuffled).toBeCloseTo(1 / explanations[0].shuffledIou, 12);
    expect(strata('explain', ...world, '--clusters', '1', '--no-evidence').status).toBe(0);
    const without = JSON.parse(readFileSync(json, 'utf8'));
    expect(without.config.evidence).toBeNull();
    expect(without.explanations).toMatchObject([{ formula: 'sky', grade: null, heldOutIou: null, replication: null }]);
  });

  it('says that a unit is dead and goes on', () => {
    const done = strata('explain', ...inputs, '--activations', activations, '--clusters', '2');
    expect(done.stderr).toContain('Note: unit 1: Every activation is 0.');
    expect(done.status).toBe(0);
  });

  it('has an outcome for every extreme of values, explains the other units, and fails for infinities alone', () => {
    const units: [values: number[], said: RegExp | null][] = [
      [[1, Number.POSITIVE_INFINITY, 2, 3], /^Error: unit 0: .* found Infinity at sample 0, row 0, column 1/m],
      [[1, 2, Number.NEGATIVE_INFINITY, 3], /^Error: unit 1: .* found -Infinity at sample 0, row 1, column 0/m],
      [[7, 7, 7, 7], /^Note: unit 2: Every activation is 7\./m],
      [[5, 5, -5, 5], null],
      [[-4, -3, -2, -1], null],
      [[1e-45, 3e-45, 1e-40, 2e-40], null],
      [[-0, -0, 0, -0], /^Note: unit 6: Every activation is 0\./m],
      [[1.6e38, -1.6e38, 1.6e38, 1], null],
      [[0, 0, 1, 1], /^Note: unit 8: Only 1 distinct values for 2 clusters/m],
    ];
    const data = Float32Array.from(units.flatMap(([values]) => values)).buffer;
    const path = write('extremes.npy', { type: '<f4', shape: [units.length, 1, 2, 2], data });
    const json = join(folder, 'extremes.json');
    const done = strata('explain', ...inputs, '--activations', path, '--clusters', '2', '--json', json);
    const said = (unit: number) => done.stderr.split('\n').filter((line) => line.includes(`unit ${unit}:`));
    units.forEach(([, expected], unit) => {
      if (expected) expect(said(unit).join('\n')).toMatch(expected);
      else expect(said(unit)).toEqual([]);
    });
    const { explanations } = JSON.parse(readFileSync(json, 'utf8'));
    const rows = explanations.map((row: { unit: number; clusterIndex: number; bitmapPixels: number }) => [
      row.unit,
      row.clusterIndex,
      row.bitmapPixels,
    ]);
    // Every pixel of a unit lies in one of its ranges; the zeros of unit 8 in none.
    const pixels = [
      ...[
        [3, 1, 1],
        [3, 2, 3],
        [4, 1, 2],
        [4, 2, 2],
        [5, 1, 2],
        [5, 2, 2],
      ],
      ...[
        [7, 1, 2],
        [7, 2, 2],
        [8, 1, 2],
      ],
    ];
    expect(rows).toEqual(pixels);
    expect(done.status).toBe(3);
  });

  it('takes the smallest world: one sample without labels, masks of one pixel, maps larger than them', () => {
    const world = join(folder, 'tiny');
    mkdirSync(world);
    writeFileSync(join(world, 'labels.npy'), npy('<u2', [2, 1, 1, 1], Uint16Array.from([0, 1]).buffer));
    writeFileSync(join(world, 'concepts.csv'), 'index,name,category\n1,all,scene\n2,nothing,scene\n');
    const data = Float32Array.from([1, 1, 1, 1, 9, 9, 9, 9]).buffer;
    const path = write('tiny.npy', { type: '<f4', shape: [1, 2, 2, 2], data });
    const json = join(folder, 'tiny.json');
    const probe = ['--no-store', '--probe', world, '--format', 'planes'];
    const done = strata('explain', ...probe, '--activations', path, '--clusters', '2', '--json', json);
    expect(done.status).toBe(0);
    // Range 2 is the one labelled pixel; range 1 the other, which no formula meets.
    expect(JSON.parse(readFileSync(json, 'utf8')).explanations).toMatchObject([
      { clusterIndex: 1, bitmapPixels: 1, intersection: 0, iou: 0 },
      { clusterIndex: 2, bitmapPixels: 1, formula: 'all', iou: 1 },
    ]);
  });

  it('names unit and place of a NaN, and fails', () => {
    const done = strata('explain', ...inputs, '--activations', broken);
    expect(done.stderr).toContain('Error: unit 0: Expected finite activations, found NaN at sample 0, row 1, column 0');
    expect(done.status).toBe(3);
  });

  it.each([
    [['--activations', 'absent.npy'], /absent\.npy: can't be opened/],
    [['--activations', activations, '--ranges', beyond], /beyond\.json: has ranges for unit 9, but .* units 0 to 1/],
    [['--activations', activations, '--units', '0-9'], /unit 9 asked for, but the layer has units 0 to 1/],
    [['--activations', activations, '--clusters', '33'], /Expected a whole number from 1 to 32/],
    [
      ['--activations', activations, '--search', 'optimal', '--length', '5'],
      /up to 4 concepts; the length asked for is 5/,
    ],
    [['--activations', activations, '--categories', 'object,thing'], /category "thing"\. It has: color, object\./],
    [['--activations', activations, '--categories', 'object,'], /Expected categories, such as object,part/],
    [['--activations', activations, '--min-concept-share', '0.9'], /No concept is left to search: none covers 0\.9/],
    [['--activations', activations, '--accuracy', '87'], /Expected a number from 0 to 1/],
    [['--activations', activations, '--grammar', 'none'], /Allowed choices are paper, full/],
    [
      ['--activations', activations, '--search', 'beam', '--search-budget-ms', '5'],
      /--search-budget-ms goes with --search optimal/,
    ],
    [['--activations', activations, '--ranges', 'absent.json'], /--ranges absent\.json can't be read as JSON/],
  ])('refuses %j with one clear message', (args, message) => {
    const done = strata('explain', ...inputs, ...args);
    expect(done.stderr).toMatch(message);
    expect(done.stderr).not.toMatch(/at .*\.ts:\d+/);
    expect(done.status).toBe(1);
  });

  it('has help with an example', () => {
    const done = strata('explain', '--help');
    expect(done.stdout).toContain('Examples:');
    expect(done.status).toBe(0);
  });
});
