import {
  type LayerRow,
  type MetricHistograms,
  type Metric as MetricShape,
  type RangeHistogram,
  readDistribution,
} from '@strata/db';
import { badInput } from '../../errors/bad-input.ts';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { present } from '../present.ts';
import { Layer, Run } from '../refs.ts';

const BINS_MAX = 200;

const Metric = builder.enumType('Metric', {
  description: 'A number by which explanations can be counted.',
  values: {
    IOU: { description: 'Overlap (IoU).' },
    LIFT: { description: 'How many times better than chance, for one formula chosen beforehand.' },
    CHANCE: { description: 'The overlap that area alone would give.' },
    LENGTH: { description: 'How many concepts the formula has.' },
    DETECTION_ACCURACY: { description: 'Of the formula’s pixels, the share where the neuron fires.' },
    ACTIVATION_COVERAGE: { description: 'Of the neuron’s pixels, the share where the formula holds.' },
    SAMPLE_COVERAGE: { description: 'Of the samples with the formula, the share in which the neuron fires there.' },
    EXPLANATION_COVERAGE: {
      description: 'Of the samples in which the neuron fires, the share with the formula there.',
    },
    HELD_OUT_IOU: { description: 'Overlap (IoU) on held-out images.' },
    SHUFFLED_IOU: { description: 'Overlap (IoU) of the same formulas on shuffled images.' },
    TIMES_SHUFFLED: { description: 'How many times as much held-out images overlap as shuffled ones.' },
  } satisfies Record<MetricShape, unknown>,
});

interface MetricDistributionShape extends MetricHistograms {
  readonly layer: LayerRow;
  readonly runId: number;
  readonly metric: MetricShape;
}

const RangeHistogramType = builder.objectRef<RangeHistogram>('RangeHistogram').implement({
  description: 'How often each value occurs in one activation range, over all neurons.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    n: t.exposeInt('n', { description: 'How many explanations are counted.' }),
    missing: t.exposeInt('missing', { description: 'How many explanations have no value and are not counted.' }),
    counts: t.intList({
      description: 'Explanations in each bin, ascending.',
      complexity: LIST_COST,
      resolve: ({ counts }) => [...counts],
    }),
  }),
});

const MetricDistribution = builder.objectRef<MetricDistributionShape>('MetricDistribution').implement({
  description:
    'How often which values occur: bins of equal width from the least value to the greatest, the same for all ranges. A value on a boundary counts in the bin above it, the greatest in the last.',
  fields: (t) => ({
    layer: t.expose('layer', { type: Layer, description: 'The layer.' }),
    run: t.field({
      type: Run,
      description: 'The run that is counted: the one that the layer shows.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
    metric: t.expose('metric', { type: Metric, description: 'What is counted.' }),
    lower: t.exposeFloat('lower', {
      nullable: true,
      description: 'Where the first bin begins; null without any value.',
    }),
    upper: t.exposeFloat('upper', { nullable: true, description: 'Where the last bin ends; null without any value.' }),
    bins: t.exposeInt('bins', {
      description: 'The number of bins: as requested, except that LENGTH has one bin per length.',
    }),
    counts: t.intList({
      description: 'Explanations in each bin over all ranges, ascending.',
      complexity: LIST_COST,
      resolve: ({ bins, ranges }) =>
        Array.from({ length: bins }, (_, bin) => ranges.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0)),
    }),
    ranges: t.field({
      type: [RangeHistogramType],
      description: 'The same for each activation range by itself, ascending.',
      complexity: LIST_COST,
      resolve: ({ ranges }) => [...ranges],
    }),
  }),
});

builder.queryField('distribution', (t) =>
  t.field({
    type: MetricDistribution,
    nullable: true,
    description:
      'How a metric’s values spread over a layer’s explanations, in the shown run; null when there is no such layer or run.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      version: t.arg.string({ required: true, description: 'The version’s label.' }),
      layer: t.arg.string({ required: true, description: 'The layer’s name.' }),
      metric: t.arg({ type: Metric, required: true, description: 'What to count by.' }),
      bins: t.arg.int({ required: true, defaultValue: 20, description: `How many bins, 1–${BINS_MAX}.` }),
    },
    complexity: 20,
    resolve: async (_, { metric, bins, ...path }, { store, find }) => {
      if (bins < 1 || bins > BINS_MAX) throw badInput(`Expected bins from 1 to ${BINS_MAX}; got ${bins}.`);
      const layer = await find.layer(path);
      if (!layer || layer.currentRunId === null) return null;
      const runId = layer.currentRunId;
      return { layer, runId, metric, ...(await readDistribution(store, { runId, metric, bins })) };
    },
  }),
);
