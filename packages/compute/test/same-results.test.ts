import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTwinKernel } from '@strata/kernels';
import { buildCellIndex, openCellMaps } from '@strata/probe';
import { afterAll, expect, test } from 'vitest';
import { countZeros } from '../src/activations/count-zeros.ts';
import { openActivations } from '../src/activations/npy-source.ts';
import { DEFAULT_CONFIG } from '../src/pipeline/config.ts';
import { explainUnits } from '../src/pipeline/explain-units.ts';
import { unitContext } from '../src/pipeline/unit-context.ts';
import type { UnitResult } from '../src/pipeline/unit-result.ts';
import { explainLayer } from '../src/pipeline.ts';
import { zerosAreOff } from '../src/ranges/zero-rule.ts';
import { writeDrawnActivations } from './perf/drawn-activations.ts';
import { drawnWorld } from './perf/drawn-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-same-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([DEFAULT_CONFIG, { ...DEFAULT_CONFIG, upsampling: 'nearest', bounds: 'equal-mass' } as const])(
  'one thread, eight threads and the plain twin store the same, bit for bit ($upsampling, $bounds)',
  async (config) => {
    // More samples than are read at once, more units than a block and than threads.
    const [samples, unitCount] = [40, 20];
    const dataset = drawnWorld({ samples, concepts: 40, regions: 6 });
    const index = await buildCellIndex(dataset, { cacheDir: folder });
    const activationsPath = join(folder, `${config.bounds}.npy`);
    writeDrawnActivations(activationsPath, { samples, units: unitCount, drawn: unitCount - 1 });
    const units = Array.from({ length: unitCount }, (_, unit) => unit);
    const { concepts } = dataset;
    const explain = async (threads: number): Promise<UnitResult[]> => {
      const results: UnitResult[] = [];
      await explainLayer(
        { index, concepts, activationsPath, units, config },
        { doneUnits: new Set(), writeUnits: async (block) => void results.push(...block) },
        { threads },
      );
      return results.sort((a, b) => a.unit - b.unit);
    };
    const one = await explain(1);
    expect(await explain(8)).toEqual(one);

    const source = openActivations(activationsPath);
    const maps = openCellMaps(index);
    const zerosOff = zerosAreOff(await countZeros(activationsPath), config.offShare);
    const parts = { index, concepts, maps, source, images: null, groups: null, config, zerosOff };
    const { results } = explainUnits(unitContext({ ...parts, createKernel: createTwinKernel }), units);
    source.close();
    maps.close();
    expect(results).toEqual(one);
    expect(one.flatMap(({ ranges }) => ranges.flatMap((range) => range.samples))).not.toHaveLength(0);
    expect(one.at(-1)?.outcome).toBe('DEAD');
  },
);
