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
    [
      'a crop in the middle',
      { do_center_crop: true, size: { shortest_edge: 200 }, crop_size: 180, resample: 3 },
      { width: 180, height: 180, resize: 'shorter-200-bicubic-transformers' },
    ],
    [
      'CLIP’s one number as the shorter side',
      {
        do_center_crop: true,
        size: 200,
        crop_size: { height: 180, width: 170 },
        image_processor_type: 'CLIPImageProcessor',
      },
      { width: 170, height: 180, resize: 'shorter-200-bilinear-transformers' },
    ],
    [
      'BEiT’s as both sides',
      { do_center_crop: true, size: 200, crop_size: 180, image_processor_type: 'BeitImageProcessor' },
      { resize: 'squash-200-bilinear-transformers' },
    ],
    [
      'ConvNeXt’s share of a larger image',
      { size: { shortest_edge: 224 }, crop_pct: 0.875, image_processor_type: 'ConvNextImageProcessor' },
      { width: 224, height: 224, resize: 'shorter-256-bilinear-transformers' },
    ],
    [
      'ConvNeXt’s large images as a whole',
      { size: { shortest_edge: 384 }, image_processor_type: 'ConvNextImageProcessor' },
      { width: 384, height: 384, resize: 'stretch' },
    ],
    [
      'what LeViT enlarges',
      {
        do_center_crop: true,
        size: { shortest_edge: 224 },
        crop_size: 224,
        resample: 3,
        image_processor_type: 'LevitImageProcessor',
      },
      { resize: 'shorter-256-bicubic-transformers' },
    ],
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
      'size {"height":160,"width":192} with do_center_crop (crop_size {"height":9,"width":9})',
    ],
    [
      'a crop without a size',
      { do_center_crop: true, size: { shortest_edge: 200 } },
      'do_center_crop (crop_size none)',
    ],
    ['a crop without a resize', { do_center_crop: true, crop_size: 9, do_resize: false }, 'without a resize'],
    ['proportions that are kept', { size: { shortest_edge: 224 } }, 'size {"shortest_edge":224}, which keeps'],
    ['padding', { do_pad: true }, 'do_pad'],
    ['a step that nobody knows', { do_somersault: true }, 'do_somersault'],
    ['another filter', { resample: 4 }, 'resample 4 (box)'],
    ['nearest pixels, which are others in tensors', { resample: 0 }, 'resample 0 (nearest)'],
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
      /whole image is stretched instead, or cropped by --crop, say how images are prepared with --preprocess/,
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

describe('timm’s and open_clip’s files', () => {
  const cfg = {
    ...{ input_size: [3, 176, 176], test_input_size: [3, 128, 128], interpolation: 'bilinear' },
    ...{ crop_pct: 0.875, test_crop_pct: 0.965, crop_mode: 'center', mean: [0.1, 0.2, 0.3], std: [0.4, 0.5, 0.6] },
  };
  const timm = (fields: object = {}) => ({
    'config.json': { architecture: 'resnet50', pretrained_cfg: { ...cfg, ...fields } },
  });

  test.each([
    // ⌊176 / 0.875⌋ = 201.
    [
      'the size that it was trained with',
      { test_input_size: null },
      { width: 176, resize: 'shorter-201-bilinear-torchvision' },
    ],
    // The model is made for 128: ⌊128 / 0.965⌋ = 132.
    [
      'the size that it is tested with, where the model has it',
      {},
      { width: 128, resize: 'shorter-132-bilinear-torchvision' },
    ],
    ['no size to crop from', { test_input_size: null, crop_mode: 'squash', crop_pct: 1 }, { resize: 'stretch' }],
    [
      'a stretched image to crop from',
      { test_input_size: null, crop_mode: 'squash' },
      { resize: 'squash-201-bilinear-torchvision' },
    ],
    // What timm takes where a file says nothing.
    [
      'nothing',
      {
        ...{ test_input_size: null, interpolation: undefined, crop_pct: undefined, crop_mode: undefined },
        mean: undefined,
      },
      { resize: 'shorter-201-bicubic-torchvision', mean: [0.485, 0.456, 0.406] },
    ],
  ])('say %s', async (_, fields, expected) => {
    const { preprocessing, processor } = await readPreprocessing(place(timm(fields)));
    expect(processor).toMatch(/config\.json$/);
    expect(preprocessing).toMatchObject({ mean: cfg.mean, standardDeviation: cfg.std, scale: BYTE, ...expected });
  });

  test('of timm are another library’s where they lack its fields, and are refused by what can’t be followed', async () => {
    const { processor, assumed } = await readPreprocessing(
      place({ 'config.json': { model_type: 'vit', image_size: 9 } }),
    );
    expect([processor, assumed]).toEqual([null, true]);
    await expect(readPreprocessing(place(timm({ crop_mode: 'border' })))).rejects.toThrow(
      /isn't supported: crop_mode "border"/,
    );
    await expect(readPreprocessing(place(timm({ interpolation: 'random' })))).rejects.toThrow(/interpolation "random"/);
    await expect(readPreprocessing(place(timm({ input_size: 9 })))).rejects.toThrow(/config\.json: input_size: /);
  });

  test('of open_clip say how the shorter side is resized, or that images are squashed', async () => {
    const file = (preprocess: object, size: unknown = 128) => ({
      'open_clip_config.json': { model_cfg: { vision_cfg: { image_size: size } }, preprocess_cfg: preprocess },
    });
    const { preprocessing } = await readPreprocessing(place(file({})));
    expect(preprocessing).toMatchObject({
      resize: 'shorter-128-bicubic-torchvision',
      mean: [0.48145466, 0.4578275, 0.40821073],
    });
    const squashed = await readPreprocessing(
      place(file({ resize_mode: 'squash', interpolation: 'bilinear', mean: [0, 0, 0] }, [64, 32])),
    );
    expect(squashed.preprocessing).toMatchObject({ height: 64, width: 32, resize: 'stretch', mean: [0, 0, 0] });
    await expect(readPreprocessing(place(file({ resize_mode: 'longest' })))).rejects.toThrow(/resize_mode "longest"/);
  });
});

describe('what is said of the resize alone', () => {
  test.each([
    [{ crop: 'torchvision', side: 146 }, {}, 'shorter-146-bilinear-torchvision'],
    [{ crop: 'timm', side: 146, filter: 'bicubic' }, {}, 'shorter-146-bicubic-torchvision'],
    [{ crop: 'keras', side: 146 }, {}, 'shorter-146-bilinear-transformers'],
    [{ crop: 'keras-aspect', filter: 'nearest' }, {}, 'cover-nearest'],
    [{ crop: 'none' }, { preset: 'timm' }, 'stretch-bicubic'],
    [{ side: 132 }, { preset: 'torchvision' }, 'shorter-132-bilinear-torchvision'],
    [{ crop: 'transformers' }, { preset: 'open_clip' }, 'shorter-128-bicubic-transformers'],
    [{}, { preset: 'torchvision' }, 'shorter-146-bilinear-torchvision'],
    [{}, { preset: 'transformers-clip' }, 'shorter-128-bicubic-transformers'],
    [{ filter: 'bicubic' }, { preset: 'imagenet' }, 'stretch-bicubic'],
  ] as const)('%o on %o is %s', async (fit, preset, resize) => {
    expect((await readPreprocessing(place(), {}, { ...preset, fit })).preprocessing.resize).toBe(resize);
  });

  test.each([
    [{ crop: 'torchvision' }, /--crop torchvision: expected --resize-side as well/],
    [{ side: 200 }, /--resize-side goes with a crop, found whole images/],
    [{ side: 200, crop: 'none' }, /--resize-side goes with a crop, found --crop none/],
    [{ side: 100, crop: 'timm' }, /resize: expected a side of 128 at least/],
  ] as const)('%o is refused', async (fit, message) => {
    await expect(readPreprocessing(place(), {}, { fit })).rejects.toThrow(message);
  });
});
