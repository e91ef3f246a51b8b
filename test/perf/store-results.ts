import type { UnitResult } from '@strata/compute';
import { beginRun, openStore } from '@strata/db';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import { SMALL_CONFIG } from '../support/small-config.ts';
import { measured, timed } from './report-line.ts';

/** Units that the pipeline hands over together. */
const BLOCK = 8;

interface StoreOptions {
  readonly index: CellIndex;
  readonly dataset: ProbeDataset;
  /** Folder of a new embedded database. */
  readonly home: string;
  readonly on: string;
}

/** Times writing a layer's results to an embedded database, as `strata explain` does. */
export async function storeResults(
  results: readonly UnitResult[],
  { index, dataset, home, on }: StoreOptions,
): Promise<void> {
  const store = await openStore({ home });
  const begun = await timed(() => beginRun(store, describe(results, { index, dataset })));
  measured({ stage: 'store', on, what: 'inputs of the run', value: begun.ms / 1000, unit: 's' });
  const sink = begun.result;
  const before = process.cpuUsage();
  const { ms } = await timed(async () => {
    for (let first = 0; first < results.length; first += BLOCK) {
      await sink.writeUnits(results.slice(first, first + BLOCK));
    }
  });
  const { user, system } = process.cpuUsage(before);
  measured({ stage: 'store', on, what: 'a unit', value: ms / results.length, unit: 'ms' });
  const own = (user + system) / 1000 / results.length;
  measured({ stage: 'store', on, what: 'a unit, processor time outside the server', value: own, unit: 'ms' });
  await sink.release();
  await store.close();
}

function describe(results: readonly UnitResult[], { index, dataset }: Pick<StoreOptions, 'index' | 'dataset'>) {
  const { sampleCount, maskShape, cellCount } = index;
  return {
    model: {
      name: 'bench',
      versionLabel: '1',
      source: 'ACTIVATIONS' as const,
      contentSha256: 'bench',
      accuracy: null,
      isBaseline: false,
    },
    layer: { name: 'bench', op: null, unitCount: results.length, height: 13, width: 13 },
    probe: {
      name: dataset.name,
      format: dataset.format,
      sha256: dataset.sha256,
      sampleCount,
      maskShape,
      cellCount,
      totalPixels: sampleCount * maskShape.height * maskShape.width,
      concepts: dataset.concepts.map((concept) => ({ ...concept, pixelCount: 0 })),
      samples: dataset.samples,
    },
    config: { ...SMALL_CONFIG, clusters: 5 },
    zeros: { off: true, count: 1, values: 4 },
    configHash: 'bench',
    settingsHash: 'bench',
    units: results.map(({ unit }) => unit),
    codeVersion: '0',
    machine: 'bench',
    threads: 1,
  };
}
