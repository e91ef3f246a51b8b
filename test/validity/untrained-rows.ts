import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingSeeds, openStore, type RunExcess, readExcess, type Store } from '@strata/db';
import { DEMO_LAYER, demoCheckpoints, writeDemoWorld } from '@strata/demo';
import { randomizeModel } from '@strata/onnx';
import { DEFAULT_CONFIG, explainVersion, indexProbe, readPreprocessing } from '@strata/runs';
import type { ValidityRow } from './row.ts';

/** Untrained networks that others are measured against, and those given as if they were trained. */
const BASELINES = 5;
const GIVEN = 30;
const SAMPLES = 120;

/**
 * Untrained networks given as trained versions of the demo network: whatever is said to have been learnt was not. Beside
 * them the trained checkpoint, of which it should be said.
 */
export async function untrainedRows(folder: string): Promise<ValidityRow[]> {
  const home = join(folder, 'untrained-home');
  const store = await openStore({ home });
  try {
    const trained = demoCheckpoints().at(-1);
    const [first] = demoCheckpoints();
    if (!trained || !first) throw new Error('The bundled network has checkpoints.');
    const explain = await explainer(store, { home, folder });
    const runs: number[] = [];
    for (let seed = 1; seed <= BASELINES + GIVEN; seed += 1) {
      const { bytes } = await randomizeModel(first.path, { seed });
      const path = join(folder, `untrained-${seed}.onnx`);
      writeFileSync(path, bytes);
      const isBaseline = seed <= BASELINES;
      const runId = await explain(path, { label: `${isBaseline ? 'baseline' : 'given'} ${seed}`, isBaseline });
      if (!isBaseline) runs.push(runId);
    }
    const learnt = await explain(trained.path, { label: 'trained', isBaseline: false });
    const measured = await readExcess(store, runs);
    const [own] = await readExcess(store, [learnt]);
    return [...falseRows(measured), ...(own ? [trainedRow(own)] : [])];
  } finally {
    await store.close();
  }
}

async function explainer(store: Store, { home, folder }: { readonly home: string; readonly folder: string }) {
  const { root } = await writeDemoWorld(join(folder, 'untrained-world'), { samples: SAMPLES });
  const probe = await indexProbe(root, { format: 'planes', home, lookAlikes: false });
  const { preprocessing } = await readPreprocessing(demoCheckpoints()[0]?.path ?? '');
  return async (modelPath: string, { label, isBaseline }: { label: string; isBaseline: boolean }): Promise<number> => {
    const explaining = explainVersion({
      ...probe,
      store,
      modelName: 'demo',
      versionLabel: label,
      isBaseline,
      from: { modelPath, preprocessing },
      layers: [DEMO_LAYER],
      config: DEFAULT_CONFIG,
      home,
      threads: 2,
    });
    for await (const { runId } of explaining) if (runId !== null) return runId;
    throw new Error('A run in a store has an id.');
  };
}

function falseRows(runs: readonly RunExcess[]): ValidityRow[] {
  const what = `an untrained network given as a trained version; ${BASELINES} others as baselines, demo network`;
  const known = runs.filter((run) => missingSeeds(run) === 0);
  const ranges = known.flatMap((run) => run.ranges);
  return [
    {
      id: 'specialization',
      nothing: true,
      what,
      of: known.length,
      reach: 0.05,
      statement: 'a range is specialized beyond untrained networks',
      wrong: known.filter((run) => run.ranges.some(isAboveBand)).length,
    },
    {
      id: 'specialization',
      nothing: true,
      what,
      of: known.length,
      reach: 0.05,
      statement: '“rises with the range”',
      wrong: known.filter(({ rise }) => rise !== null && rise.lower > 0).length,
    },
    {
      id: 'specialization',
      nothing: true,
      what,
      of: ranges.length,
      reach: 0.07,
      statement: 'the interval of the excess leaves 0 out',
      wrong: ranges.filter(({ share: { excess } }) => excess.lower > 0 || excess.upper < 0).length,
    },
    {
      id: 'times-shuffled',
      nothing: true,
      what,
      of: ranges.length,
      reach: 0.07,
      statement: 'the interval of times shuffled leaves that of untrained networks out',
      wrong: ranges.filter(({ timesShuffled }) => timesShuffled !== null && leavesOut(timesShuffled.excess)).length,
    },
  ];
}

function trainedRow({ ranges }: RunExcess): ValidityRow {
  return {
    id: 'times-shuffled',
    nothing: false,
    of: ranges.length,
    reach: 1,
    what: `the trained demo network; ${BASELINES} untrained ones as baselines, ${SAMPLES} images`,
    statement: 'ranges whose times shuffled is not known to lie above untrained networks',
    wrong: ranges.filter(({ timesShuffled }) => !timesShuffled || timesShuffled.excess.lower <= 0).length,
  };
}

/** Both must lie above: the share, and times shuffled. */
function isAboveBand({ share, timesShuffled }: RunExcess['ranges'][number]): boolean {
  return share.excess.lower > 0 && timesShuffled !== null && timesShuffled.excess.lower > 0;
}

function leavesOut({ lower, upper }: { readonly lower: number; readonly upper: number }): boolean {
  return lower > 0 || upper < 0;
}
