import { open } from 'node:fs/promises';
import { writeWhole } from '@strata/files';
import type { MaskShape, ProbeConcept, ProbeDataset, SampleLabels } from './probe-dataset.ts';

export interface FrameReportOptions {
  /** Whether each concept's pixels are written, too, a string of 0 and 1 a row. Default false. */
  readonly rows?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface ConceptPixels {
  readonly pixels: number;
  readonly rows?: readonly string[];
}

/**
 * Writes what was read of a dataset as JSON, in the frame of its files before masks are resampled: `names`, `about` (of each
 * its category, how it is known, and what else it is called), and per image
 * `file`, `width`, `height` and `concepts` (name → `pixels`, with `rows` also its rows); then `void` (name → pixels). Image by
 * image, and whole: the file is there when all is.
 * @throws DatasetError from the reader; the signal's reason
 */
export async function writeFrameReport(
  dataset: ProbeDataset,
  path: string,
  { rows = false, signal }: FrameReportOptions = {},
): Promise<void> {
  const names = dataset.concepts.map(({ name }) => name);
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.appendFile(
        `{"format": ${JSON.stringify(dataset.format)},\n"names": ${JSON.stringify(names)},\n"about": ${JSON.stringify(dataset.concepts.map(aboutConcept))},\n"images": [`,
      );
      const voids = new Map<string, number>();
      for (const { index, key } of dataset.samples) {
        signal?.throwIfAborted();
        const { height, width, planes, whole, voids: own } = await frameOf(dataset, index);
        const concepts = conceptsOf(planes, { names, whole, height, width, rows });
        await file.appendFile(`${index === 0 ? '' : ','}\n${JSON.stringify({ file: key, width, height, concepts })}`);
        for (const [name, pixels] of own) voids.set(name, (voids.get(name) ?? 0) + pixels);
      }
      const all = [...voids.values()].reduce((sum, pixels) => sum + pixels, 0);
      await file.appendFile(`\n],\n"void": ${JSON.stringify(Object.fromEntries(voids))},\n"void_pixels": ${all}}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

async function frameOf({ readFrame, readLabels, maskShape }: ProbeDataset, sample: number) {
  if (readFrame) {
    const frame = await readFrame(sample);
    return { ...frame, whole: frame.whole ?? [] };
  }
  const { planes, whole, voidPixels }: SampleLabels = await readLabels(sample);
  return { ...maskShape, planes, whole, voids: new Map(voidPixels > 0 ? [['void', voidPixels]] : []) };
}

function aboutConcept({ name, category, grounding = 'MASKS', names, synonyms }: ProbeConcept) {
  return { name, category, grounding, names, synonyms };
}

interface ConceptContext extends MaskShape {
  readonly names: readonly string[];
  readonly whole: readonly number[];
  readonly rows: boolean;
}

/** Without a prototype, so that every name is a concept's and nothing else's. */
function conceptsOf(
  planes: readonly Uint16Array[],
  { names, whole, height, width, rows }: ConceptContext,
): Record<string, ConceptPixels> {
  const concepts: Record<string, ConceptPixels> = Object.create(null);
  const present = new Set([
    ...whole.map((position) => position + 1),
    ...planes.flatMap((plane) => [...new Set(plane)]),
  ]);
  for (const label of [...present].sort((a, b) => a - b)) {
    const name = names[label - 1];
    if (name === undefined) continue;
    const mask = new Uint8Array(height * width);
    if (whole.includes(label - 1)) mask.fill(1);
    for (const plane of planes) for (let at = 0; at < mask.length; at += 1) if (plane[at] === label) mask[at] = 1;
    const pixels = mask.reduce((sum, one) => sum + one, 0);
    concepts[name] = rows ? { pixels, rows: rowsOf(mask, width) } : { pixels };
  }
  return concepts;
}

function rowsOf(mask: Uint8Array, width: number): string[] {
  return Array.from({ length: mask.length / width }, (_, y) => mask.subarray(y * width, (y + 1) * width).join(''));
}
