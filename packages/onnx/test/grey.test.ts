import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkModel, openLayerSession, openTailSession, readModel, readPreprocessing } from '../src/index.ts';
import { makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-grey-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** image → r (Relu) → y; the layer is the image itself. */
function write(name: string, dims: readonly (number | string)[]): string {
  const path = join(folder, `${name}.onnx`);
  const nodes = [
    { op: 'Relu', input: ['image'], output: ['r'] },
    { op: 'Flatten', input: ['r'], output: ['y'] },
  ];
  const outputs = [{ name: 'y', shape: null }];
  writeFileSync(path, makeModel({ inputs: [{ name: 'image', shape: dims }], nodes, outputs }));
  return path;
}

const images = [0, 1].map((i) => join(folder, `${i}.png`));
/** Four pixels across. */
const PIXELS = [...[255, 0, 0], ...[0, 255, 0], ...[0, 0, 255], ...[10, 20, 31]];
/** Pillow 13: Image.convert('L') of these. */
const GREY = [76, 150, 29, 18];
beforeAll(async () => {
  for (const path of images) {
    await sharp(Uint8Array.from(PIXELS), { raw: { width: 4, height: 1, channels: 3 } })
      .png()
      .toFile(path);
  }
});

describe('a network for grey images', () => {
  test.each([
    ['nchw', ['n', 1, 1, 4]],
    ['nhwc', ['n', 2, 4, 1]],
  ] as const)('is fed grey, %s', async (layout, dims) => {
    const path = write(layout, dims);
    const { preprocessing } = await readPreprocessing(path, { scale: 1 });
    const height = layout === 'nchw' ? 1 : 2;
    expect(preprocessing).toMatchObject({ channelOrder: 'grey', width: 4, height, layout });
    checkModel(await readModel(path), preprocessing);
    const request = { layout };
    const session = await openLayerSession(path, { layers: ['r'], preprocessing, request });
    const [layer] = (await session.run(await session.prepare(images))).layers;
    await session.close();
    expect(layer?.shape).toEqual([2, 1, height, 4]);
    expect([...(layer?.data ?? [])]).toEqual(
      Array(2 * height)
        .fill(GREY)
        .flat(),
    );
    const tail = await openTailSession(path, { layer: 'r', preprocessing, request, mapShape: { height, width: 4 } });
    const activations = new Float32Array(8 * 4 * height);
    activations[3] = 1;
    expect(await tail.predict({ activations, images: null, count: 1 })).toEqual([3]);
    await tail.close();
  });

  test('has one mean and deviation, given once', async () => {
    const path = write('mean', ['n', 1, 1, 4]);
    writeFileSync(path.replace('.onnx', '.strata.json'), '{"mean": [0.5], "standardDeviation": 0.25}');
    const { preprocessing } = await readPreprocessing(path);
    expect(preprocessing).toMatchObject({ mean: [0.5, 0.5, 0.5], standardDeviation: [0.25, 0.25, 0.25] });
    const colours = { ...preprocessing, mean: [0.485, 0.456, 0.406] as [number, number, number] };
    const opening = openLayerSession(path, { layers: ['r'], preprocessing: colours });
    await expect(opening).rejects.toThrow(/expected one mean and one standard deviation for the grey images/);
  });

  test('is not fed colours, which are named', async () => {
    const path = write('colours', ['n', 1, 1, 4]);
    const { preprocessing } = await readPreprocessing(path, { channelOrder: 'rgb' });
    const opening = openLayerSession(path, { layers: ['r'], preprocessing });
    await expect(opening).rejects.toThrow(/makes images of \(3, 1, 4\), .* takes \(1, 1, 4\).*--channel-order/);
  });
});

test('a network for colours is fed colours, the last dimension being one or not', async () => {
  const { preprocessing } = await readPreprocessing(write('column', ['n', 3, 4, 1]));
  expect(preprocessing).toMatchObject({ channelOrder: 'rgb', layout: 'nchw', width: 1, height: 4 });
});

test.each([
  ['four channels', ['n', 4, 8, 8]],
  ['four channels of any size', ['n', 4, 'h', 'w']],
  ['two channels behind', ['n', 8, 8, 2]],
])('a network for %s is refused at once', async (name, dims) => {
  const path = write(name, dims);
  const { preprocessing } = await readPreprocessing(path);
  const model = await readModel(path);
  const message = /expected an image with three channels \(colours\) or one \(grey\) as input "image", found \(\?, /;
  expect(() => checkModel(model, preprocessing)).toThrow(message);
  await expect(openLayerSession(path, { layers: ['r'], preprocessing })).rejects.toThrow(message);
});
