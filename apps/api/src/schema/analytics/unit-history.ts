import {
  type ExplanationRow,
  type ModelRow,
  readUnitExplanations,
  readUnitsOfRuns,
  type TrendRunRow,
  type UnitRow,
} from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { Explanation, Model, ModelVersion, Run, Unit } from '../refs.ts';
import { trainingRunOf } from '../training-run-of.ts';

interface VersionShape {
  readonly run: TrendRunRow;
  readonly unit: UnitRow;
  /** By range, ascending. */
  readonly explanations: readonly ExplanationRow[];
}

interface HistoryShape {
  readonly model: ModelRow;
  readonly layer: string;
  readonly unitIndex: number;
  readonly versions: readonly VersionShape[];
}

const UnitVersion = builder.objectRef<VersionShape>('UnitVersion').implement({
  description: 'A neuron in one version.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ run }, _, { rows }) => present(rows.modelVersion.load(run.modelVersionId)),
    }),
    run: t.field({
      type: Run,
      description: 'The run that is shown: the version’s newest completed one with the history’s settings.',
      resolve: ({ run }, _, { rows }) => present(rows.run.load(run.runId)),
    }),
    unit: t.expose('unit', { type: Unit, description: 'The neuron.' }),
    explanations: t.field({
      type: [Explanation],
      description:
        'What it responds to, range by range, ascending: formula, overlap and specialization; ranges without an explanation are left out.',
      complexity: LIST_COST,
      resolve: ({ explanations }) => [...explanations],
    }),
  }),
});

const UnitHistory = builder.objectRef<HistoryShape>('UnitHistory').implement({
  description:
    'What became of a neuron from version to version, over runs with the settings of the layer’s newest completed run.',
  fields: (t) => ({
    model: t.expose('model', { type: Model, description: 'The network.' }),
    layer: t.exposeString('layer', { description: 'The layer’s name.' }),
    unitIndex: t.exposeInt('unitIndex', { description: 'The neuron’s number in the layer, from 0.' }),
    versions: t.field({
      type: [UnitVersion],
      description: 'The versions of the newest trained one’s training run that have such a run, by sequence.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ versions }) => [...versions],
    }),
  }),
});

builder.queryField('unitHistory', (t) =>
  t.field({
    type: UnitHistory,
    nullable: true,
    description: 'A neuron over the model’s versions; null when no version has such a neuron in a completed run.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      layer: t.arg.string({ required: true, description: 'The layer’s name, the same in all versions.' }),
      unitIndex: t.arg.int({ required: true, description: 'The neuron’s number in the layer, from 0.' }),
    },
    complexity: 20,
    resolve: async (_, { model: name, layer, unitIndex }, { store, rows }) => {
      const model = await rows.modelByName.load(name);
      if (!model) return null;
      const runs = await ofNewestTrainingRun(await rows.trendRuns.load({ modelId: model.id, layer }), rows);
      const runIds = runs.map(({ runId }) => runId);
      const [units, explanations] = await Promise.all([
        readUnitsOfRuns(store, { runIds, unitIndex }),
        readUnitExplanations(store, { runIds, unitIndex }),
      ]);
      const unitOf = new Map(units.map(({ runId, unit }) => [runId, unit]));
      const explained = Map.groupBy(explanations, ({ runId }) => runId);
      const versions = runs.flatMap((run) => {
        const unit = unitOf.get(run.runId);
        return unit ? [{ run, unit, explanations: explained.get(run.runId) ?? [] }] : [];
      });
      return versions.length === 0 ? null : { model, layer, unitIndex, versions };
    },
  }),
);

/** Of the newest version that was trained, if any was: in another training run the same number is another neuron. */
async function ofNewestTrainingRun(
  found: readonly { readonly run: TrendRunRow }[],
  rows: ApiContext['rows'],
): Promise<TrendRunRow[]> {
  const runs = await Promise.all(
    found.map(async ({ run }) => {
      const version = await present(rows.modelVersion.load(run.modelVersionId));
      return { run, isBaseline: version.isBaseline, trainingRun: await trainingRunOf(version, rows) };
    }),
  );
  const newest = runs.findLast(({ isBaseline }) => !isBaseline) ?? runs.at(-1);
  return runs.filter(({ trainingRun }) => trainingRun === newest?.trainingRun).map(({ run }) => run);
}
