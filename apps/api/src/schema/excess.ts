import {
  type Estimated as EstimatedShape,
  type ExcessChange as ExcessChangeShape,
  type ExcessRise as ExcessRiseShape,
  excessRises,
  isSpecialized,
  type MeasuredExcess as MeasuredExcessShape,
  missingSeeds,
  type RangeExcess as RangeExcessShape,
  type RunExcess as RunExcessShape,
} from '@strata/db';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { Run } from './refs.ts';
import { Verdict } from './specialization-rise.ts';
import { Trend } from './trend.ts';

const Estimated = builder.objectRef<EstimatedShape>('Estimated').implement({
  description: 'A value with its 95 % interval.',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The value.' }),
    lower: t.exposeFloat('lower', { description: 'Lower end of its interval.' }),
    upper: t.exposeFloat('upper', { description: 'Upper end of its interval.' }),
  }),
});

const MeasuredExcess = builder.objectRef<MeasuredExcessShape>('MeasuredExcess').implement({
  description:
    'A measure of a range beside the same measure of untrained networks, each of which is left out in turn: what is a default formula is told by the others alone.',
  fields: (t) => ({
    baseline: t.field({
      type: Estimated,
      description: 'Where untrained networks lie: their mean, and the band that one more would be within.',
      resolve: ({ baseline }) => baseline,
    }),
    excess: t.field({
      type: Estimated,
      description:
        'By how much the run lies above them; the interval is that of one more untrained network in its place (Student’s t over seeds, for all ranges at once).',
      resolve: ({ excess }) => excess,
    }),
  }),
});

const RangeExcess = builder.objectRef<RangeExcessShape>('RangeExcess').implement({
  description: 'How a range lies above that of untrained networks.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    n: t.exposeInt('n', { description: 'How many neurons were counted: those that the run and all baselines have.' }),
    share: t.field({
      type: MeasuredExcess,
      description: 'Of the share that is SPECIALIZED, 0–1; neurons in which nothing is named count as not.',
      resolve: ({ share }) => share,
    }),
    logTimesShuffled: t.field({
      type: MeasuredExcess,
      nullable: true,
      description:
        'Of the natural logarithm of times shuffled (mean held-out IoU over mean IoU with shuffled images): e to the power of an excess is how many times as high it is; null while held-out overlaps are not computed.',
      resolve: ({ timesShuffled }) => timesShuffled,
    }),
    isSpecialized: t.field({
      type: Verdict,
      description:
        'Whether the range is more specialized than those of untrained networks: by its share and by times shuffled; UNCLEAR where the latter is not known to be above theirs.',
      resolve: isSpecialized,
    }),
  }),
});

const ExcessRise = builder.objectRef<ExcessRiseShape>('ExcessRise').implement({
  description: 'By how much an excess rises from the weakest range to the strongest.',
  fields: (t) => ({
    lowest: t.exposeInt('lowest', { description: 'The weakest range’s number.' }),
    highest: t.exposeInt('highest', { description: 'The strongest range’s number.' }),
    n: t.exposeInt('n', { description: 'How many neurons have both ranges.' }),
    value: t.exposeFloat('value', { description: 'The excess of the strongest range less that of the weakest.' }),
    lower: t.exposeFloat('lower', { description: 'Lower end of its 95 % interval.' }),
    upper: t.exposeFloat('upper', { description: 'Upper end of that interval.' }),
  }),
});

const RunExcess = builder.objectRef<RunExcessShape>('RunExcess').implement({
  description:
    'How a run lies above the untrained networks of its model. Stored when the run was classified; command and pages show the same numbers.',
  fields: (t) => ({
    seeds: t.exposeInt('seeds', { description: 'How many untrained networks it was measured against.' }),
    missingSeeds: t.int({
      description:
        'How many more it takes until anything is said: three are needed. `strata randomize MODEL --seeds 5` makes them, `strata explain --baseline` adds each.',
      resolve: missingSeeds,
    }),
    ranges: t.field({
      type: [RangeExcess],
      description:
        'Range by range, ascending; empty with fewer than three untrained networks, and of an untrained network itself.',
      complexity: LIST_COST,
      resolve: ({ ranges }) => [...ranges],
    }),
    rise: t.field({
      type: ExcessRise,
      nullable: true,
      description: 'How the excess of the specialized share rises with the range; null where it is not known.',
      resolve: ({ rise }) => rise,
    }),
    logTimesShuffledRise: t.field({
      type: ExcessRise,
      nullable: true,
      description: 'The same of the logarithm of times shuffled.',
      resolve: ({ timesShuffledRise }) => timesShuffledRise,
    }),
    rises: t.field({
      type: Verdict,
      nullable: true,
      description:
        'Whether specialization rises with the range beyond what it does in untrained networks; null where it is not known.',
      resolve: excessRises,
    }),
  }),
});

builder.objectField(Run, 'excess', (t) =>
  t.field({
    type: RunExcess,
    nullable: true,
    description: 'How it lies above untrained networks; null before it is compared with any.',
    resolve: ({ id }, _, { rows }) => rows.excess.load(id),
  }),
);

const ExcessChange = builder.objectRef<ExcessChangeShape>('ExcessChange').implement({
  description: 'How the specialized share of a range differs between two versions of a training run.',
  fields: (t) => ({
    fromRun: t.field({
      type: Run,
      nullable: true,
      description: 'The run of the earlier version.',
      resolve: ({ fromRunId }, _, { rows }) => rows.run.load(fromRunId),
    }),
    toRun: t.field({
      type: Run,
      nullable: true,
      description: 'The run of the later version.',
      resolve: ({ toRunId }, _, { rows }) => rows.run.load(toRunId),
    }),
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number.' }),
    n: t.exposeInt('n', { description: 'How many neurons are explained in both.' }),
    difference: t.field({
      type: Estimated,
      description: 'The later share less the earlier, over the same neurons (Newcombe 1998, method 10, paired).',
      resolve: ({ difference }) => difference,
    }),
    untrainedDifference: t.exposeFloat('untrainedDifference', {
      description: 'By how much two untrained networks may differ, 0–1.',
    }),
    rose: t.field({
      type: Verdict,
      description:
        'Whether it rose (NO: it fell). UNCLEAR where the interval holds 0, where two untrained networks may differ as much, and where the higher one is not specialized beyond untrained networks.',
      resolve: ({ rose }) => rose,
    }),
  }),
});

builder.objectField(Trend, 'change', (t) =>
  t.field({
    type: ExcessChange,
    nullable: true,
    description:
      'How the strongest range differs between the first trained version and the newest; null with fewer than two, or fewer than three untrained networks.',
    resolve: async ({ runs }, _, { rows }) => {
      const versions = await Promise.all(runs.map(({ modelVersionId }) => rows.modelVersion.load(modelVersionId)));
      const trained = runs.filter((_run, at) => versions[at] && !versions[at].isBaseline);
      const [first, last] = [trained[0], trained.at(-1)];
      if (!first || !last || first === last) return null;
      return rows.excessChange.load({ fromRunId: first.runId, toRunId: last.runId, clusterIndex: last.clusters });
    },
  }),
);
