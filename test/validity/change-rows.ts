import { join } from 'node:path';
import { openStore, readComparison, type Store } from '@strata/db';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';
import { changedOnOtherImages } from '../support/change-on-other-images.ts';
import type { ValidityRow } from './row.ts';

/** Pairs of worlds on which one checkpoint is compared with itself. */
const PAIRS = 4;

/** What is said of change where nothing has changed: the same file twice, and one checkpoint on other images. */
export async function changeRows(folder: string): Promise<ValidityRow[]> {
  const home = join(folder, 'change-home');
  const modelPath = demoCheckpoints().at(-1)?.path ?? '';
  const store = await openStore({ home });
  try {
    return [await sameFileRow(store, { home, folder, modelPath }), await otherImagesRow({ home, folder, modelPath })];
  } finally {
    await store.close();
  }
}

interface Place {
  readonly home: string;
  readonly folder: string;
  readonly modelPath: string;
}

async function worldOf(
  { home, folder }: Place,
  { seed, samples }: { readonly seed: number; readonly samples: number },
) {
  const { root } = await writeDemoWorld(join(folder, `change-world-${seed}`), { samples, seed });
  return indexProbe(root, { format: 'planes', home, lookAlikes: false });
}

async function sameFileRow(store: Store, place: Place): Promise<ValidityRow> {
  const probe = await worldOf(place, { seed: 1, samples: 120 });
  const { preprocessing } = await readPreprocessing(place.modelPath);
  const runs: number[] = [];
  for (const versionLabel of ['file', 'same file']) {
    const explaining = explainVersion({
      ...probe,
      store,
      modelName: 'demo',
      versionLabel,
      from: { modelPath: place.modelPath, preprocessing },
      layers: [DEMO_LAYER],
      config: DEFAULT_CONFIG,
      home: place.home,
      threads: 2,
    });
    for await (const { runId } of explaining) if (runId !== null) runs.push(runId);
  }
  const [runBefore = 0, runAfter = 0] = runs;
  const { rows } = await store.pool.query<{ id: string; layer: string }>('select id, layer_id as layer from run');
  const layerOf = (run: number): number => Number(rows.find(({ id }) => Number(id) === run)?.layer);
  const counts = await readComparison(store, [
    { layer: DEMO_LAYER, layerBefore: layerOf(runBefore), layerAfter: layerOf(runAfter), runBefore, runAfter },
  ]);
  const sum = (of: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  return {
    id: 'same-file',
    nothing: true,
    what: 'the same file twice, demo network, 120 images',
    statement: 'a range is not the same',
    wrong: sum((count) => count.reworded + count.shifted + count.newMeaning + count.appeared + count.disappeared),
    of: sum((count) => count.same + count.reworded + count.shifted + count.newMeaning),
    reach: 0,
  };
}

async function otherImagesRow(place: Place): Promise<ValidityRow> {
  let [wrong, of] = [0, 0];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const worlds = [
      await worldOf(place, { seed: 11 + 2 * pair, samples: 60 }),
      await worldOf(place, { seed: 12 + 2 * pair, samples: 60 }),
    ] as const;
    const { changed, compared } = await changedOnOtherImages(worlds, place);
    wrong += changed;
    of += compared;
  }
  return {
    id: 'change',
    nothing: true,
    what: `one checkpoint on ${PAIRS} pairs of 60 images each, drawn alike; demo network`,
    statement: 'a range “changed its meaning”',
    wrong,
    of,
    reach: 0.05,
  };
}
