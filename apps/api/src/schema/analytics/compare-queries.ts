import {
  type ComparedLayers,
  type ComparedUnits,
  type ModelVersionRow,
  type PairedUnits,
  type RangeComparison,
  readComparedLayers,
  readComparedUnits,
  readComparison,
  readPairedUnits,
  sameZeroRule,
  zeroRuleRemedy,
  zeroRuleText,
} from '@strata/db';
import type { ApiContext } from '../../context.ts';
import { badInput } from '../../errors/bad-input.ts';
import { builder } from '../builder.ts';
import { rowIdOf } from '../global-ids.ts';
import { present } from '../present.ts';
import { trainingRunOf } from '../training-run-of.ts';
import { Comparison, type ComparisonShape } from './comparison.ts';

builder.queryFields((t) => ({
  compare: t.field({
    type: Comparison,
    nullable: true,
    description:
      'Compares two versions of a network, per layer over the newest pair of completed runs with equal settings; null when there is no such model or version.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      a: t.arg.string({ required: true, description: 'Label of the version compared with (before).' }),
      b: t.arg.string({ required: true, description: 'Label of the version that is compared (after).' }),
      layer: t.arg.string({ description: 'Only the layer of this name; default all that both versions have.' }),
    },
    complexity: 20,
    resolve: async (_, { model, a, b, layer }, context) => {
      const [before, after] = await Promise.all([context.find.version(model, a), context.find.version(model, b)]);
      if (!before || !after) return null;
      const layers = await readComparedLayers(context.store, { before: before.id, after: after.id, layer });
      if (layer != null && layers.pairs.length + layers.skipped.length === 0)
        throw badInput(`Expected a layer of ${a} or ${b}; neither has "${layer}".`);
      return comparisonOf(context, { before, after, layers });
    },
  }),
  compareRuns: t.field({
    type: Comparison,
    nullable: true,
    description:
      'Compares two completed runs on the same probe dataset, by one zero rule (--off-share), whatever their other settings: neurons by their number, ranges by theirs. Null when there is no such run.',
    args: {
      a: t.arg.id({ required: true, description: 'Id of the run compared with (before).' }),
      b: t.arg.id({ required: true, description: 'Id of the run that is compared (after).' }),
    },
    complexity: 20,
    resolve: async (_, { a, b }, context) => {
      const [before, after] = await Promise.all([findRun(context, String(a)), findRun(context, String(b))]);
      if (!before || !after) return null;
      if (before.run.probeDatasetId !== after.run.probeDatasetId)
        throw badInput('Expected runs on the same probe dataset; these name different concepts.');
      if (!sameZeroRule(before.run, after.run))
        throw badInput(
          `Expected runs that leave zeros out by one rule; that of ${before.version.label} has ${zeroRuleText(before.run)}, that of ${after.version.label} ${zeroRuleText(after.run)}. ${zeroRuleRemedy(before.run, after.run)}.`,
        );
      const pair = {
        layer: after.layer.name,
        layerBefore: before.layer.id,
        layerAfter: after.layer.id,
        runBefore: before.run.id,
        runAfter: after.run.id,
      };
      const layers = { pairs: [pair], skipped: [] };
      return comparisonOf(context, { before: before.version, after: after.version, layers });
    },
  }),
}));

async function findRun({ rows }: ApiContext, id: string) {
  const run = await rows.run.load(rowIdOf('Run', id));
  if (!run) return null;
  if (run.status !== 'COMPLETED') throw badInput(`Expected completed runs; one of these is ${run.status}.`);
  const layer = await present(rows.layer.load(run.layerId));
  const version = await present(rows.modelVersion.load(layer.modelVersionId));
  return { run, layer, version };
}

async function comparisonOf(
  { store, rows }: ApiContext,
  { before, after, layers }: { before: ModelVersionRow; after: ModelVersionRow; layers: ComparedLayers },
): Promise<ComparisonShape> {
  const trainingRuns = await Promise.all([before, after].map((version) => trainingRunOf(version, rows)));
  const sharesUnits = trainingRuns[0] === trainingRuns[1];
  const pairs = sharesUnits ? layers.pairs : [];
  let counted: Promise<readonly RangeComparison[]> | undefined;
  const ranges = () => {
    counted ??= readComparison(store, pairs);
    return counted;
  };
  let done: Promise<readonly ComparedUnits[]> | undefined;
  const units = () => {
    done ??= readComparedUnits(store, layers.pairs);
    return done;
  };
  let tested: Promise<PairedUnits> | undefined;
  const paired = () => {
    tested ??= readPairedUnits(store, pairs);
    return tested;
  };
  return { before, after, layers, sharesUnits, ranges, units, paired };
}
