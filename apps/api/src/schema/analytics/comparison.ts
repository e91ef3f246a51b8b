import {
  type ComparedLayers,
  type ComparedUnits,
  type ComparisonCounts,
  comparedRanges,
  type FormulaCount,
  type ModelVersionRow,
  type PairedUnits,
  type RangeComparison,
  type RunPair,
  readConceptsKnownOnly,
  readFormulaCounts,
  type SkippedLayer,
  type UnitMean,
  type UnitsChanged,
} from '@strata/db';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { connect } from '../connect.ts';
import { connectionOf } from '../connection.ts';
import { pageArgs } from '../page-args.ts';
import { present } from '../present.ts';
import { Formula, ModelVersion, Run } from '../refs.ts';
import { ComparedRange } from './compared-range.ts';
import { ComparedRangeOrder, ComparedRangeWhere, Pairing, SkippedLayerReason } from './comparison-inputs.ts';
import { ConceptChange } from './concept-change.ts';

/** The overlap from which Network Dissection says that a neuron detects a concept (Bau et al. 2017). */
const KNOWN_IOU = 0.04;

export interface ComparisonShape {
  readonly before: ModelVersionRow;
  readonly after: ModelVersionRow;
  readonly layers: ComparedLayers;
  /** Whether a neuron's number means the same one in both. */
  readonly sharesUnits: boolean;
  /** Asked for once, by whichever field comes first. */
  readonly ranges: () => Promise<readonly RangeComparison[]>;
  /** Tested over neurons; asked for once. */
  readonly paired: () => Promise<PairedUnits>;
  /** Of the layers' pairs, in their order; asked for once. */
  readonly units: () => Promise<readonly ComparedUnits[]>;
}

const Counts = builder.objectRef<ComparisonCounts>('ComparisonCounts').implement({
  description:
    'What became of activation ranges from the one version to the other. Only neurons that both runs have done are counted, and ranges that are explained in at least one of both.',
  fields: (t) => ({
    n: t.int({
      description:
        'How many ranges are explained in at least one of both: the sum of inBoth, appeared and disappeared.',
      resolve: (counts) => inBothOf(counts) + counts.appeared + counts.disappeared,
    }),
    inBoth: t.int({
      description:
        'How many ranges are explained in both, and so can have changed: the sum of same, reworded, shifted, newMeaning and notComputed. Those that appeared or disappeared are counted apart.',
      resolve: inBothOf,
    }),
    same: t.exposeInt('same', { description: 'Ranges whose meaning is the SAME in both.' }),
    reworded: t.exposeInt('reworded', { description: 'Ranges whose formula covers much the same in other words.' }),
    shifted: t.exposeInt('shifted', { description: 'Ranges of whose meaning a part is left.' }),
    newMeaning: t.exposeInt('newMeaning', { description: 'Ranges of whose meaning hardly anything is left.' }),
    notComputed: t.exposeInt('notComputed', {
      description:
        'Ranges whose formula is another one, while what became of the meaning was not computed: `strata compare --model <model> <before> <after>` does.',
    }),
    meaningChanged: t.exposeInt('meaningChanged', {
      description: 'Ranges of which it can be said that their meaning changed: beyond what other images alone change.',
    }),
    changed: t.exposeInt('changed', {
      description: 'Ranges whose formula is another one, whatever it covers.',
    }),
    appeared: t.exposeInt('appeared', { description: 'Ranges that are explained after, but not before.' }),
    disappeared: t.exposeInt('disappeared', { description: 'Ranges that are explained before, but not after.' }),
    newlySpecialized: t.exposeInt('newlySpecialized', {
      description: 'Ranges that are SPECIALIZED after and of another class before.',
    }),
    lostSpecialization: t.exposeInt('lostSpecialization', {
      description: 'Ranges that are SPECIALIZED before and of another class after.',
    }),
    meanDeltaIou: t.float({
      nullable: true,
      description:
        'Overlap (IoU) after less overlap before, on average over the ranges that are explained in both; null when there is none.',
      resolve: (counts) => (inBothOf(counts) === 0 ? null : counts.deltaIouSum / inBothOf(counts)),
    }),
  }),
});

const RangeCounts = builder.objectRef<RangeComparison>('RangeComparison').implement({
  description: 'How one activation range changed, over all neurons.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    counts: t.field({ type: Counts, description: 'The counts.', resolve: (row) => row }),
  }),
});

const UnitMeanRef = builder.objectRef<UnitMean>('UnitMean').implement({
  description: 'A mean over neurons with its 95 % interval, from drawing neurons anew.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The mean.' }),
    lower: t.exposeFloat('lower', { description: 'The interval’s lower end.' }),
    upper: t.exposeFloat('upper', { description: 'The interval’s upper end.' }),
    units: t.exposeInt('units', { description: 'How many neurons it is of.' }),
  }),
});

const UnitsChangedRef = builder.objectRef<UnitsChanged>('UnitsChanged').implement({
  description: 'Neurons that mean something else in the later version, judged by all their ranges together.',
  fields: (t) => ({
    changed: t.exposeInt('changed', {
      description:
        'Those whose old formulas keep less than a third of what the new ones overlap on held-out images beyond shuffled ones.',
    }),
    known: t.exposeInt('known', {
      description: 'Those of which it is known: of others no evidence was gathered, or nothing is explained.',
    }),
  }),
});

const FormulaCountRef = builder.objectRef<FormulaCount>('FormulaCount').implement({
  description: 'How often a formula explains a range in each of two versions, whatever the neuron.',
  fields: (t) => ({
    formula: t.field({
      type: Formula,
      description: 'The formula.',
      resolve: ({ formulaId }, _, { rows }) => present(rows.formula.load(formulaId)),
    }),
    before: t.exposeInt('before', { description: 'In the earlier version.' }),
    after: t.exposeInt('after', { description: 'In the later version.' }),
  }),
});

interface ComparedLayerShape extends RunPair {
  readonly units: () => Promise<ComparedUnits>;
}

const ComparedLayer = builder.objectRef<ComparedLayerShape>('ComparedLayer').implement({
  description: 'A layer that is compared: the newest pair of completed runs with equal settings.',
  fields: (t) => ({
    name: t.exposeString('layer', { description: 'The layer’s name, the same in both versions.' }),
    unitCount: t.int({
      description: 'How many neurons the layer has.',
      resolve: async ({ units }) => (await units()).unitCount,
    }),
    unitsCompared: t.int({
      description:
        'How many of them both runs have done. Everything that is counted here, ranges and concepts alike, is of these.',
      resolve: async ({ units }) => (await units()).both,
    }),
    unitsBefore: t.int({
      description: 'How many the earlier version’s run has done.',
      resolve: async ({ units }) => (await units()).before,
    }),
    unitsAfter: t.int({
      description: 'How many the later version’s run has done.',
      resolve: async ({ units }) => (await units()).after,
    }),
    runBefore: t.field({
      type: Run,
      description: 'The earlier version’s run.',
      resolve: ({ runBefore }, _, { rows }) => present(rows.run.load(runBefore)),
    }),
    runAfter: t.field({
      type: Run,
      description: 'The later version’s run.',
      resolve: ({ runAfter }, _, { rows }) => present(rows.run.load(runAfter)),
    }),
  }),
});

const Skipped = builder.objectRef<SkippedLayer>('SkippedLayer').implement({
  description: 'A layer that cannot be compared.',
  fields: (t) => ({
    name: t.exposeString('layer', { description: 'The layer’s name.' }),
    reason: t.expose('reason', { type: SkippedLayerReason, description: 'Why not.' }),
    runBefore: t.field({
      type: Run,
      nullable: true,
      description: 'With MIXED_ZERO_RULES, the earlier version’s newest completed run, with its rule.',
      resolve: ({ mixed }, _, { rows }) => mixed && rows.run.load(mixed.runBefore),
    }),
    runAfter: t.field({
      type: Run,
      nullable: true,
      description: 'With MIXED_ZERO_RULES, the later version’s newest completed run, with its rule.',
      resolve: ({ mixed }, _, { rows }) => mixed && rows.run.load(mixed.runAfter),
    }),
  }),
});

const ComparedRangeConnection = connectionOf(ComparedRange, 'compared ranges');

export const Comparison = builder.objectRef<ComparisonShape>('Comparison').implement({
  description: 'Two checkpoints of a network side by side, neuron by neuron and range by range.',
  fields: (t) => ({
    before: t.expose('before', { type: ModelVersion, description: 'The version compared with (a).' }),
    after: t.expose('after', { type: ModelVersion, description: 'The version that is compared (b).' }),
    layers: t.field({
      type: [ComparedLayer],
      description: 'The layers that are compared, by name.',
      complexity: LIST_COST,
      resolve: ({ layers, units }) =>
        layers.pairs.map((pair, at) => ({ ...pair, units: async () => (await units())[at] as ComparedUnits })),
    }),
    skippedLayers: t.field({
      type: [Skipped],
      description: 'The layers that cannot be compared, by name, and why.',
      complexity: LIST_COST,
      resolve: ({ layers }) => [...layers.skipped],
    }),
    pairing: t.field({
      type: Pairing,
      description: 'Whether neurons are compared one by one. Where not, nothing is counted and there are no rows.',
      resolve: ({ sharesUnits }) => (sharesUnits ? 'UNITS' : 'DISTRIBUTIONS'),
    }),
    floor: t.field({
      type: UnitMeanRef,
      nullable: true,
      description:
        'The share of the ranges whose meaning other images of the same kind alone would change (SHIFTED or NEW_MEANING): in the later version, formulas found without a part of the images, beside that of all, on that part. Null when no evidence was gathered.',
      resolve: async ({ paired }) => (await paired()).floor,
    }),
    deltaIou: t.field({
      type: UnitMeanRef,
      nullable: true,
      description:
        'Overlap (IoU) after less overlap before, of ranges that are explained in both: the mean of neurons’ means. An interval that holds 0 says that there is no clear difference.',
      resolve: async ({ paired }) => (await paired()).deltaIou,
    }),
    unitsChanged: t.field({
      type: UnitsChangedRef,
      description: 'How many neurons mean something else.',
      resolve: async ({ paired }) => (await paired()).unitsChanged,
    }),
    formulaCounts: t.field({
      type: [FormulaCountRef],
      description: 'How often formulas are used in both versions, those first whose share differs most.',
      args: { first: t.arg.int({ required: true, defaultValue: 20, description: 'How many, at most 100.' }) },
      complexity: LIST_COST,
      resolve: ({ layers: { pairs } }, { first }, { store }) =>
        readFormulaCounts(store, { pairs, limit: Math.min(100, Math.max(0, first)) }),
    }),
    summary: t.field({
      type: Counts,
      description: 'The counts over all ranges.',
      resolve: async ({ ranges }) => sumOf(await ranges()),
    }),
    ranges: t.field({
      type: [RangeCounts],
      description: 'The same for each activation range by itself, ascending.',
      complexity: LIST_COST,
      resolve: async ({ ranges }) => [...(await ranges())],
    }),
    rows: t.field({
      type: ComparedRangeConnection,
      description:
        'The ranges one by one, the largest change of overlap first unless another order is asked for. A range without an explanation counts as one of overlap 0.',
      args: {
        ...pageArgs(t.arg),
        changedOnly: t.arg.boolean({
          required: true,
          defaultValue: false,
          description: 'Leave out the ranges whose meaning is the SAME.',
        }),
        where: t.arg({ type: ComparedRangeWhere, description: 'Only such ranges.' }),
        orderBy: t.arg({ type: ComparedRangeOrder, description: 'Default: IOU_CHANGE DESC.' }),
      },
      resolve: ({ layers, sharesUnits }, { changedOnly, where, ...args }, context) => {
        const changed = { not: { change: { eq: 'SAME' as const } } };
        const both = changedOnly ? { and: [changed, ...(where ? [where] : [])] } : where;
        return connect(context, comparedRanges(sharesUnits ? layers.pairs : []), { ...args, where: both });
      },
    }),
  }),
});

const knowing = {
  minIou: {
    required: true,
    defaultValue: KNOWN_IOU,
    description:
      'A version knows a concept when the formula of at least one range uses it outside NOT and overlaps at least so much (IoU).',
  },
} as const;

builder.objectFields(Comparison, (t) => ({
  conceptsGained: t.field({
    type: [ConceptChange],
    description:
      'Concepts that the later version knows and the earlier one does not, best overlap first; in neurons that both runs have done.',
    args: { minIou: t.arg.float(knowing.minIou) },
    complexity: LIST_COST,
    resolve: async ({ layers: { pairs }, sharesUnits, units }, { minIou }, { store }) =>
      readConceptsKnownOnly(store, { pairs, units: sharesUnits ? await units() : null, by: 'after', minIou }),
  }),
  conceptsLost: t.field({
    type: [ConceptChange],
    description:
      'Concepts that the earlier version knows and the later one does not, best overlap first; in neurons that both runs have done.',
    args: { minIou: t.arg.float(knowing.minIou) },
    complexity: LIST_COST,
    resolve: async ({ layers: { pairs }, sharesUnits, units }, { minIou }, { store }) =>
      readConceptsKnownOnly(store, { pairs, units: sharesUnits ? await units() : null, by: 'before', minIou }),
  }),
}));

function inBothOf({ same, reworded, shifted, newMeaning, notComputed }: ComparisonCounts): number {
  return same + reworded + shifted + newMeaning + notComputed;
}

function sumOf(ranges: readonly ComparisonCounts[]): ComparisonCounts {
  const sum = (of: (counts: ComparisonCounts) => number) => ranges.reduce((total, counts) => total + of(counts), 0);
  return {
    same: sum(({ same }) => same),
    reworded: sum(({ reworded }) => reworded),
    shifted: sum(({ shifted }) => shifted),
    newMeaning: sum(({ newMeaning }) => newMeaning),
    notComputed: sum(({ notComputed }) => notComputed),
    meaningChanged: sum(({ meaningChanged }) => meaningChanged),
    changed: sum(({ changed }) => changed),
    appeared: sum(({ appeared }) => appeared),
    disappeared: sum(({ disappeared }) => disappeared),
    newlySpecialized: sum(({ newlySpecialized }) => newlySpecialized),
    lostSpecialization: sum(({ lostSpecialization }) => lostSpecialization),
    deltaIouSum: sum(({ deltaIouSum }) => deltaIouSum),
  };
}
