import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { preprocessingSchema, readPreprocessing } from '@strata/onnx';
import { openProbeDataset, type ProbeSample } from '@strata/probe';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { openActivations, type RecordedActivations, recordActivations } from '../src/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const data = resolve(root, '../shared/data');
const model = join(data, 'models/squeezenet1_0.onnx');
const reference = join(data, 'reference/camvid60_squeezenet');
if (!existsSync(model)) console.warn(`Skipped the comparison with the reference activations: ${model} is missing.`);

const scratch = mkdtempSync(join(tmpdir(), 'strata-record-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Three plain images in a folder. */
async function threeSamples(folder: string): Promise<ProbeSample[]> {
  const samples: ProbeSample[] = [];
  for (const index of [0, 1, 2]) {
    const imagePath = join(folder, `${index}.png`);
    const background = { r: 100 * index, g: 40, b: 200 };
    await sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toFile(imagePath);
    samples.push({ index, key: `${index}.png`, imagePath, className: null, split: null });
  }
  return samples;
}

test('records every unit and sample once, then finds them in the cache', async () => {
  const cacheDir = mkdtempSync(join(scratch, 'cache-'));
  const samples = await threeSamples(cacheDir);
  const modelPath = join(root, 'packages/demo/checkpoints/demo-cnn-epoch-30.onnx');
  const { preprocessing } = await readPreprocessing(modelPath);
  const layer = '/block4/relu/Relu_output_0';
  const options = {
    modelPath,
    layers: [layer],
    preprocessing,
    samples,
    datasetSha256: 'three',
    cacheDir,
    batchSize: 2,
  };
  const [first] = (await recordActivations(options)) as [RecordedActivations];
  const [again] = (await recordActivations(options)) as [RecordedActivations];
  expect([first.reused, again.reused]).toEqual([false, true]);
  expect(again.predictions).toEqual(first.predictions);
  expect(first.predictions).toHaveLength(3);
  expect(readdirSync(cacheDir).filter((name) => name.includes('.part'))).toEqual([]);
  const source = openActivations(first.path);
  expect([source.units, source.samples, source.height, source.width]).toEqual([64, 3, 16, 16]);
  source.close();
});

test('runs the model once for all layers that are not there, and gives each what it gives alone', async () => {
  const [cacheDir, apart] = [0, 1].map(() => mkdtempSync(join(scratch, 'cache-'))) as [string, string];
  const samples = await threeSamples(cacheDir);
  const modelPath = join(root, 'packages/demo/checkpoints/demo-cnn-epoch-30.onnx');
  const { preprocessing } = await readPreprocessing(modelPath);
  const layers = [1, 2, 3].map((block) => `/block${block}/relu/Relu_output_0`);
  const batches: number[] = [];
  const options = {
    modelPath,
    preprocessing,
    samples,
    datasetSha256: 'three',
    batchSize: 2,
    onProgress: (done: number) => batches.push(done),
  };
  const [before] = (await recordActivations({ ...options, cacheDir, layers: layers.slice(1, 2) })) as [
    RecordedActivations,
  ];
  const file = statSync(before.path).ino;
  expect(batches).toEqual([2, 3]);
  const together = await recordActivations({ ...options, cacheDir, layers });
  expect(batches).toEqual([2, 3, 2, 3]);
  expect(together.map(({ layer, reused }) => [layer, reused])).toEqual(layers.map((layer, i) => [layer, i === 1]));
  expect(statSync(before.path).ino).toBe(file);
  for (const { layer, path, predictions } of together) {
    const [alone] = (await recordActivations({ ...options, cacheDir: apart, layers: [layer] })) as [
      RecordedActivations,
    ];
    expect(readFileSync(path).equals(readFileSync(alone.path))).toBe(true);
    expect(predictions).toEqual(alone.predictions);
  }
  expect(new Set(together.map(({ path }) => path)).size).toBe(3);
});

test.each([0, 1, 2])('a file %i that is no image is an error that names it, and nothing is left over', async (bad) => {
  const cacheDir = mkdtempSync(join(scratch, 'home-'));
  const samples = await threeSamples(mkdtempSync(join(scratch, 'images-')));
  writeFileSync(samples[bad]?.imagePath ?? '', '<html>404</html>');
  const modelPath = join(root, 'packages/demo/checkpoints/demo-cnn-epoch-30.onnx');
  const { preprocessing } = await readPreprocessing(modelPath);
  const layers = ['/block4/relu/Relu_output_0'];
  const unheard: unknown[] = [];
  const hear = (error: unknown): number => unheard.push(error);
  process.on('unhandledRejection', hear);
  try {
    const options = { modelPath, layers, preprocessing, samples, datasetSha256: 'bad', cacheDir, batchSize: 1 };
    await expect(recordActivations(options)).rejects.toThrow(`${bad}.png: expected an image`);
    await setImmediate();
  } finally {
    process.off('unhandledRejection', hear);
  }
  expect(unheard).toEqual([]);
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('runs the model on images turned upright where their samples say so', async () => {
  const folder = mkdtempSync(join(scratch, 'home-'));
  const [path, turned] = ['upright.png', 'turned.png'].map((name) => join(folder, name)) as [string, string];
  const rows = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
  const upright = sharp(rows, { raw: { width: 2, height: 2, channels: 3 } });
  await upright.clone().png().toFile(path);
  // Stored a quarter turn to the left; tag 6 turns it back.
  await upright.rotate(270).withMetadata({ orientation: 6 }).png().toFile(turned);
  const sample = { key: 'one', className: null, split: null };
  const modelPath = join(root, 'packages/demo/checkpoints/demo-cnn-epoch-30.onnx');
  const { preprocessing } = await readPreprocessing(modelPath);
  const record = async (samples: ProbeSample[]) => {
    const layers = ['/block1/relu/Relu_output_0'];
    const cacheDir = mkdtempSync(join(scratch, 'home-'));
    const found = await recordActivations({ modelPath, layers, preprocessing, samples, datasetSha256: 'x', cacheDir });
    return readFileSync(found[0]?.path ?? '');
  };
  const [plain, stored, followed] = [
    await record([{ ...sample, index: 0, imagePath: path }]),
    await record([{ ...sample, index: 0, imagePath: turned }]),
    await record([{ ...sample, index: 0, imagePath: turned, upright: true }]),
  ];
  expect(followed.equals(plain)).toBe(true);
  expect(stored.equals(plain)).toBe(false);
});

describe.skipIf(!existsSync(model))('SqueezeNet fire9 on camvid60', () => {
  test("gives the published run's activations", async () => {
    const dataset = await openProbeDataset(join(data, 'camvid60'), { format: 'broden' });
    const preprocessing = preprocessingSchema.parse({
      width: 227,
      height: 227,
      channelOrder: 'bgr',
      scale: 1,
      mean: [104, 117, 123],
    });
    const [recorded] = (await recordActivations({
      modelPath: model,
      layers: ['/fire9/Concat_output_0'],
      preprocessing,
      samples: dataset.samples,
      datasetSha256: dataset.sha256,
      cacheDir: mkdtempSync(join(scratch, 'cache-')),
    })) as [RecordedActivations];
    await dataset.close();
    const units = readFileSync(join(reference, 'units.txt'), 'utf8').trim().split(/\s+/).map(Number);
    const source = openActivations(recorded.path);
    const expected = openActivations(join(reference, 'activations.npy'));
    let difference = 0;
    let total = 0;
    units.forEach((unit, row) => {
      const ours = source.readUnit(unit);
      expected.readUnit(row).forEach((value, i) => {
        difference += Math.abs(value - (ours[i] ?? Number.NaN));
        total += Math.abs(value);
      });
    });
    source.close();
    expected.close();
    // What is left is the order in which two libraries add float32 values; resizing otherwise gives 0.01 to 0.4.
    console.info(`Relative difference to the published activations: ${difference / total}`);
    expect(difference / total).toBeLessThan(1e-5);
  });
});
