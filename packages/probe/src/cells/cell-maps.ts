import { closeSync, openSync, readSync } from 'node:fs';
import { DatasetError } from '@strata/domain';
import type { CellIndex } from './cell-index.ts';

/** Reads per-sample cell maps, synchronously, for threads that do nothing else. */
export interface CellMapReader {
  /** Cell maps (sample, height, width) of consecutive samples; valid until the next call. */
  read(sampleStart: number, sampleCount: number): Uint16Array | Uint32Array;
  close(): void;
}

/** @throws DatasetError when the file has been removed or shortened since the index was opened. */
export function openCellMaps(index: Pick<CellIndex, 'mapsPath' | 'mapsBytesPerCell' | 'maskShape'>): CellMapReader {
  const file = openSync(index.mapsPath, 'r');
  const pixels = index.maskShape.height * index.maskShape.width;
  const sampleBytes = pixels * index.mapsBytesPerCell;
  let buffer = new Uint8Array(0);
  return {
    read(sampleStart, sampleCount) {
      const bytes = sampleCount * sampleBytes;
      if (buffer.length < bytes) buffer = new Uint8Array(bytes);
      const read = readSync(file, buffer, 0, bytes, sampleStart * sampleBytes);
      if (read !== bytes) throw new DatasetError(`${index.mapsPath}: became shorter. Remove it; it is built again.`);
      const Cells = index.mapsBytesPerCell === 2 ? Uint16Array : Uint32Array;
      return new Cells(buffer.buffer, 0, sampleCount * pixels);
    },
    close: () => closeSync(file),
  };
}
