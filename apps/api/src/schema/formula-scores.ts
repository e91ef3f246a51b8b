import { type ClusterRow, type ModelVersionRow, readShownRuns, type ShownRun, withOwnNames } from '@strata/db';
import {
  parseAskedFormula,
  printFormula,
  type ScoreAnswer,
  type ScoredRange,
  type UnknownConcept,
} from '@strata/domain';
import type { ApiContext } from '../context.ts';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { checkCount } from './page-args.ts';
import { present } from './present.ts';
import { Cluster, Layer, ModelVersion } from './refs.ts';

/** A page of scores takes as much of the server as so many rows. */
const SCORE_COST = 20_000;

interface ScoredShape extends ScoredRange {
  readonly cluster: ClusterRow;
}

interface ScoresShape extends Omit<ScoreAnswer, 'ranges'> {
  readonly formula: string;
  readonly ranges: readonly ScoredShape[];
  readonly runs: readonly ShownRun[];
}

const FormulaScore = builder.objectRef<ScoredShape>('FormulaScore').implement({
  description: 'How a formula overlaps what a neuron fires on in a range; pixels are counted over all images, exactly.',
  fields: (t) => ({
    cluster: t.expose('cluster', { type: Cluster, description: 'The range.' }),
    iou: t.exposeFloat('iou', { description: 'Pixels that both cover over pixels that either covers, 0–1 (IoU).' }),
    intersection: t.exposeFloat('intersection', { description: 'Pixels that both cover.' }),
    unionPixels: t.exposeFloat('union', { description: 'Pixels that either covers.' }),
    shuffledIou: t.exposeFloat('shuffledIou', {
      nullable: true,
      description: 'The same over shuffled images; null where no shuffles are kept.',
    }),
    timesShuffled: t.exposeFloat('timesShuffled', {
      nullable: true,
      description: 'IoU over that of shuffled images; null where that is 0, or not kept.',
    }),
    p: t.exposeFloat('p', {
      nullable: true,
      description:
        'How often shuffled images overlap as much. The formula was chosen beforehand, so nothing is corrected for a search; null where no shuffles are kept.',
    }),
    q: t.exposeFloat('q', {
      nullable: true,
      description: 'p, adjusted over all ranges that were scored: which come first is a choice among them.',
    }),
  }),
});

const UnknownConceptType = builder.objectRef<UnknownConcept>('UnknownConcept').implement({
  description: 'A name in a formula that is no concept of the probe dataset.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As it was written.' }),
    nearest: t.stringList({
      description: 'Concepts that may have been meant, at most five.',
      resolve: ({ nearest }) => [...nearest],
    }),
  }),
});

const ScoredLayer = builder.objectRef<ShownRun & { readonly isKept: boolean }>('ScoredLayer').implement({
  description: 'A layer that a formula was to be scored on.',
  fields: (t) => ({
    layer: t.field({
      type: Layer,
      description: 'The layer.',
      resolve: ({ layerId }, _, { rows }) => present(rows.layer.load(layerId)),
    }),
    isKept: t.exposeBoolean('isKept', {
      description:
        'Whether its hits are kept on this server’s machine. Where not, nothing was scored: `strata score` there counts them.',
    }),
    unitsDone: t.exposeInt('unitsDone', { description: 'Neurons that are explained, and scored.' }),
    unitsTotal: t.exposeInt('unitsTotal', { description: 'Neurons that the run is to explain.' }),
  }),
});

const FormulaScores = builder.objectRef<ScoresShape>('FormulaScores').implement({
  description: 'A formula, scored against every neuron and range of a checkpoint.',
  fields: (t) => ({
    formula: t.exposeString('formula', {
      description: 'The formula as it was read, by the dataset’s own names for its concepts.',
    }),
    scored: t.exposeInt('scored', { description: 'How many ranges were scored.' }),
    significant: t.exposeInt('significant', {
      nullable: true,
      description: 'Those with q of at most 0.05; null where no shuffles are kept.',
    }),
    coverage: t.float({
      nullable: true,
      description: 'The share of all pixels where the formula holds, 0–1; null where nothing was scored.',
      resolve: ({ formulaPixels, totalPixels }) => (totalPixels === 0 ? null : formulaPixels / totalPixels),
    }),
    ranges: t.field({
      type: [FormulaScore],
      description: 'The best first, by IoU, then by layer, neuron and range.',
      resolve: ({ ranges }) => [...ranges],
    }),
    unknown: t.field({
      type: [UnknownConceptType],
      description: 'Names that the dataset does not have; then nothing is scored.',
      complexity: LIST_COST,
      resolve: ({ unknown }) => [...unknown],
    }),
    layers: t.field({
      type: [ScoredLayer],
      description: 'The layers that were to be scored, by name.',
      complexity: LIST_COST,
      resolve: ({ runs, missing }) => runs.map((run) => ({ ...run, isKept: !missing.includes(run.runId) })),
    }),
  }),
});

builder.objectField(ModelVersion, 'scores', (t) =>
  t.field({
    type: FormulaScores,
    description:
      'Scores a formula that need be nobody’s best against every neuron and range, from what the server’s machine keeps of the runs. Refused with its column where it can’t be read.',
    args: {
      formula: t.arg.string({ required: true, description: 'The formula, such as `water AND NOT sky`.' }),
      layer: t.arg.string({ description: 'Only the layer of this name. Default: all.' }),
      first: t.arg.int({ required: true, defaultValue: 20, description: 'How many ranges at most, 1–100.' }),
    },
    complexity: ({ first }) => ({ field: SCORE_COST, multiplier: Math.max(1, first ?? 1) }),
    resolve: (version, args, context) => scoresOf(version, args, context),
  }),
);

async function scoresOf(
  { id }: ModelVersionRow,
  { formula: text, layer = null, first }: { formula: string; layer?: string | null | undefined; first: number },
  { store, kept, rows }: ApiContext,
): Promise<ScoresShape> {
  checkCount('first', first);
  const asked = parseAskedFormula(text);
  const runs = await readShownRuns(store, { modelVersionId: id, layer });
  const runIds = runs.map(({ runId }) => runId);
  const formula = printFormula(await withOwnNames(store, { formula: asked, runIds }));
  const answer = await (kept?.score({ runs: runs.map(keptRun), formula, first }) ?? nothingKept(runs));
  const ranges = await Promise.all(
    answer.ranges.map(async (range) => {
      const { runId, unit, clusterIndex } = range;
      const cluster = await rows.clusterAt.load({ runId, unit, clusterIndex });
      return cluster && { ...range, cluster };
    }),
  );
  return { ...answer, formula, runs, ranges: ranges.filter((range) => range !== null) };
}

/** What kept hits need to know of a run. */
export function keptRun({ runId, configHash, unitsDone }: ShownRun) {
  return { runId, configHash, unitsDone };
}

function nothingKept(runs: readonly ShownRun[]): ScoreAnswer {
  const missing = runs.map(({ runId }) => runId);
  const nothing = { scored: 0, significant: null, formulaPixels: 0, totalPixels: 0 };
  return { kind: 'score', ...nothing, ranges: [], unknown: [], missing };
}
