import { join } from 'node:path';
import { excessRises, isSpecialized, missingSeeds, type RunExcess, readExcess, readExcessChanges } from '@strata/db';
import { demoCheckpoints } from '@strata/demo';
import { demoOnProbe, type VersionExplainer, withExplainer } from './explain-networks.ts';
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
  const own = join(folder, 'untrained');
  const onProbe = await demoOnProbe(own, SAMPLES);
  return withExplainer(own, onProbe, async (explainer) => {
    const rows = await givenRows(explainer, { name: onProbe.name, given: GIVEN });
    const trained = demoCheckpoints().at(-1)?.path ?? '';
    const learnt = await explainer.explain(trained, { label: 'trained', isBaseline: false });
    const [excess] = await readExcess(explainer.store, [learnt]);
    return [...rows, ...(excess ? [trainedRow(excess, onProbe.name)] : [])];
  });
}

/** Explains untrained networks, five of them as baselines, the others as if they were versions of one training. */
export async function givenRows(
  { store, explainSeed }: VersionExplainer,
  { name, given }: { readonly name: string; readonly given: number },
): Promise<ValidityRow[]> {
  const runs: number[] = [];
  for (let seed = 1; seed <= BASELINES + given; seed += 1) {
    const runId = await explainSeed(seed, { isBaseline: seed <= BASELINES });
    if (seed > BASELINES) runs.push(runId);
  }
  if (runs.length === 0) return [];
  const known = (await readExcess(store, runs)).filter((run) => missingSeeds(run) === 0);
  const steps = runs.slice(1).map((toRunId, place) => ({ fromRunId: runs[place] as number, toRunId }));
  const [first] = known;
  const clusters = first?.ranges.map(({ clusterIndex }) => clusterIndex) ?? [];
  const changes = await readExcessChanges(
    store,
    steps.flatMap((step) => clusters.map((clusterIndex) => ({ ...step, clusterIndex }))),
  );
  const untrained = {
    nothing: true,
    what: `an untrained network given as a trained version; ${BASELINES} others as baselines, ${name}`,
  };
  return [
    ...falseRows(known, untrained),
    {
      ...{ id: 'specialization', ...untrained, of: steps.length, reach: 0.05 },
      statement: 'a range “rose” or “fell” from one version to the next',
      wrong: steps.filter(({ toRunId }) => changes.some((one) => one.toRunId === toRunId && one.rose !== 'UNCLEAR'))
        .length,
    },
  ];
}

function falseRows(known: readonly RunExcess[], untrained: Pick<ValidityRow, 'nothing' | 'what'>): ValidityRow[] {
  const ranges = known.flatMap((run) => run.ranges);
  return [
    {
      ...{ id: 'specialization', ...untrained, of: known.length, reach: 0.05 },
      statement: 'a range is specialized beyond untrained networks',
      wrong: known.filter((run) => run.ranges.some((range) => isSpecialized(range) === 'YES')).length,
    },
    {
      ...{ id: 'specialization', ...untrained, of: known.length, reach: 0.05 },
      statement: '“rises with the range”',
      wrong: known.filter((run) => excessRises(run) === 'YES').length,
    },
    {
      ...{ id: 'specialization', ...untrained, of: ranges.length, reach: 0.07 },
      statement: 'the interval of the excess leaves 0 out',
      wrong: ranges.filter(({ share }) => leavesOut(share.excess)).length,
    },
    {
      ...{ id: 'times-shuffled', ...untrained, of: ranges.length, reach: 0.07 },
      statement: 'the interval of times shuffled leaves that of untrained networks out',
      wrong: ranges.filter(({ timesShuffled }) => timesShuffled !== null && leavesOut(timesShuffled.excess)).length,
    },
  ];
}

function trainedRow({ ranges }: RunExcess, name: string): ValidityRow {
  return {
    id: 'times-shuffled',
    nothing: false,
    of: ranges.length,
    reach: 0,
    what: `the trained network; ${BASELINES} untrained ones as baselines, ${name}`,
    statement: 'a range’s times shuffled is not known to lie above untrained networks',
    wrong: ranges.filter(({ timesShuffled }) => !timesShuffled || timesShuffled.excess.lower <= 0).length,
  };
}

function leavesOut({ lower, upper }: { readonly lower: number; readonly upper: number }): boolean {
  return lower > 0 || upper < 0;
}
