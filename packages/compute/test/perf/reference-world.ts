import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildCellIndex, openCellMaps, openProbeDataset } from '@strata/probe';
import { openActivations } from '../../src/activations/npy-source.ts';
import { hitCounter } from '../../src/hits/count-hits.ts';
import { openRange } from '../../src/ranges/activation-range.ts';
import { conceptTables } from '../../src/search/concept-tables.ts';
import type { SearchProblem } from '../../src/search/search-problem.ts';
import { SearchSpace } from '../../src/search/search-space.ts';

/** Where the published results lie, beside the project. */
const REFERENCE = resolve(import.meta.dirname, '../../../../../shared/data/reference');

/** The ranges of a published result, their hits counted. */
export async function referenceRanges(name: string): Promise<{ space: SearchSpace; ranges: SearchProblem[] }> {
  const root = join(REFERENCE, name);
  const cacheDir = mkdtempSync(join(tmpdir(), 'strata-bench-'));
  const dataset = await openProbeDataset(root, { format: 'planes' });
  const index = await buildCellIndex(dataset, { cacheDir });
  const source = openActivations(join(root, 'activations.npy'));
  const published: { unit: number; lower: number; upper: number }[] = JSON.parse(
    readFileSync(join(root, 'results.json'), 'utf8'),
  ).runs.mmesh_k5;
  const units = [...Map.groupBy(published, ({ unit }) => unit)].map(([unit, list]) => ({
    unit,
    values: source.readUnit(unit),
    ranges: list.map(({ lower, upper }) => openRange(lower, upper)),
  }));
  const hits = hitCounter({ index, maps: openCellMaps(index), mapShape: source })(units);
  await dataset.close();
  rmSync(cacheDir, { recursive: true });
  const space = new SearchSpace(conceptTables(index));
  const ranges = hits.flatMap((unit) =>
    Array.from(unit.bitmapPixels, (bitmapPixels, range) => ({
      space,
      bitmapPixels,
      hits: unit.hits.slice(range * index.cellCount, (range + 1) * index.cellCount),
    })),
  );
  return { space, ranges };
}
