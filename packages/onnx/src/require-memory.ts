import { ModelLoadError } from '@strata/domain';
import { type Shape, shapeText } from './shape.ts';

const FLOAT_BYTES = 4;

/**
 * Shapes may be dynamic, so this is a lower bound; it stops what can't be meant.
 * @throws ModelLoadError that names the first tensor that doesn't fit.
 */
export function requireMemory(
  declared: readonly { readonly name: string; readonly shape: Shape }[],
  { path, batch, available = process.availableMemory() }: { path: string; batch: number; available?: number },
): void {
  for (const { name, shape } of declared) {
    const bytes = bytesOf(shape, batch);
    if (bytes <= available / 2) continue;
    const gigabytes = (size: number): string => `${(size / 1e9).toFixed(1)} GB`;
    throw new ModelLoadError(
      `${path}: tensor "${name}" (${shapeText(shape)}) takes ${gigabytes(bytes)} for ${batch} images; ` +
        `${gigabytes(available)} of memory are available. Export the model for smaller images, or use a larger machine.`,
      { context: { file: path, tensor: name } },
    );
  }
}

/** A dynamic first dimension counts as the batch, others as 1. */
function bytesOf(shape: Shape, batch: number): number {
  return shape.reduce<number>((product, size, i) => product * (size ?? (i === 0 ? batch : 1)), FLOAT_BYTES);
}
