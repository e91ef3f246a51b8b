import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LayerActivations,
  openLayerSession,
  openTailSession,
  type Preprocessing,
  readPreprocessing,
  tapLayer,
} from '../src/index.ts';
import { makeLayoutChain } from './layout-twins.ts';
import { makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-tail-'));
afterAll(() => rmSync(folder, { recursive: true }));
const checkpoints = resolve(import.meta.dirname, '../../demo/checkpoints');
const data = resolve(import.meta.dirname, '../../../../shared/data/models');
const published = existsSync(data);
if (!published) console.warn(`Cuts of public networks are not tried: ${data} is missing.`);

/** Three images of noise, the same every time. */
const images: string[] = [];
beforeAll(async () => {
  let state = 7;
  for (let i = 0; i < 3; i += 1) {
    const bytes = Uint8Array.from({ length: 64 * 64 * 3 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    const path = join(folder, `${i}.png`);
    await sharp(bytes, { raw: { width: 64, height: 64, channels: 3 } })
      .blur(1 + i)
      .png()
      .toFile(path);
    images.push(path);
  }
});

interface Cut {
  readonly path: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
}

/** The layer's activations and the first output for the images, by the whole model in one batch. */
async function runWhole({ path, layer, preprocessing }: Cut) {
  const session = await openLayerSession(path, { layers: [layer], preprocessing, batchSize: 3 });
  const prepared = await session.prepare(images);
  const { layers, predictions } = await session.run(prepared);
  const activations = { ...(layers[0] as LayerActivations), predictions };
  await session.close();
  const { bytes, input, firstOutput } = await tapLayer(path, layer);
  const whole = await InferenceSession.create(bytes);
  const { width, height } = preprocessing;
  const results = await whole.run({ [input]: new Tensor('float32', prepared.input, [3, 3, height, width]) });
  await whole.release();
  const output = results[firstOutput as string] as Tensor;
  return { activations, output: output.data as Float32Array, input: prepared.input };
}

/** The largest difference, over the largest value. */
function difference(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length);
  const greatest = (values: Iterable<number>) => [...values].reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return greatest(found.map((value, i) => value - (expected[i] as number))) / greatest(expected);
}

async function expectSameAnswers(cut: Cut, { needsImage = false, threads = 1 } = {}): Promise<void> {
  const whole = await runWhole(cut);
  const [, , height, width] = whole.activations.shape;
  const tail = await openTailSession(cut.path, { ...cut, mapShape: { height, width }, batchSize: 3, threads });
  expect(tail.imageSize !== null).toBe(needsImage);
  const input = { activations: whole.activations.data, images: needsImage ? whole.input : null, count: 3 };
  expect(difference(await tail.outputs(input), whole.output)).toBeLessThan(1e-6);
  expect(await tail.predict(input)).toEqual(whole.activations.predictions);
  await tail.close();
}

describe('behind a layer, the recorded activations give the answers of the whole model, to a millionth:', () => {
  const bundled = readdirSync(checkpoints).filter((name) => name.endsWith('.onnx'));
  const layers = ['/block1/conv/Conv_output_0', '/block4/relu/Relu_output_0', '/ReduceMean_output_0'];
  test.each(bundled.flatMap((name) => layers.map((layer) => [name, layer] as const)))(
    '%s at %s',
    async (name, layer) => {
      const path = join(checkpoints, name);
      await expectSameAnswers({ path, layer, preprocessing: (await readPreprocessing(path)).preprocessing });
    },
  );

  const networks: [string, string, Partial<Preprocessing>, boolean][] = [
    // No path leads around a fire module's end; inside one, the other branch needs the image.
    ['squeezenet1_0.onnx', '/fire9/Concat_output_0', { channelOrder: 'bgr', scale: 1, mean: [104, 117, 123] }, false],
    ['squeezenet1_0.onnx', '/fire5/Concat_output_0', { channelOrder: 'bgr', scale: 1, mean: [104, 117, 123] }, false],
    ['squeezenet1_0.onnx', '/fire9/Relu_1_output_0', { channelOrder: 'bgr', scale: 1, mean: [104, 117, 123] }, true],
    ['mobilenet_v2_1.0_224.onnx', 'conv52_relu6', {}, false],
    ['mobilenet_v2_1.0_224.onnx', 'add57', {}, false],
    ['mobilenet_v2_1.0_224.onnx', 'conv46_relu6', {}, true],
    ['cifar10_resnet20.onnx', '/layer3/layer3.2/Relu_1_output_0', {}, false],
    ['cifar10_resnet20.onnx', '/layer3/layer3.1/Relu_output_0', {}, true],
  ];
  test.skipIf(!published).each(networks)('%s at %s', async (name, layer, given, needsImage) => {
    const path = join(data, name);
    const { preprocessing } = await readPreprocessing(path, given);
    await expectSameAnswers({ path, layer, preprocessing }, { needsImage });
  });
});

describe('behind a layer of any order, changed maps give the answers that they give behind its (batch, units, h, w) twin:', () => {
  const path = join(folder, 'chain.onnx');
  const mapShape = { height: 3, width: 4 };
  let preprocessing: Preprocessing;
  beforeAll(async () => {
    writeFileSync(path, makeLayoutChain({ height: 12, width: 16 }));
    preprocessing = (await readPreprocessing(path, { scale: 1 / 255 })).preprocessing;
  });

  /** The outputs for maps of which a part is set to another value, for three images in a batch of four. */
  async function answers(layer: string): Promise<{ outputs: Float32Array; imageSize: number | null }> {
    const session = await openLayerSession(path, { layers: [layer], preprocessing, batchSize: 3 });
    const recorded = (await session.run(await session.prepare(images))).layers[0] as LayerActivations;
    await session.close();
    expect(recorded.shape).toEqual([3, 5, 3, 4]);
    const tail = await openTailSession(path, { layer, preprocessing, mapShape, batchSize: 4 });
    const { imageSize } = tail;
    const besides = imageSize === null ? null : new Float32Array(4 * imageSize);
    for (const [i, image] of images.entries()) {
      if (besides && imageSize) await tail.readImage(image, besides.subarray(i * imageSize, (i + 1) * imageSize));
    }
    const activations = new Float32Array(4 * 60);
    activations.set(recorded.data.map((value, i) => (i % 7 === 0 ? 0 : value)));
    const outputs = await tail.outputs({ activations, images: besides, count: 3 });
    await tail.close();
    return { outputs, imageSize };
  }

  test.each([
    // The way around the layer needs the image, 3·12·16 values; behind the last, only its two tokens of 5 units.
    ['nhwc', 576],
    ['tokens', 576],
    ['tokens_in_front', 10],
  ])('%s', async (layer, size) => {
    const [expected, found] = [await answers('conv'), await answers(layer)];
    expect(found.imageSize).toBe(size);
    expect(difference(found.outputs, expected.outputs)).toBeLessThan(1e-6);
  });

  test('and unchanged ones those of the whole model', async () => {
    for (const layer of ['conv', 'nhwc', 'tokens', 'tokens_in_front']) {
      const whole = await runWhole({ path, layer, preprocessing });
      const tail = await openTailSession(path, { layer, preprocessing, mapShape, batchSize: 3 });
      const size = tail.imageSize as number;
      const besides = new Float32Array(3 * size);
      for (const [i, image] of images.entries()) await tail.readImage(image, besides.subarray(i * size));
      const input = { activations: whole.activations.data, images: besides, count: 3 };
      expect(difference(await tail.outputs(input), whole.output)).toBeLessThan(1e-6);
      await tail.close();
    }
  });
});

test('an answer is the same to the bit wherever in the batch it is asked for, and with any number of threads', async () => {
  const path = join(checkpoints, 'demo-cnn-epoch-30.onnx');
  const layer = '/block4/relu/Relu_output_0';
  const { preprocessing } = await readPreprocessing(path);
  const { activations } = await runWhole({ path, layer, preprocessing });
  const size = activations.data.length / 3;
  const answers = [];
  for (const [place, threads] of [
    [0, 1],
    [5, 1],
    [7, 2],
    [2, 3],
  ] as const) {
    const options = { layer, preprocessing, mapShape: { height: 16, width: 16 }, threads };
    const tail = await openTailSession(path, options);
    const batch = new Float32Array(tail.batchSize * size).fill(0.5);
    batch.set(activations.data.subarray(0, size), place * size);
    const outputs = await tail.outputs({ activations: batch, images: null, count: tail.batchSize });
    answers.push(outputs.slice((place * outputs.length) / 8, ((place + 1) * outputs.length) / 8));
    await tail.close();
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('a model that doesn’t classify is refused with what to do', async () => {
  const path = join(folder, 'top.onnx');
  const relu = { op: 'Relu', input: ['image'], output: ['r'] };
  const top = { op: 'ArgMax', input: ['r'], output: ['top'], attributes: { axis: 1, keepdims: 0 } };
  const image = { name: 'image', shape: ['n', 3, 2, 2] };
  const output = { name: 'top', shape: null, type: 'int64' as const };
  writeFileSync(path, makeModel({ inputs: [image], nodes: [relu, top], outputs: [output] }));
  const { preprocessing } = await readPreprocessing(path);
  const opening = openTailSession(path, { layer: 'r', preprocessing, mapShape: { height: 2, width: 2 } });
  await expect(opening).rejects.toThrow(ModelLoadError);
  await expect(opening).rejects.toThrow(/expected \(batch, classes\) in float32 .* "top".*Export a classifier/);
});
