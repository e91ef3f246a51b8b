import { type ControlledCounts, importanceDifference, type RangeImportanceRow } from '@strata/db';
import type { Difference } from '@strata/statistics';
import { builder } from './builder.ts';

const share = ({ changed, samples }: ControlledCounts): number => (samples === 0 ? 0 : changed / samples);

const CONTROL =
  'How many are predicted otherwise when as much activation is removed at random places of the same maps instead (the control); null in older runs, which did not measure it.';
const DIFFERENCE =
  'How much larger the share is without the range than in the control; null in older runs, which did not measure it.';

const ImportanceDifference = builder.objectRef<Difference>('ImportanceDifference').implement({
  description:
    'A share of the samples less that of the control, with its interval: 0 within it means that the range may matter no more than any.',
  fields: (t) => ({
    difference: t.exposeFloat('difference', { description: 'The difference, −1 to 1.' }),
    lower: t.exposeFloat('lower', {
      description:
        'Lower end of its interval at 95 %: that of paired shares (Newcombe 1998, method 10), as the same samples are tried both ways.',
    }),
    upper: t.exposeFloat('upper', { description: 'Upper end of that interval.' }),
  }),
});

const CHANGED = 'How many samples are predicted otherwise then.';
const SAMPLES = 'How many samples were tried.';
const SHARE = 'The changed ones as a share of those tried, 0–1.';

/** What setting one range to zero changes. */
export const RangeImportance = builder.objectRef<ControlledCounts>('RangeImportance').implement({
  description: 'How many predictions change when the activations of a range are set to zero.',
  fields: (t) => ({
    changed: t.exposeInt('changed', { description: CHANGED }),
    controlChanged: t.exposeInt('controlChanged', { nullable: true, description: CONTROL }),
    samples: t.exposeInt('samples', { description: SAMPLES }),
    share: t.float({ description: SHARE, resolve: share }),
    difference: t.field({
      type: ImportanceDifference,
      nullable: true,
      description: DIFFERENCE,
      resolve: importanceDifference,
    }),
  }),
});

/** What setting all units' ranges of one number to zero changes. */
export const LayerRangeImportance = builder.objectRef<RangeImportanceRow>('LayerRangeImportance').implement({
  description: 'How many predictions change when a range is set to zero in all neurons of the layer at once.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The activation range’s number; 1 is the weakest.' }),
    changed: t.exposeInt('changed', { description: CHANGED }),
    controlChanged: t.exposeInt('controlChanged', { nullable: true, description: CONTROL }),
    samples: t.exposeInt('samples', { description: SAMPLES }),
    share: t.float({ description: SHARE, resolve: share }),
    difference: t.field({
      type: ImportanceDifference,
      nullable: true,
      description: DIFFERENCE,
      resolve: importanceDifference,
    }),
    unitCount: t.exposeInt('unitCount', { description: 'How many neurons took part: those that had ranges.' }),
  }),
});
