import type { ClusterRow, EvidenceRecord, EvidenceSettings } from '@strata/db';
import type { Grade as GradeShape } from '@strata/domain';
import { builder } from './builder.ts';
import { Grade } from './inputs/enums.ts';

type ReplicationShape = EvidenceRecord['heldOut']['replication'] & { readonly folds: number };

export const Replication = builder.objectRef<ReplicationShape>('Replication').implement({
  description:
    'In how many parts of the images, left out in turn, what was found in all of them is found again without it.',
  fields: (t) => ({
    folds: t.exposeInt('folds', { description: 'How many parts there are (folds).' }),
    formula: t.exposeInt('formula', { description: 'Folds in which the formula is found again.' }),
    leadingPair: t.exposeInt('leadingPair', {
      description: 'Folds in which its first two concepts are found again in front; all of it where it is shorter.',
    }),
    alike: t.exposeInt('alike', {
      description:
        'Folds in which a formula is found that selects nearly the same pixels (IoU of the masks at least 0.8).',
    }),
    terms: t.exposeIntList('terms', {
      description:
        'For each concept of the formula, in its order, the folds in which it is found again, negated or not as it is there.',
    }),
  }),
});

export const Support = builder.objectRef<{ readonly samples: number; readonly mapCells: number }>('Support').implement({
  description: 'What an activation range rests on. Pixels between map cells are interpolated, no data.',
  fields: (t) => ({
    samples: t.exposeInt('samples', { description: 'Samples in which the neuron fires in it.' }),
    mapCells: t.exposeFloat('mapCells', {
      description: 'Cells of the neuron’s maps, before they are laid on the images, whose value lies in it.',
    }),
  }),
});

/** A range's support; null where it was not counted. */
export function supportOf({ supportSamples: samples, supportMapCells: mapCells }: ClusterRow) {
  return samples === null || mapCells === null ? null : { samples, mapCells };
}

export const Evidence = builder.objectRef<EvidenceSettings>('EvidenceSettings').implement({
  description: 'How the evidence of a run’s explanations was gathered.',
  fields: (t) => ({
    folds: t.exposeInt('folds', { description: 'Parts of the images that are left out in turn, at most.' }),
    shuffles: t.exposeInt('shuffles', { description: 'How often each part’s images are shuffled.' }),
    nullSearches: t.exposeInt('nullSearches', {
      description: 'How often the search is repeated over shuffled images; a p-value needs 19.',
    }),
    seed: t.exposeInt('seed', { description: 'What decides parts and shuffles.' }),
  }),
});

export const GradeCount = builder
  .objectRef<{ readonly grade: GradeShape; readonly n: number }>('GradeCount')
  .implement({
    description: 'Explanations of a grade.',
    fields: (t) => ({
      grade: t.expose('grade', { type: Grade, description: 'What they are worth.' }),
      n: t.exposeInt('n', { description: 'How many of the explanations.' }),
    }),
  });
