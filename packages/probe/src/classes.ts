import { createHash } from 'node:crypto';
import { DatasetError } from '@strata/domain';
import { callingsOf } from './naming/callings.ts';
import type { ProbeConcept, ProbeDataset } from './probe-dataset.ts';

/** The category of concepts that are classes of whole images. */
const CATEGORY = 'class';

/**
 * Makes the classes of images concepts that cover their whole images, after the dataset's own, by name.
 * @throws DatasetError naming dataset and image when no image has a class, or a class is called as a concept is
 */
export function addClasses(dataset: ProbeDataset): ProbeDataset {
  const { root, samples, concepts } = dataset;
  const classes = [...new Set(samples.flatMap(({ className }) => className ?? []))].sort((a, b) => (a < b ? -1 : 1));
  if (classes.length === 0) {
    throw new DatasetError(
      `${root}: expected classes of images for --classes, found none: no column class (images.csv, index.csv), no folders of photographs. Leave the flag out.`,
      { context: { file: root } },
    );
  }
  const taken = new Set(concepts.flatMap(callingsOf));
  const clash = samples.find(({ className }) => className !== null && taken.has(className));
  if (clash !== undefined) {
    throw new DatasetError(
      `${root}, image ${clash.index} (${clash.key}): its class "${clash.className}" is what a concept is called, whose pixels are known. Name one of them otherwise, such as with --mapping.`,
      { context: { file: root } },
    );
  }
  const last = concepts.at(-1)?.index ?? 0;
  const added = classes.map(
    (name, at): ProbeConcept => ({ index: last + 1 + at, name, category: CATEGORY, grounding: 'WHOLE_IMAGES' }),
  );
  const positionOf = new Map(classes.map((name, at) => [name, concepts.length + at]));
  const wholeOf = (sample: number) => positionOf.get(samples[sample]?.className ?? '') ?? [];
  const { readFrame } = dataset;
  return {
    ...dataset,
    sha256: createHash('sha256')
      .update(`classes ${JSON.stringify(samples.map(({ className }) => className))}\n${dataset.sha256}`)
      .digest('hex'),
    concepts: [...concepts, ...added],
    notes: [...dataset.notes, `${classes.length} concepts are classes of whole images, and marked as such.`],
    readLabels: async (sample) => {
      const labels = await dataset.readLabels(sample);
      return { ...labels, whole: [labels.whole, wholeOf(sample)].flat() };
    },
    readFrame:
      readFrame &&
      (async (sample) => {
        const frame = await readFrame(sample);
        return { ...frame, whole: [frame.whole ?? [], wholeOf(sample)].flat() };
      }),
  };
}
