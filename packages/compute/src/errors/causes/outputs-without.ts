import { openTailSession } from '@strata/onnx';
import { openActivations } from '../../activations/npy-source.ts';
import type { ActivationSource } from '../../activations/source.ts';
import type { ActivationRange } from '../../ranges/activation-range.ts';
import type { CauseInputs } from './cause-inputs.ts';
import { changesMap, setRange } from './set-range.ts';

export interface OutputsWithoutOptions {
  readonly unit: number;
  readonly range: ActivationRange;
  /** What the range's values are set to. */
  readonly to: number;
  /** Samples at most: the first on which anything is changed. */
  readonly samplesMax: number;
  readonly threads?: number;
}

/** What the rest of the network makes of a sample without a range. */
export interface OutputsWithout {
  readonly sample: number;
  /** (outputs) the first output itself. */
  readonly outputs: Float32Array;
}

type Network = Pick<CauseInputs, 'modelPath' | 'layer' | 'request' | 'preprocessing' | 'activationsPath' | 'imagePath'>;

/**
 * Sets a range on the maps of samples where it fires, and runs the rest of the network, one sample at a time.
 * @throws ModelLoadError when the model can't be cut at the layer or run, ShapeError when the activations can't be read
 */
export async function outputsWithout(
  { modelPath, layer, request, preprocessing, activationsPath, imagePath }: Network,
  { unit, range, to, samplesMax, threads = 1 }: OutputsWithoutOptions,
): Promise<OutputsWithout[]> {
  const source = openActivations(activationsPath);
  const { height, width, units } = source;
  const area = height * width;
  try {
    const mapShape = { height, width };
    const tail = await openTailSession(modelPath, { layer, preprocessing, request, mapShape, threads, batchSize: 1 });
    try {
      const { batchSize, imageSize } = tail;
      const activations = new Float32Array(batchSize * units * area);
      const images = imageSize === null ? null : new Float32Array(batchSize * imageSize);
      const found: OutputsWithout[] = [];
      for (const sample of firingSamples(source, { unit, range, to }).slice(0, samplesMax)) {
        for (let own = 0; own < units; own += 1) {
          activations.set(source.readSamples(own, { first: sample, count: 1 }), own * area);
        }
        setRange(activations.subarray(unit * area, (unit + 1) * area), range, to);
        if (images) await tail.readImage(imagePath(sample), images);
        found.push({ sample, outputs: (await tail.outputs({ activations, images, count: 1 })).slice() });
      }
      return found;
    } finally {
      await tail.close();
    }
  } finally {
    source.close();
  }
}

function firingSamples(
  source: ActivationSource,
  { unit, range, to }: Pick<OutputsWithoutOptions, 'unit' | 'range' | 'to'>,
): number[] {
  const area = source.height * source.width;
  const maps = source.readUnit(unit);
  const samples = Array.from({ length: source.samples }, (_, sample) => sample);
  return samples.filter((sample) => changesMap(maps.subarray(sample * area, (sample + 1) * area), range, to));
}
