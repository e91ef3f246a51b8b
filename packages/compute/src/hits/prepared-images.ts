import type { GridShape, HitKernel } from '@strata/kernels';
import type { CellMapReader } from '@strata/probe';

/** Images in the form that the kernel counts, read in order. */
export interface PreparedImages {
  /** Consecutive samples; valid until the next call. */
  read(sampleStart: number, sampleCount: number): Uint32Array[];
  close(): void;
}

/** Prepares images from their cell maps each time they are read. Closing it leaves the maps open. */
export function prepareFromMaps(
  maps: CellMapReader,
  { kernel, maskShape }: { kernel: Pick<HitKernel, 'prepare'>; maskShape: GridShape },
): PreparedImages {
  const pixels = maskShape.height * maskShape.width;
  return {
    read(sampleStart, sampleCount) {
      const cells = maps.read(sampleStart, sampleCount);
      return Array.from({ length: sampleCount }, (_, i) =>
        kernel.prepare(cells.subarray(i * pixels, (i + 1) * pixels)),
      );
    },
    close: () => {},
  };
}
