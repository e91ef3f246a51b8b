import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCellIndex } from '@strata/probe';
import { afterAll, expect, test } from 'vitest';
import { measureChanges, type UnitChanges } from '../src/change/measure-changes.ts';
import { DEFAULT_CONFIG } from '../src/pipeline/config.ts';
import type { UnitResult } from '../src/pipeline/unit-result.ts';
import { explainLayer } from '../src/pipeline.ts';
import { storedRange } from '../src/ranges/stored-range.ts';
import { writeDrawnActivations } from './perf/drawn-activations.ts';
import { drawnWorld } from './perf/drawn-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-changes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['bilinear', 'nearest'] as const)(
  'counts the bitmaps that were explained, laid on the masks as they were then (%s)',
  async (upsampling) => {
    const dataset = drawnWorld({ samples: 20, concepts: 20, regions: 6 });
    const index = await buildCellIndex(dataset, { cacheDir: folder });
    const activationsPath = join(folder, `${upsampling}.npy`);
    writeDrawnActivations(activationsPath, { samples: 20, units: 4, drawn: 4 });
    const config = { ...DEFAULT_CONFIG, search: 'beam', evidence: null, upsampling } as const;
    const results: UnitResult[] = [];
    await explainLayer(
      { index, concepts: dataset.concepts, activationsPath, units: [0, 1, 2, 3], config },
      { doneUnits: new Set(), writeUnits: async (block) => void results.push(...block) },
    );
    const explained = results.flatMap(({ unit, cells, ranges }) =>
      ranges.flatMap(({ explanation, ...range }) =>
        explanation ? [{ unit, zerosOff: (cells?.off ?? null) !== null, range, explanation }] : [],
      ),
    );
    const units = [...Map.groupBy(explained, ({ unit }) => unit)].map(([unit, own]) => ({
      unit,
      questions: own.map(({ range, zerosOff, explanation: { terms } }) => ({
        clusterIndex: range.clusterIndex,
        range: storedRange(range, { bounds: 'contiguous', zerosOff }),
        before: terms,
        after: terms,
      })),
    }));
    const found: UnitChanges[] = [];
    const write = async (some: readonly UnitChanges[]) => void found.push(...some);
    await measureChanges({ index, activationsPath, upsampling, units }, { write });
    const counted = found.flatMap(({ changes }) => changes.map(({ own, change }) => ({ ...own, change })));
    expect(counted.length).toBeGreaterThan(10);
    expect(counted).toEqual(
      explained.map(({ explanation: { intersection, union } }) => ({ intersection, union, change: 'SAME' })),
    );
  },
);
