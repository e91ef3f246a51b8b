import { builder } from './builder.ts';
import { parseRowId, rowIdOf } from './global-ids.ts';
import { Prediction, Sample } from './refs.ts';

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
