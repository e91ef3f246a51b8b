import { LIST_COST } from '../limits/query-limits.ts';
import { present } from './present.ts';
import { ClusterSample, ConceptMask, Prediction, Sample } from './refs.ts';

ClusterSample.implement({
  description: 'An image on which a neuron fires in a range, with where it does and where the formula holds.',
  fields: (t) => ({
    rank: t.exposeInt('rank', { description: 'Its place among the range’s images, from 1.' }),
    sample: t.expose('sample', { type: Sample, description: 'The image.' }),
    bitmapPixels: t.exposeInt('bitmapPixels', {
      description: 'Pixels of the image where the neuron fires in the range.',
    }),
    formulaPixels: t.exposeInt('formulaPixels', { description: 'Pixels of the image where the formula holds.' }),
    intersection: t.exposeInt('intersection', { description: 'Pixels where both do.' }),
    prediction: t.field({
      type: Prediction,
      nullable: true,
      description: 'What the range’s checkpoint takes it for, if that was recorded.',
      resolve: async ({ clusterId, sampleId }, _, { rows }) => {
        const { runId } = await present(rows.cluster.load(clusterId));
        const { layerId } = await present(rows.run.load(runId));
        const { modelVersionId } = await present(rows.layer.load(layerId));
        return rows.prediction.load({ sampleId, modelVersionId });
      },
    }),
    conceptMasks: t.field({
      type: [ConceptMask],
      description: 'The concepts of the range’s formula that lie on the image, in the formula’s order.',
      complexity: LIST_COST,
      resolve: async ({ clusterId, sampleId }, _, { rows }) => {
        const masks = await rows.conceptMasksOfCluster.load(clusterId);
        return masks.filter((mask) => mask.sampleId === sampleId);
      },
    }),
    overlayUrl: t.string({
      description:
        'Path on this host of a transparent PNG to lay over the image: agreement teal, neuron only orange, formula only outlined in blue. `?w=` scales it to so many pixels.',
      resolve: ({ clusterId, rank }) => `/media/overlays/${clusterId}/${rank}.png`,
    }),
    stencilsUrl: t.string({
      description:
        'Path on this host of a transparent PNG of three stencils of the same size, one under the other, to lay over the image one by one: agreement teal, neuron only orange, the formula’s outline blue.',
      resolve: ({ clusterId, rank }) => `/media/stencils/${clusterId}/${rank}.png`,
    }),
    maskUrl: t.string({
      description:
        'Path on this host of a PNG for drawing one’s own overlay: red is 255 where the neuron fires in the range, green is 255 where the formula holds.',
      resolve: ({ clusterId, rank }) => `/media/masks/${clusterId}/${rank}.png`,
    }),
  }),
});
