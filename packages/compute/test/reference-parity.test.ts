import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formulaKey, parseFormula } from '@strata/domain';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, explainLayer, type UnitResult } from '../src/index.ts';

const reference = resolve(import.meta.dirname, '../../../../shared/data/reference');
const available = existsSync(reference);
if (!available) console.warn(`Parity with the published code is not checked: ${reference} is absent.`);
const cacheDir = mkdtempSync(join(tmpdir(), 'strata-parity-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

interface Published {
  unit: number;
  cluster: number;
  lower: number;
  upper: number;
  hits: number;
  formula: string;
  iou: number;
  union: number;
}

/** Pixels whose value is exactly a bound fall in or out by float rounding. */
const BORDER_PIXELS = 64;

describe.skipIf(!available).each([
  ['camvid60_squeezenet', 42],
  ['s200c60', 67],
])('against the published code on %s', (name, rangeCount) => {
  const root = join(reference, name);
  const published: Published[] = available
    ? JSON.parse(readFileSync(join(root, 'results.json'), 'utf8')).runs.mmesh_k5
    : [];

  it('finds its formula, or an IoU not lower by more than 1e-6 and the border pixels, in every range', async () => {
    const results = await explain(root, published);
    let same = 0;
    for (const expected of published) {
      const range = results.get(expected.unit)?.ranges.filter(({ lower }) => lower === expected.lower)[0];
      const border = Math.abs((range?.bitmapPixels ?? 0) - expected.hits);
      expect(border).toBeLessThanOrEqual(BORDER_PIXELS);
      const found = range?.explanation;
      expect(found?.iou).toBeGreaterThanOrEqual(expected.iou - 1e-6 - (2 * border) / expected.union);
      if (found && formulaKey(parseFormula(found.formula)) === formulaKey(parseFormula(expected.formula))) same += 1;
    }
    console.info(
      `${name}: ${same} of ${published.length} formulas are the published ones; the others are within the tolerance.`,
    );
    expect(published).toHaveLength(rangeCount);
  });
});

async function explain(root: string, published: readonly Published[]): Promise<Map<number, UnitResult>> {
  const dataset = await openProbeDataset(root, { format: 'planes' });
  const index = await buildCellIndex(dataset, { cacheDir });
  const ranges = new Map(
    [...Map.groupBy(published, ({ unit }) => unit)].map(([unit, list]) => [
      unit,
      list.map((r) => [r.lower, r.upper] as const),
    ]),
  );
  const results = new Map<number, UnitResult>();
  const activationsPath = join(root, 'activations.npy');
  const inputs = {
    index,
    concepts: dataset.concepts,
    activationsPath,
    units: [...ranges.keys()],
    config: { ...DEFAULT_CONFIG, ranges },
  };
  await explainLayer(
    inputs,
    { doneUnits: new Set(), writeUnit: async (result) => void results.set(result.unit, result) },
    { threads: 2 },
  );
  await dataset.close();
  return results;
}
