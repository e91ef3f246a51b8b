import { present } from './present.ts';
import { ModelVersion, Prediction } from './refs.ts';

Prediction.implement({
  description: 'The class that a checkpoint predicts for an image.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    classIndex: t.exposeInt('classIndex', { description: 'The number of the class it chose, from 0.' }),
  }),
});
