import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  checkPatch,
  findTensor,
  type LayerActivations,
  openLayerSession,
  openTailSession,
  type Preprocessing,
  patchRange,
  type RangePatch,
  readModel,
  readPreprocessing,
} from '../src/index.ts';
import { decodeModel } from '../src/model-file.ts';
import { makeLayoutChain, TOKENS_IN_FRONT } from './layout-twins.ts';
import { makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-patch-'));
afterAll(() => rmSync(folder, { recursive: true }));
const demo = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
const demoLayer = '/block4/relu/Relu_output_0';
const all = { lowest: Number.NEGATIVE_INFINITY, beyond: Number.POSITIVE_INFINITY, withoutZero: false };
const note = 'a test';

/** Three images of noise, the same every time. */
const images: string[] = [];
beforeAll(async () => {
  let state = 11;
  for (let i = 0; i < 3; i += 1) {
    const bytes = Uint8Array.from({ length: 64 * 64 * 3 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
    const path = join(folder, `${i}.png`);
    const noise = sharp(bytes, { raw: { width: 64, height: 64, channels: 3 } }).blur(1 + i);
    await noise.png().toFile(path);
    images.push(path);
  }
});

interface Network {
  readonly path: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
}

/** (image, outputs) of the rest of the network, once for maps as they are and once with the range set. */
async function tailOutputs({ path, layer, preprocessing }: Network, patch: Omit<RangePatch, 'layer' | 'note'>) {
  const session = await openLayerSession(path, { layers: [layer], preprocessing, batchSize: 3 });
  const { data, shape } = (await session.run(await session.prepare(images))).layers[0] as LayerActivations;
  await session.close();
  const [, units, height, width] = shape;
  const area = height * width;
  const tail = await openTailSession(path, { layer, preprocessing, mapShape: { height, width }, batchSize: 1 });
  const besides = tail.imageSize === null ? null : new Float32Array(tail.imageSize);
  const answers: { readonly asIs: Float32Array; readonly changed: Float32Array; readonly set: number }[] = [];
  for (const [at, image] of images.entries()) {
    if (besides) await tail.readImage(image, besides);
    const activations = data.slice(at * units * area, (at + 1) * units * area);
    const asIs = (await tail.outputs({ activations, images: besides, count: 1 })).slice();
    let set = 0;
    for (let i = patch.unit * area; i < (patch.unit + 1) * area; i += 1) {
      const value = activations[i] as number;
      const isIn = value >= patch.lowest && value < patch.beyond && !(patch.withoutZero && value === 0);
      if (isIn) activations[i] = patch.to;
      if (isIn) set += 1;
    }
    answers.push({ asIs, changed: (await tail.outputs({ activations, images: besides, count: 1 })).slice(), set });
  }
  await tail.close();
  return answers;
}

async function expectAsTail(network: Network, patch: Omit<RangePatch, 'layer' | 'note'>): Promise<string> {
  const answers = await tailOutputs(network, patch);
  // Something is changed, and not everything.
  expect(answers.some(({ asIs, changed }) => asIs.some((value, i) => value !== changed[i]))).toBe(true);
  const path = join(folder, `${network.layer.replaceAll('/', '-')}.onnx`);
  writeFileSync(path, await patchRange(network.path, { ...patch, layer: network.layer, note }));
  const expected = answers.map(({ changed }) => changed);
  const checked = await checkPatch({ ...network, path, images, expected });
  expect(checked).toMatchObject({ images: 3, values: 3 * (expected[0]?.length ?? 0) });
  expect(checked.differenceMax).toBeLessThan(1e-5);
  await expect(checkPatch({ ...network, path: network.path, images, expected })).rejects.toThrow('answers otherwise');
  return path;
}

describe('a patched file answers as the rest of the network does on the changed layer', () => {
  test.each([
    ['all values', all, 0],
    ['a range between two bounds', { ...all, lowest: 0.05, beyond: 0.4 }, 1.5],
    ['a range without its zeros', { ...all, beyond: 0.3, withoutZero: true }, 2],
    ['its zeros, too', { ...all, beyond: 0.3 }, 2],
  ])('%s of the bundled network', async (_, range, to) => {
    const { preprocessing } = await readPreprocessing(demo);
    const path = await expectAsTail({ path: demo, layer: demoLayer, preprocessing }, { ...range, unit: 9, to });
    const [before, after] = await Promise.all([readModel(demo), readModel(path)]);
    // Explained like any version: the layer is there under its name, and lies on the image as it did.
    const placeOf = (model: typeof before) => {
      const { name, units, layout, grid, reason } = findTensor(model, demoLayer);
      return { name, units, layout, grid, reason };
    };
    expect(placeOf(after)).toEqual(placeOf(before));
    expect(after.outputs).toEqual(before.outputs);
  });

  test.each(['conv', 'nhwc', 'tokens', 'tokens_in_front'])('a layer of another order: %s', async (layer) => {
    const path = join(folder, 'chain.onnx');
    writeFileSync(path, makeLayoutChain({ height: 12, width: 16 }));
    const { preprocessing } = await readPreprocessing(path, { scale: 1 / 255 });
    expect(TOKENS_IN_FRONT).toBe(2);
    await expectAsTail({ path, layer, preprocessing }, { ...all, lowest: 0, unit: 3, to: -0.75 });
  });
});

describe('a patch', () => {
  it('is named in the file as what it is, and takes nobody’s name', async () => {
    const patch = { ...all, layer: demoLayer, unit: 0, to: 0, note: 'neuron 0 set to zero' };
    const once = join(folder, 'once.onnx');
    writeFileSync(once, await patchRange(demo, patch));
    const twice = decodeModel('twice', await patchRange(once, { ...patch, unit: 1, note: 'neuron 1, too' }));
    expect(twice.metadataProps.map(({ key, value }) => [key, value])).toEqual([
      ['strata.experiment', 'neuron 0 set to zero; neuron 1, too'],
    ]);
    const outputs = twice.graph?.node.flatMap(({ output }) => output) ?? [];
    expect(new Set(outputs).size).toBe(outputs.length);
    expect(outputs).toContain(demoLayer);
  });

  it('is refused for a unit or a layer that is not there, and for operators that are too old', async () => {
    const patch = { ...all, layer: demoLayer, unit: 64, to: 0, note };
    await expect(patchRange(demo, patch)).rejects.toThrow('expected a unit from 0 to 63');
    await expect(patchRange(demo, { ...patch, layer: 'nowhere' })).rejects.toThrow('nowhere');
    const old = join(folder, 'old.onnx');
    writeFileSync(
      old,
      makeModel({
        opset: 8,
        inputs: [{ name: 'image', shape: [1, 3, 8, 8] }],
        outputs: [{ name: 'out', shape: [1, 3, 8, 8] }],
        nodes: [
          { op: 'Relu', input: ['image'], output: ['r'] },
          { op: 'Sigmoid', input: ['r'], output: ['out'] },
        ],
      }),
    );
    await expect(patchRange(old, { ...patch, layer: 'r', unit: 1 })).rejects.toThrow('version 9 or later');
  });
});
