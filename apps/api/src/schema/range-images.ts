import type { ClusterRow, SampleRow } from '@strata/db';
import type { ExplainedRange, ImageOfRange, RangeImagesAnswer, RangeImages as Which } from '@strata/domain';
import type { ApiContext } from '../context.ts';
import { badInput } from '../errors/bad-input.ts';
import { builder } from './builder.ts';
import { KeptMissing } from './image-ranges.ts';
import { checkCount } from './page-args.ts';
import { present } from './present.ts';
import { Cluster, Prediction, Sample } from './refs.ts';

/** Drawing a range on all images takes as much of the server as so many rows. */
const IMAGES_COST = 20_000;
/** Images that can be left out at the front. */
const SKIP_MAX = 20_000;

interface ImageShape extends ImageOfRange {
  readonly clusterId: number;
  readonly sample: SampleRow;
  readonly modelVersionId: number;
}

interface ImagesShape extends Omit<RangeImagesAnswer, 'images'> {
  readonly images: readonly ImageShape[];
}

const RangeImagesEnum = builder.enumType('RangeImages', {
  description: 'Which images of a range are shown.',
  values: {
    BEST: { description: 'Where neuron and formula agree most, then where the neuron fires most.' },
    RANDOM: { description: 'Where the neuron fires in the range, in an order of chance that stays the same.' },
    FIRES_ALONE: {
      description: 'Counter-examples: the neuron fires, and the formula holds nowhere; most firing first.',
    },
    FORMULA_ALONE: { description: 'Counter-examples: the formula holds, and the neuron does not fire in the range.' },
  } satisfies Record<Which, unknown>,
});

const ImageOfRangeType = builder.objectRef<ImageShape>('ImageOfRange').implement({
  description: 'An image of a range, with how neuron and formula lie on it.',
  fields: (t) => ({
    sample: t.expose('sample', { type: Sample, description: 'The image.' }),
    bitmapPixels: t.exposeInt('bitmapPixels', { description: 'Pixels where the neuron fires in the range.' }),
    formulaPixels: t.exposeInt('formulaPixels', { description: 'Pixels where the formula holds.' }),
    intersection: t.exposeInt('intersection', { description: 'Pixels where both do.' }),
    stencilsUrl: t.string({
      description: 'Path on this host of a transparent PNG of three stencils, as of a ClusterSample.',
      resolve: ({ clusterId, sample }) => `/media/drawn/${clusterId}/${sample.id}.png`,
    }),
    prediction: t.field({
      type: Prediction,
      nullable: true,
      description: 'What the range’s checkpoint takes it for, if that was recorded.',
      resolve: ({ sample, modelVersionId }, _, { rows }) =>
        rows.prediction.load({ sampleId: sample.id, modelVersionId }),
    }),
  }),
});

const ImagesOfRange = builder.objectRef<ImagesShape>('ImagesOfRange').implement({
  description: 'Images of a range, of one kind.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'How many there are.' }),
    images: t.field({
      type: [ImageOfRangeType],
      description: 'Those that were asked for.',
      resolve: ({ images }) => [...images],
    }),
    missing: t.expose('missing', { type: KeptMissing, nullable: true, description: 'Why there are none; null else.' }),
  }),
});

builder.objectField(Cluster, 'images', (t) =>
  t.field({
    type: ImagesOfRange,
    description: 'More images than the few that are stored: drawn now, from what the server’s machine keeps.',
    args: {
      which: t.arg({ type: RangeImagesEnum, required: true, defaultValue: 'BEST', description: 'Of which kind.' }),
      skip: t.arg.int({ required: true, defaultValue: 0, description: 'How many are left out at the front, 0–20000.' }),
      first: t.arg.int({ required: true, defaultValue: 50, description: 'How many at most, 1–100.' }),
    },
    complexity: ({ first }) => ({ field: IMAGES_COST, multiplier: Math.max(1, first ?? 1) }),
    resolve: (cluster, args, context) => imagesOf(cluster, args, context),
  }),
);

async function imagesOf(
  cluster: ClusterRow,
  { which, skip, first }: { readonly which: Which; readonly skip: number; readonly first: number },
  context: ApiContext,
): Promise<ImagesShape> {
  checkCount('first', first);
  if (skip < 0 || skip > SKIP_MAX) throw badInput(`Expected skip from 0 to ${SKIP_MAX}; got ${skip}.`);
  const { rows, kept } = context;
  const { range, probeDatasetId, modelVersionId } = await explainedRange(cluster, context);
  const answer = await kept?.rangeImages({ ...range, which, skip, first });
  if (!answer) return { kind: 'rangeImages', images: [], total: 0, missing: 'HITS' };
  const images = await Promise.all(
    answer.images.map(async (image) => {
      const sample = await rows.sampleByIndex.load({ probeDatasetId, sampleIndex: image.sampleIndex });
      return sample && { ...image, sample, clusterId: cluster.id, modelVersionId };
    }),
  );
  return { ...answer, images: images.filter((image) => image !== null) };
}

/** A range as kept hits know it, and where its images are. */
async function explainedRange(
  { id, runId, unitId, clusterIndex }: ClusterRow,
  { rows }: ApiContext,
): Promise<{ readonly range: ExplainedRange; readonly probeDatasetId: number; readonly modelVersionId: number }> {
  const [run, unit, explanation] = await Promise.all([
    present(rows.run.load(runId)),
    present(rows.unit.load(unitId)),
    rows.explanationOfCluster.load(id),
  ]);
  const { modelVersionId } = await present(rows.layer.load(run.layerId));
  const formula = explanation && (await present(rows.formula.load(explanation.formulaId))).text;
  const { configHash, unitsDone, probeDatasetId } = run;
  const range = { run: { runId, configHash, unitsDone }, unit: unit.unitIndex, clusterIndex, formula };
  return { range, probeDatasetId, modelVersionId };
}
