import { createHash } from 'node:crypto';
import { type ComputedKind, DatasetError } from '@strata/domain';
import { callingsOf } from '../naming/callings.ts';
import type { MaskShape, ProbeConcept, ProbeDataset, ProbeSample, SampleLabels } from '../probe-dataset.ts';
import { colourPlane } from './colour-plane.ts';
import { COMPUTED, COMPUTED_VERSION, type ComputedConcept, orderedKinds } from './computed-concepts.ts';
import { positionPlanes } from './position-planes.ts';
import { type PicturePixels, shrinkPicture } from './shrink-picture.ts';
import { sizePlanes } from './size-planes.ts';
import { texturePlanes } from './texture-planes.ts';

/** Decodes a picture to the pixels that networks are fed. */
export type DecodePicture = (picture: { readonly path: string; readonly upright: boolean }) => Promise<PicturePixels>;

export interface AddComputedOptions {
  readonly kinds: readonly ComputedKind[];
  /** Needed for colours and textures. */
  readonly decode: DecodePicture | undefined;
}

/** What sizes are told of. */
const OBJECTS = ['object', 'part'];

/**
 * Adds concepts that are computed from pixels and masks, on the grid of the masks, after the dataset's own. A name that the
 * dataset has already gets "(computed)" behind it.
 * @throws DatasetError when colours or textures are asked for and an image is missing or of masks alone, or sizes without objects
 */
export function addComputed(dataset: ProbeDataset, { kinds, decode }: AddComputedOptions): ProbeDataset {
  const hasObjects = dataset.concepts.some(({ category }) => OBJECTS.includes(category));
  const ordered = orderedKinds(kinds);
  // Asked for with others, sizes are told where there is something to tell them of.
  const asked = hasObjects || ordered.length === 1 ? ordered : ordered.filter((kind) => kind !== 'sizes');
  requireComputable(dataset, asked);
  const added = numbered(dataset.concepts, asked);
  const starts = new Map(asked.map((kind) => [kind, added.starts.get(kind) as number]));
  const isObject = objectLabels(dataset.concepts);
  const numbers = added.concepts.map(({ index, name }) => [index, name]);
  const place: Placing = { starts, isObject, maskShape: dataset.maskShape, decode };
  const { readFrame: _, ...rest } = dataset;
  return {
    ...rest,
    sha256: createHash('sha256')
      .update(`computed ${COMPUTED_VERSION} ${asked.join(',')} ${JSON.stringify(numbers)}\n${dataset.sha256}`)
      .digest('hex'),
    concepts: [...dataset.concepts, ...added.concepts],
    notes: [
      ...dataset.notes,
      `${added.concepts.length} concepts are computed on the grid of ${dataset.maskShape.width}×${dataset.maskShape.height}: ${asked.map((kind) => COMPUTED[kind].definition).join('; ')}.`,
      ...(asked.length < ordered.length ? ['No sizes are computed: there are no objects or parts.'] : []),
      ...clashNote(added.renamed),
    ],
    readLabels: async (sampleIndex) => {
      const labels = await dataset.readLabels(sampleIndex);
      const planes = await computedPlanes(labels, { ...place, sample: dataset.samples[sampleIndex] as ProbeSample });
      return { ...labels, planes: [...labels.planes, ...planes] };
    },
  };
}

function requireComputable({ root, samples, concepts }: ProbeDataset, kinds: readonly ComputedKind[]): void {
  const fromPixels = kinds.filter((kind) => kind === 'colors' || kind === 'textures');
  const bare = samples.find(({ imagePath }) => imagePath === null);
  if (fromPixels.length > 0 && bare !== undefined) {
    throw new DatasetError(
      `${root}: expected images for --computed ${fromPixels.join(',')}, but ${bare.key} has none. Add the images, or compute positions and sizes alone.`,
      { context: { file: root } },
    );
  }
  if (kinds.length === 1 && kinds[0] === 'sizes' && !concepts.some(({ category }) => OBJECTS.includes(category))) {
    throw new DatasetError(
      `${root}: expected objects or parts for --computed sizes, found no concept of these categories. Leave sizes out.`,
      { context: { file: root } },
    );
  }
}

/** The concepts with numbers after the dataset's, and the position at which each kind starts. */
function numbered(own: readonly ProbeConcept[], kinds: readonly ComputedKind[]) {
  const taken = new Set(own.flatMap(callingsOf));
  let [index, position] = [own.at(-1)?.index ?? 0, own.length];
  const starts = new Map<ComputedKind, number>();
  const concepts: ProbeConcept[] = [];
  const renamed: string[] = [];
  for (const kind of kinds) {
    starts.set(kind, position);
    for (const concept of COMPUTED[kind].lists.flat()) {
      index += 1;
      position += 1;
      const named = withoutClash(concept, taken);
      if (named.name !== concept.name) renamed.push(concept.name);
      for (const calling of callingsOf({ ...named, index })) taken.add(calling);
      concepts.push({ ...named, index });
    }
  }
  return { concepts, starts, renamed };
}

function withoutClash(
  { name, category, japanese, synonyms }: ComputedConcept,
  taken: ReadonlySet<string>,
): Omit<ProbeConcept, 'index'> {
  const free = (calling: string, suffix: string) => {
    let found = calling;
    while (taken.has(found)) found += suffix;
    return found;
  };
  return {
    name: free(name, ' (computed)'),
    category,
    grounding: 'COMPUTED',
    names: { ja: free(japanese, '（計算）') },
    synonyms: synonyms.filter((synonym) => !taken.has(synonym)),
  };
}

function clashNote(renamed: readonly string[]): string[] {
  if (renamed.length === 0) return [];
  return [
    `The dataset has concepts of its own called ${renamed.join(', ')}: the computed ones have "(computed)" behind their names.`,
  ];
}

function objectLabels(concepts: readonly ProbeConcept[]): Uint8Array {
  return Uint8Array.from([0, ...concepts.map(({ category }) => (OBJECTS.includes(category) ? 1 : 0))]);
}

interface Placing {
  /** (kind) position of its first concept. */
  readonly starts: ReadonlyMap<ComputedKind, number>;
  readonly isObject: Uint8Array;
  readonly maskShape: MaskShape;
  readonly decode: DecodePicture | undefined;
}

async function computedPlanes(
  labels: SampleLabels,
  { starts, isObject, maskShape, decode, sample }: Placing & { readonly sample: ProbeSample },
): Promise<Uint16Array[]> {
  const planes: Uint16Array[] = [];
  const add = (kind: ComputedKind, ...found: readonly Uint16Array[]) => {
    const start = starts.get(kind) as number;
    const { lists } = COMPUTED[kind];
    for (const [at, plane] of found.entries()) {
      // Planes of one list share its numbers; several lists have a plane each.
      const before = lists.length > 1 ? lists.slice(0, at).reduce((sum, list) => sum + list.length, 0) : 0;
      planes.push(shifted(plane, start + before));
    }
  };
  if (starts.has('colors') || starts.has('textures')) {
    if (decode === undefined) throw new Error('Nothing decodes pictures.');
    const picture = await decode({ path: sample.imagePath as string, upright: sample.upright === true });
    const rgb = shrinkPicture(picture, maskShape);
    if (starts.has('colors')) add('colors', colourPlane(rgb));
    if (starts.has('textures')) add('textures', ...texturePlanes(rgb, maskShape));
  }
  if (starts.has('positions')) add('positions', ...positionPlanes(maskShape));
  if (starts.has('sizes')) add('sizes', ...sizePlanes(labels, { ...maskShape, isObject }));
  return planes;
}

/** Labels (place + 1) as those of the dataset: position + 1. */
function shifted(plane: Uint16Array, start: number): Uint16Array {
  return plane.map((label) => (label === 0 ? 0 : label + start));
}
