import { createHash } from 'node:crypto';
import { basename, relative } from 'node:path';
import { DatasetError, StrataError } from '@strata/domain';
import { hashFile } from '@strata/files';
import { settleGroups } from '../groups/settle-groups.ts';
import { hashReading } from '../hash-reading.ts';
import { requireMaskSize } from '../mask-bounds.ts';
import type {
  MaskShape,
  OpeningOptions,
  OwnFrame,
  ProbeConcept,
  ProbeDataset,
  ProbeFormat,
  SampleLabels,
} from '../probe-dataset.ts';
import { DatasetFiles } from './files/dataset-files.ts';
import { chooseGrid, toGrid } from './grid.ts';
import { type Layout, type LayoutChoices, type LayoutImage, type LayoutReader, VOID_FROM } from './layout.ts';
import { settleFrames } from './settle-frames.ts';

const NAMED_MAX = 5;

export interface OpenLayoutOptions extends OpeningOptions {
  readonly format: ProbeFormat;
  readonly reader: LayoutReader;
  /** The folder for pictures that lie within other files; null: such datasets are refused. */
  readonly pictures: string | null;
}

/**
 * Opens a dataset as its annotation tool wrote it. Concepts are numbered from 1 in the dataset's own order; masks are
 * resampled to one grid by the nearest pixel.
 * @throws DatasetError naming file and item of whatever contradicts the layout
 */
export async function openLayout(root: string, options: OpenLayoutOptions): Promise<ProbeDataset> {
  const { format, reader, signal, pictures, ...reading } = options;
  const { pick = null, voidLabels, boxes = false } = reading;
  requireTaken(reader, { format, pick, voidLabels, boxes });
  const layout = await reader.read(new DatasetFiles(root), { pick, voidLabels, boxes, pictures, signal });
  const { images } = layout;
  requireSome(layout, { root, format });
  const { groups, notes } = settleGroups(
    images.map(({ file: key }) => ({ key, group: undefined })),
    { file: root, groupBy: reading.groupBy },
  );
  const settled = await settleFrames(layout, { exif: reading.exif, signal });
  const grid = chooseGrid(settled.frames);
  const upright = settled.upright;
  const readFrame = async (sample: number): Promise<OwnFrame> => {
    const frame = settled.frames[sample] as MaskShape;
    requireMaskSize(frame, (images[sample] as LayoutImage).path);
    return ownFrame(await (images[sample] as LayoutImage).read(frame), { layout, frame });
  };
  const asRead = {
    exif: reading.exif,
    voidLabels,
    groupBy: reading.groupBy,
    ...(pick !== null && { pick }),
    ...(boxes && { boxes }),
  };
  return {
    name: basename(root),
    format,
    root,
    sha256: await hashLayout(layout, {
      root,
      format,
      pick,
      boxes,
      voidLabels,
      upright,
      groups,
      signal,
      grid: grid.shape,
    }),
    maskShape: grid.shape,
    concepts: layoutConcepts(layout),
    samples: images.map(({ file, path, split, className = null }, index) => ({
      index,
      key: file,
      imagePath: path,
      upright: upright[index] === true,
      className,
      split,
      group: groups[index] ?? null,
    })),
    reading: asRead,
    voidLabels: [],
    notes: [...layout.notes, ...boxNote(layout), ...voidNote(layout), ...settled.notes, ...grid.notes, ...notes],
    readFrame,
    readLabels: async (sample) => onGrid(await readFrame(sample), grid.shape),
    close: async () => {},
  };
}

function requireTaken(
  { takes = [] }: LayoutReader,
  {
    format,
    pick,
    voidLabels,
    boxes,
  }: Pick<LayoutChoices, 'pick' | 'voidLabels' | 'boxes'> & { readonly format: ProbeFormat },
): void {
  if (boxes && !takes.includes('boxes')) {
    throw new StrataError(
      'BAD_CONFIG',
      `--boxes: objects of the layout ${format} have no boxes beside their masks. Leave the flag out.`,
    );
  }
  if (pick !== null && !takes.includes('pick')) {
    throw new StrataError('BAD_CONFIG', `--pick ${pick}: the layout ${format} leaves no choice. Leave the flag out.`);
  }
  if (voidLabels.length > 0 && !takes.includes('void')) {
    throw new StrataError(
      'BAD_CONFIG',
      `--void ${voidLabels.join(',')}: the layout ${format} names what is no concept by itself. Leave the flag out.`,
    );
  }
}

function layoutConcepts({ names, categories, boxed }: Layout): ProbeConcept[] {
  return names.map((name, at) => {
    const concept = { index: at + 1, name, category: categories?.get(name) ?? 'object' };
    return boxed?.has(at + 1) ? { ...concept, grounding: 'BOXES' as const } : concept;
  });
}

function requireSome(
  { names, images }: Layout,
  { root, format }: { readonly root: string; readonly format: ProbeFormat },
): void {
  if (images.length === 0) throw new DatasetError(`${root}: expected at least one image, found none.`);
  // Photographs have none of their own.
  if (names.length === 0 && format !== 'photos') {
    throw new DatasetError(`${root}: expected at least one concept, found none.`);
  }
  if (names.length >= VOID_FROM) {
    throw new DatasetError(`${root}: expected fewer than ${VOID_FROM} concepts, found ${names.length}.`);
  }
  const empty = names.findIndex((name) => name.trim() === '');
  if (empty >= 0) throw new DatasetError(`${root}: concept ${empty + 1}: expected a name, found none. Name it.`);
}

/** Void has no plane of its own: it counts where nothing else may. */
function ownFrame(
  planes: readonly Uint16Array[],
  { layout, frame }: { readonly layout: Layout; readonly frame: MaskShape },
): OwnFrame {
  const voids = new Map<string, number>();
  for (const plane of planes) {
    for (const label of plane) {
      if (label < VOID_FROM) continue;
      const name = layout.voids[label - VOID_FROM] ?? 'void';
      voids.set(name, (voids.get(name) ?? 0) + 1);
    }
  }
  return { ...frame, planes, voids };
}

function onGrid(frame: OwnFrame, grid: MaskShape): SampleLabels {
  const planes = frame.planes.map((plane) => toGrid(plane, { from: frame, to: grid }));
  let voidPixels = 0;
  for (let pixel = 0; pixel < grid.height * grid.width; pixel += 1) {
    let isVoid = false;
    for (const plane of planes) {
      if ((plane[pixel] as number) < VOID_FROM) continue;
      plane[pixel] = 0;
      isVoid = true;
    }
    if (isVoid) voidPixels += 1;
  }
  return { planes, whole: [], voidPixels };
}

function boxNote({ names, boxed = new Set() }: Layout): string[] {
  const weak = names.filter((_, at) => boxed.has(at + 1));
  if (weak.length === 0) return [];
  const more = weak.length > NAMED_MAX ? ` and ${weak.length - NAMED_MAX} more` : '';
  return [
    `Objects of ${weak.length} concepts are boxes, and these are marked as known by boxes: ${weak.slice(0, NAMED_MAX).join(', ')}${more}.`,
  ];
}

function voidNote({ voids }: Layout): string[] {
  if (voids.length === 0) return [];
  const more = voids.length > NAMED_MAX ? ` and ${voids.length - NAMED_MAX} more` : '';
  return [`No concepts, their pixels carry no label: ${voids.slice(0, NAMED_MAX).join(', ')}${more}.`];
}

interface HashedParts {
  readonly root: string;
  readonly format: ProbeFormat;
  readonly voidLabels: readonly number[];
  readonly upright: readonly boolean[];
  readonly groups: readonly (string | null)[];
  readonly grid: MaskShape;
  readonly pick: string | null;
  readonly boxes: boolean;
  readonly signal: AbortSignal | undefined;
}

async function hashLayout(
  layout: Layout,
  { root, format, grid, pick, boxes, signal, ...reading }: HashedParts,
): Promise<string> {
  const { names, voids, images, annotations } = layout;
  // What is not asked for leaves the hash as it is without it.
  const choices = { names, voids, grid, pick, ...(boxes && { boxes }) };
  const hash = createHash('sha256').update(`${format}\n${JSON.stringify(choices)}\n`);
  const paths = [...annotations, ...images.flatMap(({ path, masks }) => [path, ...masks])];
  for (const path of new Set(paths)) {
    const inside = relative(root, path);
    // What was unpacked is that of a file inside.
    if (inside.startsWith('..')) continue;
    hash.update(`${inside} ${await hashFile(path, { signal })}\n`);
  }
  hash.update(images.map(({ file }) => file).join('\n'));
  hashReading(hash, reading);
  return hash.digest('hex');
}
