import type { ImageSource, TailSession } from '@strata/onnx';
import type { ActivationSource } from '../activations/source.ts';

/** Samples are held in memory up to this size. */
const CHUNK_BYTES = 64 * 2 ** 20;
const FLOAT_BYTES = 4;

/** Consecutive samples as the part of the model behind the layer takes them. */
export interface LayerSamples {
  /** The first one's number. */
  readonly first: number;
  readonly count: number;
  /** (count, units, height, width): all units of the layer. */
  readonly activations: Float32Array;
  /** (count, …) what else of each image goes along; null where the rest of the model needs nothing else. */
  readonly images: Float32Array | null;
}

export interface LayerSampleParts {
  readonly source: ActivationSource;
  readonly tail: Pick<TailSession, 'imageSize' | 'readImage'>;
  /** Of every sample; read only where the model still needs it. */
  readonly imagePath: (sample: number) => ImageSource;
}

/**
 * Reads all samples, as many at a time as fit into 64 MB. Where all of them do, they are read once, however often they are
 * asked for.
 * @throws ShapeError when the activations can't be read, ModelLoadError for an image that can't be decoded.
 */
export function layerSamples(parts: LayerSampleParts): () => AsyncGenerator<LayerSamples> {
  const { source, tail } = parts;
  const sampleBytes = FLOAT_BYTES * (source.units * source.height * source.width + (tail.imageSize ?? 0));
  const size = Math.max(1, Math.min(source.samples, Math.floor(CHUNK_BYTES / sampleBytes)));
  let kept: LayerSamples | null = null;
  return async function* () {
    for (let first = 0; first < source.samples; first += size) {
      const count = Math.min(size, source.samples - first);
      const chunk = kept ?? (await readChunk(parts, { first, count }));
      if (count === source.samples) kept = chunk;
      yield chunk;
    }
  };
}

async function readChunk(
  { source, tail, imagePath }: LayerSampleParts,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<LayerSamples> {
  const area = source.height * source.width;
  const activations = new Float32Array(count * source.units * area);
  for (let unit = 0; unit < source.units; unit += 1) {
    const values = source.readSamples(unit, { first, count });
    for (let i = 0; i < count; i += 1) {
      activations.set(values.subarray(i * area, (i + 1) * area), (i * source.units + unit) * area);
    }
  }
  const { imageSize } = tail;
  if (imageSize === null) return { first, count, activations, images: null };
  const images = new Float32Array(count * imageSize);
  for (let i = 0; i < count; i += 1) {
    await tail.readImage(imagePath(first + i), images.subarray(i * imageSize, (i + 1) * imageSize));
  }
  return { first, count, activations, images };
}
