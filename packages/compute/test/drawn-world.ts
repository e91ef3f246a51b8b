import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Preprocessing, readPreprocessing } from '@strata/onnx';
import { buildCellIndex, type CellIndex, type ProbeDataset } from '@strata/probe';
import sharp from 'sharp';
import { afterAll } from 'vitest';
import { recordActivations } from '../src/index.ts';

/** Images and masks; not a divisor of the model's 128, so that mask pixels and image pixels don't line up. */
const SIDE = 24;
const CONCEPTS = ['left', 'ball', 'red', 'nowhere'];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

export interface DrawnWorld {
  readonly modelPath: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  readonly activationsPath: string;
  readonly predictions: Int32Array;
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly imagePath: (sample: number) => string;
  /** The concepts at a pixel of a sample's mask. */
  readonly conceptsAt: (sample: number, row: number, column: number) => string[];
}

const BUNDLED = {
  modelPath: resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx'),
  layer: '/block4/relu/Relu_output_0',
};

/**
 * Drawings with masks, and what the bundled network's fourth block, or another layer, makes of them. Concept `left` is in every second
 * sample only, `nowhere` in none.
 */
export async function drawWorld({
  samples: count = 7,
  modelPath = BUNDLED.modelPath,
  layer = BUNDLED.layer,
}: {
  samples?: number;
  modelPath?: string;
  layer?: string;
} = {}): Promise<DrawnWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-drawn-'));
  folders.push(folder);
  const conceptsAt = (sample: number, row: number, column: number): string[] => {
    const ball = (row - 6 - (sample % 5)) ** 2 + (column - 5 - 2 * (sample % 6)) ** 2 <= (3 + (sample % 4)) ** 2;
    const left = sample % 2 === 0 && column < 9 + sample;
    const red = row > 15;
    return CONCEPTS.filter((_, i) => [left, ball, red, false][i]);
  };
  const samples = Array.from({ length: count }, (_, index) => {
    const key = `${index}.png`;
    return { index, key, imagePath: join(folder, key), className: null, split: null };
  });
  for (const { index, imagePath } of samples) {
    const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
      const [row, column, channel] = [Math.floor(i / 3 / SIDE), Math.floor(i / 3) % SIDE, i % 3];
      const concepts = conceptsAt(index, row, column);
      if (concepts.includes('ball')) return [230, 60 * (index % 4), 40][channel] as number;
      return [concepts.includes('red') ? 190 : 70, 90 + 20 * index + row, 200 - 8 * column][channel] as number;
    });
    await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toFile(imagePath);
  }
  const dataset: ProbeDataset = {
    name: 'drawn',
    format: 'planes',
    root: folder,
    sha256: `drawn ${count}`,
    samples,
    maskShape: { height: SIDE, width: SIDE },
    concepts: CONCEPTS.map((name, index) => ({ index, name, category: 'object' })),
    reading: { exif: null, voidLabels: [], groupBy: null },
    voidLabels: [],
    notes: [],
    readLabels: async (sample) => ({
      whole: [],
      voidPixels: 0,
      planes: CONCEPTS.map((name, position) =>
        Uint16Array.from({ length: SIDE * SIDE }, (_, pixel) =>
          conceptsAt(sample, Math.floor(pixel / SIDE), pixel % SIDE).includes(name) ? position + 1 : 0,
        ),
      ),
    }),
    close: async () => {},
  };
  const { preprocessing } = await readPreprocessing(modelPath);
  const network = { modelPath, layer, preprocessing };
  const [recorded] = await recordActivations({
    ...network,
    layers: [layer],
    samples,
    datasetSha256: dataset.sha256,
    cacheDir: folder,
  });
  return {
    ...network,
    activationsPath: recorded?.path as string,
    predictions: recorded?.predictions as Int32Array,
    dataset,
    conceptsAt,
    index: await buildCellIndex(dataset, { cacheDir: folder }),
    imagePath: (sample) => samples[sample]?.imagePath as string,
  };
}
