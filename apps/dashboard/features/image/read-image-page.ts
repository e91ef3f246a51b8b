import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import { findLayer, layerSlug } from '../../data/paths';
import type { ImagePlaceQuery, ImageQuery, RangesInImageQuery } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { boxesOf, type ImageAddress } from './image-address';
import { IMAGE, IMAGE_PLACE, RANGES_IN_IMAGE } from './image-queries';

/** Rows of the table. */
const SHOWN = 20;

type Run = NonNullable<NonNullable<NonNullable<ImageQuery['layer']>['run']>>;
type Layers = NonNullable<ImagePlaceQuery['modelVersion']>['layers']['nodes'];
export type PageSample = NonNullable<Run['probeDataset']['sample']>;
export type ImageRanges = NonNullable<NonNullable<RangesInImageQuery['layer']>['rangesInImage']>;

export interface ImagePageData {
  readonly place: Place;
  readonly sample: PageSample;
  readonly dataset: { readonly name: string; readonly sampleCount: number };
  /** The layer's whole name. */
  readonly layer: string;
  /** Layers that were explained on the same dataset, as addresses name them. */
  readonly slugs: readonly string[];
  /** Null where the API refuses, or does not answer, though the image is there. */
  readonly ranges: ImageRanges | null;
}

/** An image of a version, and what fires there; null when there is none. */
export async function readImagePage(address: ImageAddress): Promise<Answer<ImagePageData | null>> {
  const { model, version, sampleIndex, squares } = address;
  const [place, found] = await Promise.all([readPlace(model, undefined), ask(IMAGE_PLACE, { model, version })]);
  if (place.kind !== 'data') return place;
  if (found.kind !== 'data') return found;
  const layers = found.data.modelVersion?.layers.nodes.filter(({ run }) => run !== null) ?? [];
  const layer = chosenLayer(address, layers);
  if (!place.data || !found.data.modelVersion || !layer?.run) return { kind: 'data', data: null };
  const of = { model, version, layer: layer.name };
  const image = await ask(IMAGE, { ...of, modelVersion: found.data.modelVersion.id, sampleIndex });
  if (image.kind !== 'data') return image;
  const sample = image.data.layer?.run?.probeDataset.sample;
  if (!sample) return { kind: 'data', data: null };
  const ranges = await ask(RANGES_IN_IMAGE, { ...of, sample: sample.id, area: boxesOf(squares), first: SHOWN });
  const names = place.data.place.model?.layerNames ?? [];
  const { probeDataset } = layer.run;
  return {
    kind: 'data',
    data: {
      place: place.data,
      sample,
      dataset: probeDataset,
      layer: layer.name,
      slugs: layers
        .filter(({ run }) => run?.probeDataset.id === probeDataset.id)
        .map(({ name }) => layerSlug(name, names)),
      ranges: ranges.kind === 'data' ? (ranges.data.layer?.rangesInImage ?? null) : null,
    },
  };
}

/** The layer that an address means; without one the last: what it knows is nearest to what people call things. */
function chosenLayer({ layer: slug }: ImageAddress, layers: Layers): Layers[number] | undefined {
  if (slug === null) return layers.at(-1);
  const name = findLayer(
    slug,
    layers.map((layer) => layer.name),
  );
  return layers.find((layer) => layer.name === name);
}
