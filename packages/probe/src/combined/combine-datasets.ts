import { createHash } from 'node:crypto';
import { chooseGrid, toGrid } from '../layouts/grid.ts';
import { VOID_FROM } from '../layouts/layout.ts';
import type { MaskShape, OwnFrame, ProbeDataset, ProbeSample, SampleLabels } from '../probe-dataset.ts';
import { type MergedConcepts, mergeConcepts } from './merge-concepts.ts';
import { type NamedConcepts, readMapping } from './read-mapping.ts';

const NAMED_MAX = 5;

export interface CombineOptions {
  /** The file that says which concepts are one; null: those of one name are. */
  readonly mapping: string | null;
}

/**
 * Makes one probe of several datasets: their images in turn, under the names of their folders, and one list of concepts.
 * Masks of different sizes are resampled to one grid. Of a single dataset it is what a mapping makes of it.
 * @throws DatasetError as `readMapping` and `mergeConcepts`
 */
export async function combineDatasets(
  datasets: readonly ProbeDataset[],
  { mapping }: CombineOptions,
): Promise<ProbeDataset> {
  const names = ownNames(datasets.map(({ name }) => name));
  const named = datasets.map(({ concepts }, at): NamedConcepts => ({ name: names[at] as string, concepts }));
  const merged = mergeConcepts(named, mapping === null ? null : await readMapping(mapping, named));
  const { shape, notes } = chooseGrid(datasets.map(({ maskShape }) => maskShape));
  const places = datasets.flatMap(({ samples }, dataset) => samples.map(({ index }) => ({ dataset, index })));
  const tables = merged.positions.map(labelTable);
  const partOf = (sample: number): Part => {
    const { dataset, index } = places[sample] as (typeof places)[number];
    return { dataset: datasets[dataset] as ProbeDataset, index, labels: tables[dataset] as Uint16Array };
  };
  const readFrame = (sample: number) => frameOf(partOf(sample));
  const first = datasets[0] as ProbeDataset;
  return {
    name: names.join(' + '),
    format: first.format,
    root: first.root,
    sha256: hashOf(datasets, { merged, shape }),
    maskShape: shape,
    concepts: merged.concepts,
    samples: combinedSamples(datasets, names),
    reading: first.reading,
    voidLabels: [...new Set(datasets.flatMap(({ voidLabels }) => voidLabels))].sort((a, b) => a - b),
    notes: [
      ...datasets.flatMap((one, at) => one.notes.map((note) => (datasets.length > 1 ? `${names[at]}: ${note}` : note))),
      ...(datasets.length > 1 ? [...notes, ...mergeNotes(named, merged)] : []),
    ],
    readFrame,
    readLabels: async (sample) => onGrid(partOf(sample), shape),
    close: async () => {
      for (const dataset of datasets) await dataset.close();
    },
  };
}

/** Folders of one name are told apart by their place. */
function ownNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 2; taken.has(own); number += 1) own = `${name}-${number}`;
    taken.add(own);
    return own;
  });
}

function combinedSamples(datasets: readonly ProbeDataset[], names: readonly string[]): ProbeSample[] {
  if (datasets.length === 1) return [...(datasets[0] as ProbeDataset).samples];
  const all = datasets.flatMap(({ samples }, dataset) => samples.map((sample) => ({ sample, name: names[dataset] })));
  return all.map(({ sample: { key, group = null, ...sample }, name }, index) => ({
    ...sample,
    index,
    key: `${name}/${key}`,
    group: group === null ? null : `${name}/${group}`,
  }));
}

interface Part {
  readonly dataset: ProbeDataset;
  /** Of the sample, in its own dataset. */
  readonly index: number;
  /** (label there) label here, 0 = none; void stays void. */
  readonly labels: Uint16Array;
}

function labelTable(positions: Int32Array): Uint16Array {
  const table = new Uint16Array(2 ** 16);
  for (let label = VOID_FROM; label < table.length; label += 1) table[label] = label;
  for (const [position, here] of positions.entries()) table[position + 1] = here + 1;
  return table;
}

function renumbered({ planes, whole = [] }: Pick<OwnFrame, 'planes' | 'whole'>, labels: Uint16Array) {
  return {
    planes: planes.map((plane) => plane.map((label) => labels[label] as number)),
    whole: [...new Set(whole.map((position) => (labels[position + 1] as number) - 1))].filter(
      (position) => position >= 0,
    ),
  };
}

async function frameOf({ dataset, index, labels }: Part): Promise<OwnFrame> {
  if (dataset.readFrame) {
    const frame = await dataset.readFrame(index);
    return { ...frame, ...renumbered(frame, labels) };
  }
  const read = await dataset.readLabels(index);
  const voids = new Map(read.voidPixels > 0 ? [['void', read.voidPixels]] : []);
  return { ...dataset.maskShape, ...renumbered(read, labels), voids };
}

/** Masks of one size stay as their dataset has them; others are resampled from their own frame, once. */
async function onGrid(part: Part, grid: MaskShape): Promise<SampleLabels> {
  const { dataset, index, labels } = part;
  if (dataset.maskShape.height === grid.height && dataset.maskShape.width === grid.width) {
    const read = await dataset.readLabels(index);
    return { ...renumbered(read, labels), voidPixels: read.voidPixels };
  }
  const { planes, whole = [], ...from } = await frameOf(part);
  const there = planes.map((plane) => toGrid(plane, { from, to: grid }));
  const isVoid = new Uint8Array(grid.height * grid.width);
  for (const plane of there) {
    for (let pixel = 0; pixel < plane.length; pixel += 1) {
      if ((plane[pixel] as number) < VOID_FROM) continue;
      plane[pixel] = 0;
      isVoid[pixel] = 1;
    }
  }
  return { planes: there, whole, voidPixels: isVoid.reduce((sum, one) => sum + one, 0) };
}

function hashOf(
  datasets: readonly ProbeDataset[],
  { merged, shape }: { readonly merged: MergedConcepts; readonly shape: MaskShape },
): string {
  const concepts = merged.concepts.map(({ name, category }) => [name, category]);
  const positions = merged.positions.map((own) => [...own]);
  const hash = createHash('sha256').update(`combined\n${JSON.stringify({ concepts, positions, shape })}\n`);
  for (const { sha256 } of datasets) hash.update(`${sha256}\n`);
  return hash.digest('hex');
}

function mergeNotes(datasets: readonly NamedConcepts[], { concepts, positions }: MergedConcepts): string[] {
  const counts = concepts.map((_, here) => positions.filter((own) => own.includes(here)).length);
  const list = (wanted: (count: number) => boolean) =>
    concepts.flatMap(({ name }, at) => (wanted(counts[at] as number) ? [name] : []));
  const say = (names: readonly string[]) =>
    `${names.slice(0, NAMED_MAX).join(', ')}${names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : ''}`;
  const [several, partial] = [list((count) => count > 1), list((count) => count < datasets.length)];
  return [
    ...(several.length > 0 ? [`${several.length} concepts are of several datasets: ${say(several)}.`] : []),
    ...(partial.length > 0
      ? [
          `${partial.length} concepts are labelled in some of the datasets only: ${say(partial)}. Images of the others count as without them.`,
        ]
      : []),
  ];
}
