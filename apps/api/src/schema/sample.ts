import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { parseRowId, rowIdOf } from './global-ids.ts';
import { present } from './present.ts';
import { ConceptMask, Prediction, Sample } from './refs.ts';

builder.node(Sample, {
  description: 'One image of a probe dataset.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.sample.load(id))),
  fields: (t) => ({
    sampleIndex: t.exposeInt('sampleIndex', { description: 'Its number in the dataset, from 0.' }),
    key: t.exposeString('key', { description: 'Its name in the dataset, usually the name of its file.' }),
    className: t.exposeString('className', { nullable: true, description: 'What it shows, as its dataset says.' }),
    split: t.exposeString('split', { nullable: true, description: 'Its part of the dataset, such as train or val.' }),
    imageWidth: t.exposeInt('imageWidth', { nullable: true, description: 'Pixels across the original image.' }),
    imageHeight: t.exposeInt('imageHeight', { nullable: true, description: 'Pixels down the original image.' }),
    imageUrl: t.string({
      nullable: true,
      description: 'Path on this host of a small picture (WebP, at most 256 pixels a side); null when none is stored.',
      resolve: ({ id, hasImage }) => (hasImage ? `/media/samples/${id}.webp` : null),
    }),
    conceptMasks: t.field({
      type: [ConceptMask],
      description: 'The concepts that lie on it, the largest first; only of images that some range shows.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => [...(await rows.masksOfSample.load(id))],
    }),
    previous: t.field({
      type: Sample,
      nullable: true,
      description: 'The image of its dataset with a picture that stands before it.',
      resolve: async ({ id }, _, { rows }) => {
        const { previousId } = await present(rows.picturedNeighbours.load(id));
        return previousId === null ? null : rows.sample.load(previousId);
      },
    }),
    next: t.field({
      type: Sample,
      nullable: true,
      description: 'The image of its dataset with a picture that stands after it.',
      resolve: async ({ id }, _, { rows }) => {
        const { nextId } = await present(rows.picturedNeighbours.load(id));
        return nextId === null ? null : rows.sample.load(nextId);
      },
    }),
    prediction: t.field({
      type: Prediction,
      nullable: true,
      description: 'What a checkpoint takes it for, if that was recorded.',
      args: { modelVersion: t.arg.id({ required: true, description: 'The id of a ModelVersion.' }) },
      resolve: ({ id }, { modelVersion }, { rows }) =>
        rows.prediction.load({ sampleId: id, modelVersionId: rowIdOf('ModelVersion', String(modelVersion)) }),
    }),
  }),
});
