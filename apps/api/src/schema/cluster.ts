import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { Support, supportOf } from './evidence.ts';
import { parseRowId } from './global-ids.ts';
import { RangeOutcome } from './inputs/enums.ts';
import { labelledShare } from './labelled-share.ts';
import { present } from './present.ts';
import { RangeImportance } from './range-importance.ts';
import { Cluster, ClusterSample, Explanation, Run, Unit } from './refs.ts';

builder.node(Cluster, {
  description: 'An interval of how strongly a neuron fires (activation range).',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.cluster.load(id))),
  fields: (t) => ({
    unit: t.field({
      type: Unit,
      description: 'The neuron.',
      resolve: ({ unitId }, _, { rows }) => present(rows.unit.load(unitId)),
    }),
    run: t.field({
      type: Run,
      description: 'The run that found it.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
    clusterIndex: t.exposeInt('clusterIndex', {
      description: 'Its number among the neuron’s ranges; 1 is the weakest.',
    }),
    lower: t.exposeFloat('lower', { nullable: true, description: 'Where it begins; null when it is open below.' }),
    upper: t.exposeFloat('upper', { nullable: true, description: 'Where it ends; null when it is open above.' }),
    bitmapPixels: t.exposeFloat('bitmapPixels', {
      description: 'Pixels over all samples where the neuron fires in this range.',
    }),
    includesLower: t.exposeBoolean('includesLower', {
      nullable: true,
      description: 'Whether the value where it begins belongs to it; null in older runs, which did not keep it.',
    }),
    outcome: t.expose('outcome', {
      type: RangeOutcome,
      nullable: true,
      description: 'What came of it; null in older runs, which did not keep it.',
    }),
    labelledPixels: t.exposeFloat('labelledPixels', {
      nullable: true,
      description: 'Of its pixels, those that carry any concept at all; null in older runs, which did not count them.',
    }),
    labelledShare: t.float({
      nullable: true,
      description:
        'The labelled pixels as a share of all its pixels, 0–1; null in older runs, and where it has no pixels.',
      resolve: labelledShare,
    }),
    support: t.field({
      type: Support,
      nullable: true,
      description: 'What it rests on: images and map cells; null in older runs, which did not count them.',
      resolve: supportOf,
    }),
    sheetUrl: t.string({
      description:
        'Path on this host of a WebP of all its images side by side: in the first row the photographs, below each its three stencils.',
      resolve: ({ id }) => `/media/sheets/${id}.webp`,
    }),
    share: t.exposeFloat('share', { description: 'The same as a share of all pixels, 0–1.' }),
    importance: t.field({
      type: RangeImportance,
      nullable: true,
      description:
        'What the network loses without it: predictions that change when this range alone is set to zero (range importance); null when it was not measured.',
      resolve: ({
        importanceChanged: changed,
        importanceControlChanged: controlChanged,
        importanceBothChanged: bothChanged,
        importanceSamples: samples,
      }) => (changed === null || samples === null ? null : { changed, controlChanged, bothChanged, samples }),
    }),
    explanation: t.field({
      type: Explanation,
      nullable: true,
      description:
        'The formula that the neuron overlaps best with when it fires this strongly; null when nothing named lies there at all, or nowhere fires it so.',
      resolve: ({ id }, _, { rows }) => rows.explanationOfCluster.load(id),
    }),
    samples: t.field({
      type: [ClusterSample],
      description:
        'Images that show it, by rank: in turn the one where its formula holds on most pixels (of the 24 with most of the range in which it holds at all), and the one with most pixels in the range; each once.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => [...(await rows.samplesOfCluster.load(id))],
    }),
  }),
});
