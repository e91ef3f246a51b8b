import type { ImageSource, TailSession } from '@strata/onnx';
import type { ActivationSource } from '../activations/source.ts';
import { type LayerSamples, layerSamples } from './layer-samples.ts';
import { type TailBatch, tailBatch } from './tail-batch.ts';

export interface CounterParts {
  readonly source: ActivationSource;
  readonly tail: TailSession;
  readonly imagePath: (sample: number) => ImageSource;
  readonly signal: AbortSignal | undefined;
}

/** Counts changed predictions over all samples. */
export interface ChangeCounter {
  readonly samples: number;
  /** Values of one map. */
  readonly area: number;
  /** Goes over all samples; `visit` adds trials, whose changes are counted in what it is given for them. */
  pass(visit: (visited: VisitedSample) => Promise<void>, onShare?: (share: number) => void): Promise<void>;
}

export interface VisitedSample {
  readonly sample: number;
  /** A unit's map, not to be changed. */
  mapOf(unit: number): Float32Array;
  /** Runs the sample with its activations changed; `changed` is called when the prediction is another one. */
  attempt(change: (activations: Float32Array) => void, changed: () => void): Promise<void>;
}

/** Each pass reads the samples in order; predictions of unchanged activations are made with the first one. */
export function changeCounter({ source, tail, imagePath, signal }: CounterParts): ChangeCounter {
  const area = source.height * source.width;
  const sampleSize = source.units * area;
  const batch = tailBatch(tail, { sampleSize });
  const chunks = layerSamples({ source, tail, imagePath });
  /** (sample) predicted from the activations as they are; read with the first pass. */
  const unchanged = new Int32Array(source.samples).fill(-1);
  return {
    samples: source.samples,
    area,
    pass: async (visit, onShare) => {
      for await (const samples of chunks()) {
        if (unchanged[samples.first] === -1) await predictUnchanged(batch, { samples, unchanged });
        for (let place = 0; place < samples.count; place += 1) {
          signal?.throwIfAborted();
          const start = place * sampleSize;
          const expected = unchanged[samples.first + place];
          await visit({
            sample: samples.first + place,
            mapOf: (unit) => samples.activations.subarray(start + unit * area, start + (unit + 1) * area),
            attempt: (change, changed) =>
              batch.add({ samples, place, change, tell: (found) => (found === expected ? undefined : changed()) }),
          });
          onShare?.((samples.first + place) / source.samples);
        }
      }
      await batch.flush();
    },
  };
}

async function predictUnchanged(
  batch: TailBatch,
  { samples, unchanged }: { readonly samples: LayerSamples; readonly unchanged: Int32Array },
): Promise<void> {
  for (let place = 0; place < samples.count; place += 1) {
    const tell = (prediction: number): void => {
      unchanged[samples.first + place] = prediction;
    };
    await batch.add({ samples, place, change: () => {}, tell });
  }
  await batch.flush();
}
