import { type ImageSource, type Pixels, readPixels } from '@strata/onnx';
import type { CellMapReader } from '@strata/probe';
import { ahead } from '../activations/ahead.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import { type ChoiceParts, chooseMasked } from './choose-masked.ts';
import type { FormulaGroup } from './formula-groups.ts';
import {
  type ChosenGroup,
  type MaskedBatchParts,
  maskedBatch,
  type SimilaritySum,
  type Tally,
} from './masked-batch.ts';
import type { MaskingScore } from './masking-sink.ts';
import { otherImages } from './other-image.ts';

export interface BlockContext extends MaskedBatchParts {
  readonly imagePath: (sample: number) => ImageSource;
  readonly maps: CellMapReader;
  readonly choice: ChoiceParts;
  readonly tables: ConceptTables;
  readonly signal: AbortSignal | undefined;
  readonly onShare: (share: number) => void;
}

/** Goes over the samples in order: the sums, and so the scores, are the same however formulas come together in blocks. */
export async function measureBlock(block: readonly FormulaGroup[], context: BlockContext): Promise<MaskingScore[]> {
  const { source, maps, imagePath, preprocessing, choice, signal, onShare, tables } = context;
  const groups = block.map(({ terms, explanations }): ChosenGroup => {
    const satisfied = satisfiedCells(tables, terms);
    const tallies = explanations.map((explanation) => {
      signal?.throwIfAborted();
      return { explanation, chosen: chooseMasked(explanation, satisfied, choice), own: emptySum(), other: emptySum() };
    });
    return { satisfied, tallies, otherOf: otherImages(satisfied, choice) };
  });
  const isChosen = (sample: number, { tallies }: ChosenGroup) => tallies.some(({ chosen }) => chosen[sample] === 1);
  const samples = Array.from({ length: source.samples }, (_, sample) => sample).filter((sample) =>
    groups.some((group) => isChosen(sample, group)),
  );
  const decode = (sample: number) => ahead(readPixels(imagePath(sample), preprocessing));
  const batch = maskedBatch(context);
  let decoding = samples[0] === undefined ? null : decode(samples[0]);
  try {
    for (const [place, sample] of samples.entries()) {
      signal?.throwIfAborted();
      const pixels = (await decoding) as Pixels;
      const next = samples[place + 1];
      // Decoded by other threads while the model runs.
      decoding = next === undefined ? null : decode(next);
      const cells = maps.read(sample, 1).slice();
      for (const group of groups) {
        if (!isChosen(sample, group)) continue;
        await batch.add({ sample, pixels, cells, group, from: 'own' });
        if (!group.otherOf) continue;
        const others = maps.read(group.otherOf[sample] as number, 1).slice();
        await batch.add({ sample, pixels, cells: others, group, from: 'other' });
      }
      onShare(place / samples.length);
    }
    await batch.flush();
  } finally {
    // What nobody waits for any more must not outlive the block.
    await decoding?.catch(() => undefined);
  }
  return groups.flatMap(({ tallies }) => tallies.map(scoreOf));
}

const emptySum = (): SimilaritySum => ({ similarity: 0, strength: 0, samples: 0 });

function scoreOf({ explanation: { unit, clusterIndex }, own, other }: Tally): MaskingScore {
  const { samples } = own;
  return {
    unit,
    clusterIndex,
    samples,
    labelMasking: samples === 0 ? null : own.similarity / samples,
    strength: samples === 0 ? null : own.strength / samples,
    floor: other.samples === 0 ? null : other.similarity / other.samples,
  };
}
