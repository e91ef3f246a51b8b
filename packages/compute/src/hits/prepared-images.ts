import type { GridShape, HitKernel } from '@strata/kernels';
import type { CellMapReader } from '@strata/probe';

/** Images in the form that the kernel counts, read in order. */
export interface PreparedImages {
  /** Consecutive samples; valid until the next call. */
  read(sampleStart: number, sampleCount: number): Uint32Array[];
  /** Any samples, in the order given; valid until the next call. */
  pick(samples: ArrayLike<number>): Uint32Array[];
  close(): void;
}

/** Prepares images from their cell maps each time they are read. Closing it leaves the maps open. */
export function prepareFromMaps(
  maps: CellMapReader,
  { kernel, maskShape }: { kernel: Pick<HitKernel, 'prepare'>; maskShape: GridShape },
): PreparedImages {
  const pixels = maskShape.height * maskShape.width;
  const read = (sampleStart: number, sampleCount: number): Uint32Array[] => {
    const cells = maps.read(sampleStart, sampleCount);
    return Array.from({ length: sampleCount }, (_, i) => kernel.prepare(cells.subarray(i * pixels, (i + 1) * pixels)));
  };
  return {
    read,
    pick: (samples) => Array.from(samples, (sample) => read(sample, 1)).flat(),
    close: () => {},
  };
}
