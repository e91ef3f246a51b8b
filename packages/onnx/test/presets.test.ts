import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPreprocessing } from '../src/index.ts';

const checkpoint = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
const scratch = mkdtempSync(join(tmpdir(), 'strata-presets-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const BYTE = 1 / 255;

/** A model of 128×128, with files beside it. */
const place = (files: Readonly<Record<string, object>> = {}, inside = ''): string => {
  const folder = mkdtempSync(join(scratch, 'model-'));
  const path = join(folder, inside, 'model.onnx');
  mkdirSync(join(folder, inside), { recursive: true });
  copyFileSync(checkpoint, path);
  for (const [name, fields] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(fields));
  return path;
};
const CONFIG = 'preprocessor_config.json';
const vit = {
  ...{ do_resize: true, do_rescale: true, do_normalize: true, image_processor_type: 'ViTImageProcessor' },
  ...{ resample: 2, size: { height: 160, width: 192 }, rescale_factor: BYTE },
  ...{ image_mean: [0.5, 0.4, 0.3], image_std: [0.2, 0.3, 0.4] },
};

describe('a preset', () => {
  test('says scale, mean, deviation and resize, and leaves the size to the model', async () => {
    const { preprocessing, assumed } = await readPreprocessing(place(), {}, { preset: 'imagenet' });
    expect(assumed).toBe(false);
    expect(preprocessing).toEqual({
      ...{ width: 128, height: 128, channelOrder: 'rgb', layout: 'nchw', scale: BYTE, resize: 'stretch' },
      mean: [0.485, 0.456, 0.406],
      standardDeviation: [0.229, 0.224, 0.225],
    });
    const clip = await readPreprocessing(place(), {}, { preset: 'clip' });
    expect(clip.preprocessing).toMatchObject({ resize: 'stretch-bicubic', mean: [0.48145466, 0.4578275, 0.40821073] });
    const caffe = await readPreprocessing(place(), {}, { preset: 'caffe' });
    // Keras takes 103.939 from blue, which comes first.
    expect(caffe.preprocessing).toMatchObject({ channelOrder: 'bgr', scale: 1, mean: [103.939, 116.779, 123.68] });
  });

  test('goes before the files beside the model, and behind single flags', async () => {
    const path = place({ 'model.strata.json': { width: 64, scale: 7, mean: 3 }, [CONFIG]: { do_center_crop: true } });
    const { preprocessing, processor } = await readPreprocessing(path, { scale: 2 }, { preset: 'unit' });
    expect(preprocessing).toMatchObject({ width: 64, scale: 2, mean: [0, 0, 0] });
    expect(processor).toBeNull();
  });
});

describe('the file of an image processor', () => {
  test('is followed beside the model and above a folder "onnx", and says so', async () => {
    for (const inside of ['', 'onnx']) {
      const { preprocessing, assumed, processor } = await readPreprocessing(place({ [CONFIG]: vit }, inside));
      expect(processor).toMatch(/preprocessor_config\.json$/);
      expect(assumed).toBe(false);
      expect(preprocessing).toEqual({
        ...{ width: 192, height: 160, channelOrder: 'rgb', layout: 'nchw', scale: BYTE, resize: 'stretch' },
        mean: [0.5, 0.4, 0.3],
        standardDeviation: [0.2, 0.3, 0.4],
      });
    }
  });

  test.each([
    ['one number for both sides', { size: 96 }, { width: 96, height: 96 }],
    ['bicubic', { resample: 3 }, { resize: 'stretch-bicubic' }],
    ['no scaling', { do_rescale: false }, { scale: 1 }],
    ['another factor', { rescale_factor: 0.5 }, { scale: 0.5 }],
    ['no normalization', { do_normalize: false }, { mean: [0, 0, 0], standardDeviation: [1, 1, 1] }],
    ['colours turned round', { do_flip_channel_order: true }, { channelOrder: 'bgr' }],
    [
      'one number for all channels',
      { image_mean: 0.5, image_std: [0.25] },
      { mean: [0.5, 0.5, 0.5], standardDeviation: [0.25, 0.25, 0.25] },
    ],
    ['no resize: the model’s own size', { do_resize: false }, { width: 128, height: 128 }],
    ['steps that are off', { do_center_crop: false, do_pad: false, do_thumbnail: null }, { width: 192 }],
    [
      'what older files leave out',
      { do_rescale: undefined, rescale_factor: undefined, resample: undefined, image_processor_type: undefined },
      { scale: BYTE, resize: 'stretch' },
    ],
    [
      'a resize that goes without saying',
      { resample: undefined, image_processor_type: undefined, feature_extractor_type: 'DeiTFeatureExtractor' },
      { resize: 'stretch-bicubic' },
    ],
  ])('says %s', async (_, fields, expected) => {
    const { preprocessing } = await readPreprocessing(place({ [CONFIG]: { ...vit, ...fields } }));
    expect(preprocessing).toMatchObject(expected);
  });

  test.each([
    [
      'a crop',
      { do_center_crop: true, crop_size: { height: 9, width: 9 } },
      'do_center_crop (crop_size {"height":9,"width":9})',
    ],
    ['proportions that are kept', { size: { shortest_edge: 224 } }, 'size {"shortest_edge":224}, which keeps'],
    ['padding', { do_pad: true }, 'do_pad'],
    ['a step that nobody knows', { do_somersault: true }, 'do_somersault'],
    ['another filter', { resample: 1 }, 'resample 1 (lanczos)'],
    ['an offset', { rescale_offset: true }, 'an offset after rescaling'],
    ['normalizing twice', { image_processor_type: 'EfficientNetImageProcessor' }, 'include_top'],
    ['other channels', { image_mean: [1, 2] }, 'image_mean of 2 channels'],
  ])('with %s is refused by what isn’t supported, unless something else says how', async (_, fields, step) => {
    const path = place({ [CONFIG]: { ...vit, ...fields } });
    await expect(readPreprocessing(path)).rejects.toThrow(
      /preprocessor_config\.json: images are prepared in a way that isn't supported: /,
    );
    await expect(readPreprocessing(path)).rejects.toThrow(step);
    await expect(readPreprocessing(path)).rejects.toThrow(
      /whole image is stretched.*say how images are prepared with --preprocess/,
    );
    const flags = { mean: [0, 0, 0], standardDeviation: [1, 1, 1] } as const;
    for (const found of [
      await readPreprocessing(path, {}, { preset: 'clip' }),
      await readPreprocessing(path, { mean: [...flags.mean], standardDeviation: [...flags.standardDeviation] }),
      await readPreprocessing(path, {}, { processor: false }),
    ]) {
      expect(found.preprocessing.width).toBe(128);
    }
  });

  test('is not read where the model has a file of its own, and is refused where it is none', async () => {
    const own = place({ 'model.strata.json': { scale: 3 }, [CONFIG]: { do_center_crop: true } });
    expect((await readPreprocessing(own)).preprocessing.scale).toBe(3);
    const wrong = place({ [CONFIG]: { ...vit, image_mean: 'grey' } });
    await expect(readPreprocessing(wrong)).rejects.toThrow(/preprocessor_config\.json: image_mean: /);
  });
});
