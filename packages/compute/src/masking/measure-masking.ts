import { type ImageSource, type LayoutRequest, openLayerSession, type Preprocessing } from '@strata/onnx';
import { type CellIndex, openCellMaps } from '@strata/probe';
import { openActivations } from '../activations/npy-source.ts';
import { conceptTables } from '../search/concept-tables.ts';
import { formulaBlocks } from './formula-groups.ts';
import type { MaskedExplanation, MaskingSink } from './masking-sink.ts';
import { measureBlock } from './measure-block.ts';
import { drawnOrder } from './noise.ts';
import { sampleCells } from './sample-cells.ts';

export interface MaskingInputs {
  readonly modelPath: string;
  readonly layer: string;
  /** How the layer's dimensions are meant; default inferred. */
  readonly request?: LayoutRequest | undefined;
  readonly preprocessing: Preprocessing;
  readonly index: CellIndex;
  /** The layer's activations (unit, sample, height, width), as the model gave them. */
  readonly activationsPath: string;
  readonly explanations: readonly MaskedExplanation[];
  /** (sample) the group that the image belongs to, numbered from 0. Default null: each image is a group of its own. */
  readonly groups?: Uint32Array | null;
  /** Where a sample's image lies. */
  readonly imagePath: (sample: number) => ImageSource;
}

export interface MaskingOptions {
  /** Samples an explanation is measured on at the most; null = all that count, which is the definition. Default null. */
  readonly samplesMax?: number | null;
  /** Of the noise, and of the order in which samples are chosen. Default 0. */
  readonly seed?: number;
  /** Threads of ONNX Runtime; scores don't depend on them. Default 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal | undefined;
  /** Explanations done, the block under way included as far as it has come. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Label masking: how much of a unit's activation in a range comes from where its formula holds. The mean, over samples, of
 * the cosine similarity between the unit's activation map on the image and on the image with everything outside the
 * formula's mask F disturbed.
 *
 * - Samples that count: those in which F has a pixel and the map at least three values in the range, not all zero; with
 *   `samplesMax`, the first so many of them in an order drawn from the seed.
 * - "Within the range" means the places of the layer's own map (not upsampled) whose value on the undisturbed image lies in
 *   the range. Both maps are read there, and 0 elsewhere. A map that is silenced there has similarity 0 and strength 0.
 * - The strength is the mean of the map's length there afterwards by its length before: the cosine alone doesn't see it fade.
 * - The floor is the same similarity under the formula's mask of an unrelated image (`otherImages`), over the same samples with the
 *   same noise: what any mask of that kind would leave.
 * - The disturbance: pixels outside F are multiplied by noise uniform in [0, 1), the three channels alike, in the decoded
 *   image stretched to the model's size, values 0 to 255 and not rounded, before scale, mean and deviation.
 * - Masks and noise have the probe's mask grid; every image pixel takes those of the mask pixel in which its centre lies.
 * - The noise depends on the seed, the sample and the mask pixel alone: all formulas meet the same noise, in any order.
 *
 * Source: Clustered Compositional Explanations, §4; the published code counts samples without a value in the range as 0,
 * disturbs the normalized image and smooths the noise, which says less of what the unit sees.
 * @throws ModelLoadError when the model or an image can't be used, ShapeError or DatasetError when activations or cell maps
 * can't be read, the sink's errors, or the signal's reason.
 */
export async function measureMasking(
  inputs: MaskingInputs,
  sink: MaskingSink,
  { samplesMax = null, seed = 0, threads = 1, signal, onProgress }: MaskingOptions = {},
): Promise<void> {
  const total = inputs.explanations.length;
  onProgress?.(0, total);
  if (total === 0) return;
  const { modelPath, layer, preprocessing, index } = inputs;
  const source = openActivations(inputs.activationsPath);
  const maps = openCellMaps(index);
  try {
    const session = await openLayerSession(modelPath, {
      layers: [layer],
      request: inputs.request,
      preprocessing,
      threads,
      alone: true,
    });
    try {
      const order = drawnOrder(source.samples, { seed });
      const choice = { source, cells: sampleCells(index, maps), order, samplesMax, groups: inputs.groups ?? null };
      const context = { ...inputs, source, maps, session, choice, tables: conceptTables(index), seed, signal };
      let done = 0;
      for (const block of formulaBlocks(inputs.explanations)) {
        const size = block.reduce((sum, { explanations }) => sum + explanations.length, 0);
        const onShare = (share: number) => onProgress?.(done + Math.floor(share * size), total);
        await sink.writeScores(await measureBlock(block, { ...context, onShare }));
        done += size;
        onProgress?.(done, total);
      }
    } finally {
      await session.close();
    }
  } finally {
    maps.close();
    source.close();
  }
}
