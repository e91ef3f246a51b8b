import { present } from './present.ts';
import { Concept, ConceptMask } from './refs.ts';

ConceptMask.implement({
  description: 'Where a concept lies on an image.',
  fields: (t) => ({
    concept: t.field({
      type: Concept,
      description: 'The concept.',
      resolve: ({ conceptId }, _, { rows }) => present(rows.concept.load(conceptId)),
    }),
    pixels: t.exposeInt('pixels', { description: 'Pixels of the image that carry it.' }),
    maskUrl: t.string({
      description:
        'Path on this host of a PNG of the mask’s own size: white and opaque where the concept is, clear elsewhere.',
      resolve: ({ sampleId, conceptId }) => `/media/concept-masks/${sampleId}/${conceptId}.png`,
    }),
  }),
});
