import { type ClusterRow, readShownRuns } from '@strata/db';
import type { AreaBox, ImageAnswer, ImageRange } from '@strata/domain';
import type { ApiContext } from '../context.ts';
import { badInput } from '../errors/bad-input.ts';
import { builder } from './builder.ts';
import { keptRun } from './formula-scores.ts';
import { rowIdOf } from './global-ids.ts';
import { checkCount } from './page-args.ts';
import { Cluster, Layer } from './refs.ts';

/** Rectangles of one drawing at most. */
const BOXES_MAX = 500;
/** Reading an image's values takes as much of the server as so many rows. */
const IMAGE_COST = 20_000;

interface RangeShape extends ImageRange {
  readonly cluster: ClusterRow;
}

interface RangesShape extends Omit<ImageAnswer, 'ranges'> {
  readonly ranges: readonly RangeShape[];
}

const RangeInImage = builder.objectRef<RangeShape>('RangeInImage').implement({
  description: 'A neuron’s range on one image.',
  fields: (t) => ({
    cluster: t.expose('cluster', { type: Cluster, description: 'The range.' }),
    iou: t.exposeFloat('iou', {
      description: 'Of the range’s pixels in the image with the area: pixels of both over pixels of either, 0–1.',
    }),
    share: t.exposeFloat('share', { description: 'The share of the image that lies in the range, 0–1.' }),
    meanShare: t.exposeFloat('meanShare', { description: 'The same over all images.' }),
  }),
});

export const KeptMissing = builder.enumType('KeptMissing', {
  description: 'What this server’s machine would need and does not have.',
  values: {
    HITS: { description: 'What the run hits; `strata score` on this machine counts and keeps it.' },
    ACTIVATIONS: { description: 'The layer’s values; explaining the version again on this machine records them.' },
  } satisfies Record<NonNullable<ImageAnswer['missing']>, unknown>,
});

const RangesInImage = builder.objectRef<RangesShape>('RangesInImage').implement({
  description: 'Which ranges are in an image, or in an area of it.',
  fields: (t) => ({
    areaShare: t.float({
      description: 'The share of the image that the area takes, 0–1.',
      resolve: ({ areaPixels, imagePixels }) => (imagePixels === 0 ? 0 : areaPixels / imagePixels),
    }),
    ranges: t.field({
      type: [RangeInImage],
      description:
        'With an area: those that are there and not elsewhere first (IoU). Without: those that take far more of this image than of all.',
      resolve: ({ ranges }) => [...ranges],
    }),
    missing: t.expose('missing', { type: KeptMissing, nullable: true, description: 'Why there are none; null else.' }),
  }),
});

const AreaBoxInput = builder.inputRef<AreaBox>('AreaBox').implement({
  description: 'A rectangle of an image, in shares of its sides from the upper left corner, 0–1.',
  fields: (t) => ({
    left: t.float({ required: true, description: 'Where it begins from the left.' }),
    top: t.float({ required: true, description: 'Where it begins from above.' }),
    right: t.float({ required: true, description: 'Where it ends from the left.' }),
    bottom: t.float({ required: true, description: 'Where it ends from above.' }),
  }),
});

builder.objectField(Layer, 'rangesInImage', (t) =>
  t.field({
    type: RangesInImage,
    nullable: true,
    description:
      'Draw to ask: which neurons fire in an area of an image and not elsewhere in it, in which range; without an area, which say most about the image. Null when the layer has no run on the image’s dataset.',
    args: {
      sample: t.arg.id({ required: true, description: 'The id of a Sample.' }),
      area: t.arg({ type: [AreaBoxInput], description: 'What was drawn, at most 500 rectangles. Default: no area.' }),
      first: t.arg.int({ required: true, defaultValue: 20, description: 'How many ranges at most, 1–100.' }),
    },
    complexity: ({ first }) => ({ field: IMAGE_COST, multiplier: Math.max(1, first ?? 1) }),
    resolve: ({ name, modelVersionId }, { sample, area, first }, context) =>
      rangesOf({ layer: name, modelVersionId }, { sample: String(sample), area: area ?? [], first }, context),
  }),
);

interface Asked {
  readonly sample: string;
  readonly area: readonly AreaBox[];
  readonly first: number;
}

async function rangesOf(
  { layer, modelVersionId }: { readonly layer: string; readonly modelVersionId: number },
  { sample: id, area, first }: Asked,
  { store, kept, rows }: ApiContext,
): Promise<RangesShape | null> {
  checkCount('first', first);
  checkArea(area);
  const sample = await rows.sample.load(rowIdOf('Sample', id));
  const [shown] = await readShownRuns(store, { modelVersionId, layer });
  const run = shown && (await rows.run.load(shown.runId));
  if (!sample || !shown || run?.probeDatasetId !== sample.probeDatasetId) return null;
  const { sampleIndex } = sample;
  const answer = await kept?.image({ run: keptRun(shown), sampleIndex, boxes: area, first });
  if (!answer) return { kind: 'image', areaPixels: 0, imagePixels: 0, ranges: [], missing: 'HITS' };
  const ranges = await Promise.all(
    answer.ranges.map(async (range) => {
      const { unit, clusterIndex } = range;
      const cluster = await rows.clusterAt.load({ runId: shown.runId, unit, clusterIndex });
      return cluster && { ...range, cluster };
    }),
  );
  return { ...answer, ranges: ranges.filter((range) => range !== null) };
}

function checkArea(area: readonly AreaBox[]): void {
  if (area.length > BOXES_MAX) throw badInput(`Expected at most ${BOXES_MAX} rectangles; got ${area.length}.`);
  for (const { left, top, right, bottom } of area) {
    const inside = [left, top, right, bottom].every((share) => share >= 0 && share <= 1);
    if (inside && left < right && top < bottom) continue;
    throw badInput('Expected rectangles with 0 ≤ left < right ≤ 1 and 0 ≤ top < bottom ≤ 1.');
  }
}
