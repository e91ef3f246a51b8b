import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellIndex } from '@strata/probe';
import { afterAll, describe, expect, it } from 'vitest';
import { conceptPixels, imageColumns, packBits } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-image-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Three images of ten pixels; cells: 0 nothing, 1 {sky}, 2 {sky, boat}. */
function smallIndex(): CellIndex {
  const images = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    [1, 1, 1, 1, 2, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  const mapsPath = join(folder, 'maps');
  writeFileSync(mapsPath, Buffer.from(Uint16Array.from(images.flat()).buffer));
  return {
    sha256: '',
    sampleCount: 3,
    maskShape: { height: 2, width: 5 },
    conceptCount: 2,
    cellCount: 3,
    areas: Float64Array.from([24, 5, 1]),
    voidPixels: 0,
    conceptOffsets: Uint32Array.from([0, 0, 1, 3]),
    conceptPositions: Uint32Array.from([0, 0, 1]),
    mapsPath,
    mapsBytesPerCell: 2,
  };
}

describe('what images show', () => {
  it('counts each concept’s pixels, in the order in which images are asked for', () => {
    expect(Array.from(conceptPixels(smallIndex(), [0, 1, 2]))).toEqual([1, 5, 0, 0, 1, 0]);
    expect(Array.from(conceptPixels(smallIndex(), [1, 0]))).toEqual([5, 1, 1, 0]);
  });

  it('makes a column of a share only where some image lies between', () => {
    // sky: on 1, 5 and 0 of ten pixels; a tenth is what any pixel is, three tenths leaves image 0 out. boat: once, a tenth.
    const columns = imageColumns(conceptPixels(smallIndex(), [0, 1, 2]), { images: 3, pixelsPerImage: 10 });
    expect(columns).toEqual([
      { concept: 0, shareMin: 0, bits: packBits([1, 1, 0]) },
      { concept: 0, shareMin: 0.3, bits: packBits([0, 1, 0]) },
      { concept: 1, shareMin: 0, bits: packBits([0, 1, 0]) },
      { concept: 1, shareMin: 0.3, bits: packBits([0, 0, 0]) },
    ]);
  });
});
