import type { TailSession } from '@strata/onnx';
import type { LayerSamples } from './layer-samples.ts';

/** A sample to be run with some of its activations changed. */
export interface Trial {
  readonly samples: LayerSamples;
  /** Its place among them. */
  readonly place: number;
  /** Changes the sample's activations (units, height, width), a copy. */
  readonly change: (activations: Float32Array) => void;
  /** Told the class that is predicted. */
  readonly tell: (prediction: number) => void;
}

/** Gathers trials and runs them a batch at a time. */
export interface TailBatch {
  add(trial: Trial): Promise<void>;
  /** Runs what is left. */
  flush(): Promise<void>;
}

/** `sampleSize` is a sample's number of activations, all units. What an unfilled batch holds besides is not looked at. */
export function tailBatch(tail: TailSession, { sampleSize }: { readonly sampleSize: number }): TailBatch {
  const { batchSize, imageSize } = tail;
  const activations = new Float32Array(batchSize * sampleSize);
  const images = imageSize === null ? null : new Float32Array(batchSize * imageSize);
  let waiting: Trial['tell'][] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const told = waiting;
    waiting = [];
    const predictions = await tail.predict({ activations, images, count: told.length });
    told.forEach((tell, i) => {
      tell(predictions[i] as number);
    });
  };
  return {
    flush,
    add: async ({ samples, place, change, tell }) => {
      const slot = waiting.push(tell) - 1;
      const into = activations.subarray(slot * sampleSize, (slot + 1) * sampleSize);
      into.set(samples.activations.subarray(place * sampleSize, (place + 1) * sampleSize));
      change(into);
      if (images && imageSize !== null && samples.images) {
        images.set(samples.images.subarray(place * imageSize, (place + 1) * imageSize), slot * imageSize);
      }
      if (waiting.length === batchSize) await flush();
    },
  };
}
