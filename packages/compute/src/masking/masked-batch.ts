import {
  fillPixels,
  imageValues,
  type LayerActivations,
  type LayerSession,
  type Pixels,
  type Preprocessing,
} from '@strata/onnx';
import type { CellIndex } from '@strata/probe';
import type { ActivationSource } from '../activations/source.ts';
import { maskFactors } from './mask-factors.ts';
import type { MaskedExplanation } from './masking-sink.ts';
import { sampleNoise } from './noise.ts';
import { rangeSimilarity } from './range-similarity.ts';

/** An explanation with the samples chosen for it and what is found on them. */
export interface Tally {
  readonly explanation: MaskedExplanation;
  /** (sample) */
  readonly chosen: Uint8Array;
  /** Under the formula's mask of the sample itself. */
  readonly own: SimilaritySum;
  /** Under that of another image. */
  readonly other: SimilaritySum;
}

/** Over samples. */
export interface SimilaritySum {
  similarity: number;
  strength: number;
  samples: number;
}

/** A formula with the explanations that have it. */
export interface ChosenGroup {
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
  /** (sample) the image whose mask is laid over the sample for the floor; null where there is no other. */
  readonly otherOf: Uint32Array | null;
  readonly tallies: readonly Tally[];
}

interface MaskedSample {
  readonly sample: number;
  readonly pixels: Pixels;
  /** (height, width) of the mask grid: cells of the sample, or of another one whose mask is laid over it. */
  readonly cells: Uint16Array | Uint32Array;
  readonly group: ChosenGroup;
  /** Whose cells they are. */
  readonly from: 'own' | 'other';
}

/** Disturbed images on their way through the model. */
export interface MaskedBatch {
  add(masked: MaskedSample): Promise<void>;
  /** Runs what is left. */
  flush(): Promise<void>;
}

export interface MaskedBatchParts {
  readonly source: ActivationSource;
  readonly session: LayerSession;
  readonly index: CellIndex;
  readonly preprocessing: Preprocessing;
  /** Of the noise. */
  readonly seed: number;
}

/**
 * Gathers disturbed images, runs the model on a batch of them, and adds up how similar the maps are. The whole batch is
 * always run, filled or not, so that a map doesn't depend on what shares the batch with it.
 */
export function maskedBatch({ session, source, index, preprocessing, seed }: MaskedBatchParts): MaskedBatch {
  const { batchSize } = session;
  const factorsOf = maskFactors({ mask: index.maskShape, image: preprocessing });
  const imageSize = imageValues(preprocessing);
  const input = new Float32Array(batchSize * imageSize);
  const noiseOf = noiseOfSamples(index.maskShape.height * index.maskShape.width, seed);
  let waiting: MaskedSample[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const { layers } = await session.run({ input, count: waiting.length });
    const found = layers[0] as LayerActivations;
    for (const [slot, masked] of waiting.entries()) compare(masked, { found, slot, source });
    waiting = [];
  };
  return {
    flush,
    add: async (masked) => {
      const { sample, pixels, cells, group } = masked;
      const factors = factorsOf({ cells, satisfied: group.satisfied, noise: noiseOf(sample) });
      const slot = waiting.push(masked) - 1;
      const into = input.subarray(slot * imageSize, (slot + 1) * imageSize);
      fillPixels(pixels, { into, preprocessing, factors });
      if (waiting.length === batchSize) await flush();
    },
  };
}

/** Keeps the last sample's noise: formulas come sample by sample. */
function noiseOfSamples(pixels: number, seed: number): (sample: number) => Float32Array {
  let last: { sample: number; noise: Float32Array } = { sample: -1, noise: new Float32Array(0) };
  return (sample) => {
    if (last.sample !== sample) last = { sample, noise: sampleNoise(pixels, { seed, sample }) };
    return last.noise;
  };
}

interface Comparison {
  readonly found: LayerActivations;
  /** The masked sample's place in the batch. */
  readonly slot: number;
  readonly source: ActivationSource;
}

function compare({ sample, group, from }: MaskedSample, { found, slot, source }: Comparison): void {
  const [, units, height, width] = found.shape;
  const area = height * width;
  for (const tally of group.tallies) {
    if (tally.chosen[sample] === 0) continue;
    const { unit, range } = tally.explanation;
    const start = (slot * units + unit) * area;
    const before = source.readSamples(unit, { first: sample, count: 1 });
    const left = rangeSimilarity(before, found.data.subarray(start, start + area), range);
    if (left === null) continue;
    const sum = tally[from];
    sum.similarity += left.similarity;
    sum.strength += left.strength;
    sum.samples += 1;
  }
}
