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
    className: t.string({
      nullable: true,
      description:
        'What the class is called: the output that more than half of its images get, and of no other; null where that can’t be told.',
      resolve: async ({ modelVersionId, classIndex }, _, { rows }) => {
        const names = await rows.outputNames.load(modelVersionId);
        return names.find((name) => name.classIndex === classIndex)?.className ?? null;
      },
    }),
    classIndex: t.exposeInt('classIndex', { description: 'The number of the class it chose, from 0.' }),
  }),
});
