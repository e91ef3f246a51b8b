import type { CollectionPairRow, CollectionRow, CollectionSampleRow } from '@strata/db';
import type { CollectExample as Example, CollectKind as Kind, CollectVerdict as Verdict } from '@strata/domain';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { present } from './present.ts';
import { ProbeDataset, Sample } from './refs.ts';

const CollectVerdict = builder.enumType('CollectVerdict', {
  description: 'What may be said of a pair of concepts to collect.',
  values: {
    COLLECT: {
      description:
        'Images with both mend more errors of a readout than as many other images, over all pairs that were tried.',
    },
    NOT_SHOWN: { description: 'As far as can be told, they don’t.' },
    TOO_FEW_ERRORS: { description: 'It has too few errors, or images, to tell.' },
  } satisfies Record<Verdict, unknown>,
});

const CollectKind = builder.enumType('CollectKind', {
  description: 'What one of a pair is.',
  values: {
    CONCEPT: { description: 'A concept of the dataset, anywhere in the image.' },
    CLASS: { description: 'The class of the image.' },
  } satisfies Record<Kind, unknown>,
});

const CollectExample = builder.enumType('CollectExample', {
  description: 'What an image beside a pair shows.',
  values: {
    EXAMPLE: { description: 'Both: what to collect.' },
    COUNTER_EXAMPLE: { description: 'One without the other: what there is enough of.' },
  } satisfies Record<Example, unknown>,
});

const CollectionSample = builder.objectRef<CollectionSampleRow>('CollectionSample').implement({
  description: 'An image that shows what to collect, or what not.',
  fields: (t) => ({
    sample: t.expose('sample', { type: Sample, description: 'The image.' }),
    role: t.expose('role', { type: CollectExample, description: 'What it shows.' }),
    isWrong: t.exposeBoolean('isWrong', { description: 'Whether the network names it wrongly.' }),
  }),
});

const CurvePoint = builder
  .objectRef<CollectionPairRow['curve'][number]>('CurvePoint')
  .implement({
    description: 'A point of a learning curve: shares of the test images that a readout names wrongly.',
    fields: (t) => ({
      added: t.exposeInt('added', { description: 'Images that it learnt from in addition.' }),
      wrongShare: t.exposeFloat('wrongShare', { description: 'When they have both of the pair.' }),
      controlShare: t.exposeFloat('controlShare', { description: 'When they are as many others.' }),
    }),
  });

const CollectionPair = builder.objectRef<CollectionPairRow>('CollectionPair').implement({
  description: 'Two concepts, or a concept and a class, that few images of the data have together and that decide errors.',
  fields: (t) => ({
    position: t.exposeInt('position', { description: 'Its place, from 1: what to collect first.' }),
    first: t.exposeString('first', { description: 'The name of the one.' }),
    firstKind: t.expose('firstKind', { type: CollectKind, description: 'What it is.' }),
    second: t.exposeString('second', { description: 'The name of the other.' }),
    secondKind: t.expose('secondKind', { type: CollectKind, description: 'What it is.' }),
    verdict: t.expose('verdict', { type: CollectVerdict, description: 'What may be said of it.' }),
    dataCount: t.exposeInt('dataCount', { description: 'Images of the data that have both.' }),
    selectedCount: t.exposeInt('selectedCount', { description: 'Images that errors are counted on, with both.' }),
    selectedWrong: t.exposeInt('selectedWrong', { description: 'Those of them that are wrong.' }),
    mended: t.exposeFloat('mended', {
      description: 'How many of these errors a hundred new images with both are expected to mend; 0 where nothing can be told.',
    }),
    mendedLower: t.exposeFloat('mendedLower', { description: 'Lower end of its 95 % interval.' }),
    mendedUpper: t.exposeFloat('mendedUpper', { description: 'Upper end of it.' }),
    testedCount: t.exposeInt('testedCount', { description: 'Images that the learning curve was tested on.' }),
    q: t.exposeFloat('q', {
      description: 'Of mending more than as many others by chance (sign test), adjusted over all pairs that were tried.',
    }),
    curve: t.field({
      type: [CurvePoint],
      description: 'The learning curve, by images added; empty where too few images have both.',
      complexity: LIST_COST,
      resolve: ({ curve }) => [...curve],
    }),
    samples: t.field({
      type: [CollectionSample],
      description: 'Images with both, errors first, then images with one of the two alone.',
      complexity: LIST_COST,
      resolve: async ({ collectionId, position }, _, { rows }) => {
        const shown = await rows.samplesOfCollections.load(collectionId);
        return shown.filter((sample) => sample.position === position);
      },
    }),
  }),
});

export const Collection = builder.objectRef<CollectionRow>('Collection').implement({
  description: 'What to collect for a checkpoint: the newest answer for a dataset.',
  fields: (t) => ({
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The images’ dataset.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
    layerName: t.exposeString('layerName', { description: 'The layer that a readout learnt from.' }),
    learntSplit: t.exposeString('learntSplit', {
      nullable: true,
      description: 'The split that the network has learnt from; null: not known, the images at hand are taken for the data.',
    }),
    dataCount: t.exposeInt('dataCount', { description: 'Images of the data.' }),
    imageCount: t.exposeInt('imageCount', { description: 'Images that errors are counted on.' }),
    imagesWrong: t.exposeInt('imagesWrong', { description: 'Those of them that are wrong.' }),
    isGrouped: t.exposeBoolean('isGrouped', { description: 'Whether images that belong together counted as one.' }),
    unitCount: t.exposeInt('unitCount', { description: 'What was counted: groups, or images.' }),
    unitsWrong: t.exposeInt('unitsWrong', { description: 'Those of them that are errors.' }),
    pairsTried: t.exposeInt('pairsTried', { description: 'Pairs that were looked at.' }),
    errorsNeeded: t.exposeInt('errorsNeeded', {
      nullable: true,
      description: 'Errors that are needed before anything is looked for, where there were fewer; else null.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was found.' }),
    pairs: t.field({
      type: [CollectionPair],
      description: 'What to collect first, first.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.collectionPairs.load(id),
    }),
  }),
});
