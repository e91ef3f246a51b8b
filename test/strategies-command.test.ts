import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LAYER, MODEL, npy, writeSmallWorld } from './support/small-world.ts';
import { runStrata } from './support/strata.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-strategies-'));
afterAll(() => rmSync(folder, { recursive: true }));
const strata = (...args: string[]) => runStrata(args, { home: join(folder, 'home') });

// One sample of 2×2 pixels: sky, sky, sky+blue / water; unit 0 fires on the two plain sky pixels, unit 1 never.
writeFileSync(join(folder, 'labels.npy'), npy('<u2', [1, 2, 2, 2], Uint16Array.from([1, 1, 1, 2, 0, 0, 3, 0]).buffer));
writeFileSync(join(folder, 'concepts.csv'), 'index,name,category\n1,sky,object\n2,water,object\n3,blue-c,color\n');
const activations = join(folder, 'activations.npy');
writeFileSync(activations, npy('<f4', [2, 1, 2, 2], Float32Array.from([5, 5, 0, 1, 0, 0, 0, 0]).buffer));
const ranges = join(folder, 'ranges.json');
writeFileSync(ranges, '{"0": [[3, null]]}');
const inputs = ['--probe', folder, '--format', 'planes', '--activations', activations];

describe('strata strategies', () => {
  it('prints a row for each strategy, and says how often each finds the optimal formula', () => {
    const done = strata('strategies', ...inputs, '--clusters', '2');
    expect(done.status).toBe(0);
    const [head, titles, ...rows] = done.stdout.trim().split('\n');
    expect(head).toBe('2 units, 2 ranges, 1 samples, 3 concepts, 4 cells');
    expect(titles).toMatch(/^strategy +visited mean +median +ms per range +mean IoU +optimal formula$/);
    expect(rows.map((row) => row.split(/ +/)[0])).toEqual(['beam', 'optimal', 'mmesh', 'cfh', 'areas', 'none']);
    for (const row of rows) expect(row).toMatch(/ 1\.0000 +2 of 2$/);
  });

  it('writes what each strategy found for every range', () => {
    const json = join(folder, 'out.json');
    expect(strata('strategies', ...inputs, '--ranges', ranges, '--json', json).status).toBe(0);
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report.config).toEqual({
      ...{ clusters: 5, bounds: 'contiguous', upsampling: 'bilinear', offShare: 0.05 },
      ...{ length: 3, beam: 5 },
    });
    expect(report.ranges).toMatchObject([{ unit: 0, clusterIndex: 1, bitmapPixels: 2 }]);
    const [{ findings }] = report.ranges;
    for (const { formula, iou } of findings) expect([formula, iou]).toEqual(['(sky AND NOT blue-c)', 1]);
    const visited = Object.fromEntries(
      findings.map((finding: { strategy: string; visited: number }) => [finding.strategy, finding.visited]),
    );
    // The published beam without estimates: each of 3 singles by 2 others and 3 operators, OR and AND once a pair; then
    // of the best five, those of two concepts, by the third.
    expect(visited.none).toBeGreaterThanOrEqual(3 * 2 * 3 - 6);
    expect(visited.mmesh).toBeLessThan(visited.none);
    expect(report.strategies).toMatchObject([
      { strategy: 'beam', ranges: 1, iouMean: 1, sameAsOptimal: 1 },
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  it('leaves optimal out for formulas that it does not prove', () => {
    const done = strata('strategies', ...inputs, '--length', '5', '--units', '0');
    expect(done.stdout).not.toMatch(/^optimal/m);
    expect(done.stdout).toMatch(/^mmesh .*–$/m);
  });

  it('runs a model and compares on its activations', async () => {
    const world = await writeSmallWorld(join(folder, 'world'));
    const probe = ['--probe', world, '--format', 'planes'];
    const done = strata('strategies', ...probe, '--model', MODEL, '--layer', LAYER, '--units', '0-1');
    expect(done.status).toBe(0);
    const ious = [...done.stdout.matchAll(/^(\w+) .* (\d\.\d{4}) /gm)].map(([, strategy, iou]) => [strategy, iou]);
    const beam = ious.find(([strategy]) => strategy === 'beam')?.[1];
    expect(beam).toBeDefined();
    for (const [strategy, iou] of ious) if (strategy !== 'optimal') expect(iou).toBe(beam);
  });

  it.each([
    [
      ['--model', MODEL],
      /^Error: Expected exactly one of --model and --activations\. See \.\/strata strategies --help\.$/m,
    ],
    [['--units', '7'], /^Error: --units: unit 7 asked for, but the layer has units 0 to 1\.$/m],
    [['--ranges', ranges, '--units', '1'], /^Error: --ranges .*: has no ranges for unit 1\. Add them/m],
    [['--json', folder], /^Error: --json .* can't be written: it is a folder/m],
    [['--length', '11'], /^Error: .*Expected a whole number from 1 to 10/m],
  ])('refuses %j and says what was expected', (flags, message) => {
    const done = strata('strategies', ...inputs, ...flags);
    expect(done.stderr).toMatch(message);
    expect(done.status).toBe(1);
  });

  it('refuses a model without a layer, and activations of other samples', () => {
    const probe = ['--probe', folder, '--format', 'planes'];
    expect(strata('strategies', ...probe, '--model', MODEL).stderr).toMatch(/^Error: Expected --layer with --model\./m);
    const others = join(folder, 'others.npy');
    writeFileSync(others, npy('<f4', [1, 2, 1, 1], Float32Array.from([1, 2]).buffer));
    expect(strata('strategies', ...probe, '--activations', others).stderr).toMatch(
      /expected 1 samples, as the dataset has, .*; found shape \(1, 2, 1, 1\)\./,
    );
  });

  it('shows an example in its help', () => {
    expect(strata('strategies', '--help').stdout).toContain('./strata strategies --probe ./broden --format broden');
  });
});

describe('strata explain', () => {
  it.each(['mmesh', 'cfh', 'areas', 'none'])('takes --search %s and finds the formula of the beam search', (search) => {
    const json = join(folder, `${search}.json`);
    const done = strata('explain', ...inputs, '--no-store', '--ranges', ranges, '--search', search, '--json', json);
    expect(done.status).toBe(0);
    const { config, explanations } = JSON.parse(readFileSync(json, 'utf8'));
    expect(config.search).toBe(search);
    expect(explanations).toMatchObject([{ formula: '(sky AND NOT blue-c)', iou: 1, bound: null, gap: null }]);
  });

  it('refuses the full grammar for a search by estimates before anything is computed', () => {
    const done = strata('explain', ...inputs, '--no-store', '--search', 'mmesh', '--grammar', 'full');
    expect(done.stderr).toMatch(
      /^Error: The search "mmesh" orders formulas of the paper's grammar only; .* full\. Take/m,
    );
    expect(done.status).toBe(1);
  });
});
