import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, readComparison, type Store } from '@strata/db';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';
import { createRandom, permutation } from '@strata/statistics';
import { changedBetweenCheckpoints, changedOnOtherImages } from '../support/change-on-other-images.ts';
import { reinitializeUnits } from '../support/reinitialize.ts';
import type { ValidityRow } from './row.ts';

/** Pairs of worlds on which one checkpoint is compared with itself. */
const PAIRS = 4;
/** Draws of other units. */
const DRAWS = 4;
const LAYER_UNITS = 64;
const WEIGHTS = { weights: { name: 'onnx::Conv_60', units: LAYER_UNITS }, biases: 'onnx::Conv_61' };

/** What is said of change where nothing has changed: the same file twice, and one checkpoint on other images. */
export async function changeRows(folder: string): Promise<ValidityRow[]> {
  const home = join(folder, 'change-home');
  const modelPath = demoCheckpoints().at(-1)?.path ?? '';
  const store = await openStore({ home });
  try {
    const place = { home, folder, modelPath };
    return [await sameFileRow(store, place), ...(await otherImagesRows(place)), ...(await drawnAnewRows(place))];
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

async function otherImagesRows(place: Place): Promise<ValidityRow[]> {
  const ranges = { wrong: 0, of: 0 };
  const units = { wrong: 0, of: 0 };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const worlds = [
      await worldOf(place, { seed: 11 + 2 * pair, samples: 60 }),
      await worldOf(place, { seed: 12 + 2 * pair, samples: 60 }),
    ] as const;
    const found = await changedOnOtherImages(worlds, place);
    ranges.wrong += found.changed;
    ranges.of += found.compared;
    units.wrong += found.changedUnits.length;
    units.of += found.units.length;
  }
  const about = {
    nothing: true,
    what: `one checkpoint on ${PAIRS} pairs of 60 images each, drawn alike; demo network`,
    reach: 0.05,
  };
  return [
    { id: 'change', ...about, statement: 'a range “changed its meaning”', ...ranges },
    { id: 'unit-change', ...about, statement: 'a neuron “means something else”', ...units },
  ];
}

/** A tenth of the units drawn anew, several times: these and no others have changed. */
async function drawnAnewRows({ home, folder, modelPath }: Place): Promise<ValidityRow[]> {
  const world = await worldOf({ home, folder, modelPath }, { seed: 1, samples: 120 });
  const missed = { wrong: 0, of: 0 };
  const added = { wrong: 0, of: 0 };
  for (let seed = 1; seed <= DRAWS; seed += 1) {
    const drawn = new Set(permutation(LAYER_UNITS, createRandom(seed)).slice(0, Math.round(LAYER_UNITS / 10)));
    const path = join(folder, `drawn-anew-${seed}.onnx`);
    writeFileSync(path, reinitializeUnits(modelPath, { ...WEIGHTS, units: [...drawn], seed }));
    const chosen = [...Array(LAYER_UNITS).keys()];
    const { changedUnits } = await changedBetweenCheckpoints(world, [
      { modelPath, home, chosen },
      { modelPath: path, preprocessedAs: modelPath, home, chosen },
    ]);
    const said = new Set(changedUnits);
    missed.of += drawn.size;
    missed.wrong += [...drawn].filter((unit) => !said.has(unit)).length;
    added.of += said.size;
    added.wrong += [...said].filter((unit) => !drawn.has(unit)).length;
  }
  const about = {
    ...{ id: 'unit-change', nothing: false, reach: 0.05 },
    what: `a tenth of the units drawn anew, ${DRAWS} times; demo network, 120 images`,
  };
  return [
    { ...about, statement: 'a neuron drawn anew is not said to “mean something else”', ...missed },
    { ...about, statement: 'a neuron that is said to was not drawn anew', ...added },
  ];
}
