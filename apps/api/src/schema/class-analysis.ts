import type { ClassAnalysisRow, ClassPredictionRow, ClassRangeRow } from '@strata/db';
import type { ClassRole as Role } from '@strata/domain';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { present } from './present.ts';
import { Cluster } from './refs.ts';

const ClassRole = builder.enumType('ClassRole', {
  description: 'What a range has to do with a class.',
  values: {
    CARRIES: {
      description:
        'Taking it out breaks more images of the class than its control, over all that was tried, on images that did not choose it.',
    },
    GOES_WITH: { description: 'It fires on the class more than on others; more is not known.' },
  } satisfies Record<Role, unknown>,
});

const ClassPrediction = builder.objectRef<ClassPredictionRow>('ClassPrediction').implement({
  description: 'A cell of a confusion matrix.',
  fields: (t) => ({
    className: t.exposeString('className', { description: 'The class of the images.' }),
    predictedName: t.exposeString('predictedName', {
      description: 'What they are taken for; empty: an output that means no class of the dataset.',
    }),
    imageCount: t.exposeInt('imageCount', { description: 'How many they are.' }),
  }),
});

const ClassRange = builder.objectRef<ClassRangeRow>('ClassRange').implement({
  description:
    'A neuron’s range that fires more on a class than on others, chosen by one half of the images and set to zero in images of the other half that are named rightly, beside a control: as much removed at random places of the same maps.',
  fields: (t) => ({
    className: t.exposeString('className', { description: 'The class.' }),
    cluster: t.field({
      type: Cluster,
      description: 'The range.',
      resolve: ({ clusterId }, _, { rows }) => present(rows.cluster.load(clusterId)),
    }),
    role: t.expose('role', { type: ClassRole, description: 'What it has to do with the class.' }),
    firesMore: t.exposeFloat('firesMore', {
      description: 'How likely an image of the class has more of its map in the range than another, 0–1, ties half.',
    }),
    q: t.exposeFloat('q', { description: 'Of that by chance, adjusted over all ranges of the layer.' }),
    rightCount: t.exposeInt('rightCount', { description: 'Images that it was taken out of.' }),
    broken: t.exposeInt('broken', { description: 'Those of them that came out wrong.' }),
    controlBroken: t.exposeInt('controlBroken', { description: 'The same with the control.' }),
    effect: t.exposeFloat('effect', { description: 'Share of images broken beyond those that the control breaks.' }),
    effectLower: t.exposeFloat('effectLower', { description: 'Lower end of its 95 % interval.' }),
    effectUpper: t.exposeFloat('effectUpper', { description: 'Upper end of it.' }),
    effectQ: t.exposeFloat('effectQ', {
      description: 'Of an effect by chance (sign test), adjusted over all classes and ranges that were tried.',
    }),
    takenFor: t.exposeString('takenFor', {
      nullable: true,
      description: 'What broken images are taken for most often; null: none broke, or it means no class.',
    }),
    takenForCount: t.exposeInt('takenForCount', { description: 'How many of them.' }),
  }),
});

export const ClassAnalysis = builder.objectRef<ClassAnalysisRow>('ClassAnalysis').implement({
  description: 'Which ranges of a layer carry the classes of a checkpoint, and what its images are taken for.',
  fields: (t) => ({
    layerName: t.exposeString('layerName', { description: 'The layer.' }),
    imageCount: t.exposeInt('imageCount', { description: 'Images whose class is known and predicted.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was found.' }),
    predictions: t.field({
      type: [ClassPrediction],
      description: 'The confusion matrix without its empty cells, by class, then by what its images are taken for.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.classPredictions.load(id),
    }),
    ranges: t.field({
      type: [ClassRange],
      description: 'By class, those that carry it first, then those that break most beyond their control.',
      args: { className: t.arg.string({ description: 'Only of this class.' }) },
      complexity: LIST_COST,
      resolve: async ({ id }, { className }, { rows }) => {
        const ranges = await rows.classRanges.load(id);
        return className == null ? ranges : ranges.filter((range) => range.className === className);
      },
    }),
  }),
});
