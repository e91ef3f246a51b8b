import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CellIndex, CellMapReader } from '@strata/probe';
import { afterAll, describe, expect, test } from 'vitest';
import { hitCounter } from '../src/hits/count-hits.ts';
import { findRanges, givenRanges } from '../src/ranges/find-ranges.ts';
import { readFloats } from './ranges-reference-values.ts';
import { unpackReference } from './unpack-reference.ts';

interface Reference {
  readonly runs: { readonly mmesh_k5: { unit: number; cluster: number; lower: number; upper: number; hits: number }[] };
}

const part = mkdtempSync(join(tmpdir(), 'strata-ranges-'));
afterAll(() => rmSync(part, { recursive: true }));
const reference = resolve(import.meta.dirname, '../../../../shared/data/reference');
const sets = [
  { name: 'five units of s200c60', folder: unpackReference(join(part, 's200c60')), samples: 200, side: 7 },
  { name: 'camvid60_squeezenet', folder: join(reference, 'camvid60_squeezenet'), samples: 60, side: 13 },
  { name: 's200c60', folder: join(reference, 's200c60'), samples: 200, side: 7 },
];

describe.each(sets)('$name (skipped where ../shared/data is not)', ({ name, folder, samples, side }) => {
  const present = existsSync(folder);
  const load = () => {
    const { runs } = JSON.parse(readFileSync(resolve(folder, 'results.json'), 'utf8')) as Reference;
    return { rows: runs.mmesh_k5, values: readFloats(resolve(folder, 'activations.npy')) };
  };
  const size = samples * side * side;
  const shape = { samples, height: side, width: side };

  test.skipIf(!present)('sums of squares are no greater than those of the reference clusters', () => {
    const { rows, values } = load();
    let compared = 0;
    for (const unit of new Set(rows.map((r) => r.unit))) {
      const own = values.subarray(unit * size, (unit + 1) * size);
      const bounds = rows.filter((r) => r.unit === unit);
      // A unit whose rows are not all in the file does not tell its clusters.
      if (bounds.length !== 5) continue;
      const clusters = bounds.map((b) => own.filter((v) => v >= Math.fround(b.lower) && v <= Math.fround(b.upper)));
      // Closed at their extremes, the reference's ranges hold every value that is not 0.
      expect(clusters.reduce((n, c) => n + c.length, 0)).toBe(own.filter((v) => v !== 0).length);
      let reference = 0;
      for (const cluster of clusters) {
        const mean = cluster.reduce((a, b) => a + b, 0) / cluster.length;
        reference += cluster.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      }
      expect(findRanges(own, { shape, zerosOff: true }).withinClusterSumOfSquares).toBeLessThanOrEqual(
        reference * (1 + 1e-9),
      );
      compared += 1;
    }
    console.info(`${name}: ${compared} units compared`);
    expect(compared).toBeGreaterThan(0);
  });

  test.skipIf(!present)('bitmaps are within 64 pixels of the reference', () => {
    const { rows, values } = load();
    // One cell for all pixels: only the size of the bitmap matters here.
    const maskShape = { height: 112, width: 112 };
    const index = { cellCount: 1, sampleCount: samples, maskShape } as CellIndex;
    const maps: CellMapReader = { read: (_, count) => new Uint16Array(count * 112 * 112), close: () => {} };
    let worst = 0;
    for (const { unit, lower, upper, hits } of rows) {
      const own = values.subarray(unit * size, (unit + 1) * size);
      const { ranges } = givenRanges(own, [[lower, upper]], { shape });
      const [found] = hitCounter({ index, maps, mapShape: shape })([{ unit, values: own, ranges }]);
      worst = Math.max(worst, Math.abs((found?.bitmapPixels[0] ?? Number.NaN) - hits));
    }
    console.info(`${name}: ${rows.length} ranges, worst difference ${worst} pixels`);
    expect(rows.length).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(64);
  });
});
