import type { RangeImportanceRow } from '@strata/db';
import { builder } from './builder.ts';

interface Counts {
  readonly changed: number;
  readonly samples: number;
}

const share = ({ changed, samples }: Counts): number => (samples === 0 ? 0 : changed / samples);

const CHANGED = 'How many samples are predicted otherwise then.';
const SAMPLES = 'How many samples were tried.';
const SHARE = 'The changed ones as a share of those tried, 0–1.';

/** What setting one range to zero changes. */
export const RangeImportance = builder.objectRef<Counts>('RangeImportance').implement({
  description: 'How many predictions change when the activations of a range are set to zero.',
  fields: (t) => ({
    changed: t.exposeInt('changed', { description: CHANGED }),
    samples: t.exposeInt('samples', { description: SAMPLES }),
    share: t.float({ description: SHARE, resolve: share }),
  }),
});

/** What setting all units' ranges of one number to zero changes. */
export const LayerRangeImportance = builder.objectRef<RangeImportanceRow>('LayerRangeImportance').implement({
  description: 'How many predictions change when a range is set to zero in all neurons of the layer at once.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The activation range’s number; 1 is the weakest.' }),
    changed: t.exposeInt('changed', { description: CHANGED }),
    samples: t.exposeInt('samples', { description: SAMPLES }),
    share: t.float({ description: SHARE, resolve: share }),
    unitCount: t.exposeInt('unitCount', { description: 'How many neurons took part: those that had ranges.' }),
  }),
});
