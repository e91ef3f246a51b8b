import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { ModelLoadError } from '@strata/domain';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LayerActivations,
  openLayerSession,
  type Preprocessing,
  preprocessingSchema,
  readModel,
} from '../src/index.ts';
import { type MadeModel, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const made = (name: string, model: MadeModel) => write(`${name}.onnx`, makeModel(model));
const image = (batch: number | string = 'n') => ({ name: 'image', shape: [batch, 3, 2, 2] });
const relu = { op: 'Relu', input: ['image'], output: ['r'] };

/** Pixels as they are, 2×2. */
const preprocessing: Preprocessing = preprocessingSchema.parse({ width: 2, height: 2, scale: 1 });
const open = (path: string, layer: string, other: Partial<Preprocessing> = {}) =>
  openLayerSession(path, { layers: [layer], preprocessing: { ...preprocessing, ...other } });

/** Plain images of 2×2: red 1, 2, 3 …, green 0, blue 0. */
const images: string[] = [];
beforeAll(async () => {
  for (const r of [1, 2, 3]) {
    const path = join(folder, `${r}.png`);
    await sharp({ create: { width: 2, height: 2, channels: 3, background: { r, g: 0, b: 0 } } })
      .png()
      .toFile(path);
    images.push(path);
  }
});

describe('a model that is unusual but fine', () => {
  test('with a fixed batch is filled up, and what was filled in is dropped', async () => {
    const path = made('fixed', { inputs: [image(2)], nodes: [relu], outputs: [{ name: 'r', shape: null }] });
    const session = await open(path, 'r');
    expect(session.batchSize).toBe(2);
    const [layer] = (await session.run(await session.prepare(images.slice(2)))).layers;
    const { shape, data } = layer as LayerActivations;
    expect(shape).toEqual([1, 3, 2, 2]);
    expect([...data]).toEqual([3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
    await session.close();
  });

  test('with a vector as layer has one place a unit, and its classes are the predictions', async () => {
    const mean = { op: 'ReduceMean', input: ['r'], output: ['m'], attributes: { axes: [2, 3], keepdims: 0 } };
    const path = made('vector', {
      inputs: [image()],
      nodes: [relu, mean],
      outputs: [{ name: 'm', shape: ['n', 3] }],
    });
    const session = await open(path, 'm', { channelOrder: 'bgr' });
    const { layers, predictions } = await session.run(await session.prepare(images));
    const { shape, data } = layers[0] as LayerActivations;
    expect(shape).toEqual([3, 3, 1, 1]);
    // Blue, green, red.
    expect([...data]).toEqual([0, 0, 1, 0, 0, 2, 0, 0, 3]);
    expect(predictions).toEqual([2, 2, 2]);
    await session.close();
  });

  test('whose own output is not float can be explained inside, without predictions', async () => {
    const top = { op: 'ArgMax', input: ['r'], output: ['top'], attributes: { axis: 1, keepdims: 0 } };
    const path = made('argmax', {
      inputs: [image()],
      nodes: [relu, top],
      outputs: [{ name: 'top', shape: null, type: 'int64' }],
    });
    const session = await open(path, 'r');
    expect((await session.run(await session.prepare(images))).predictions).toBeNull();
    await session.close();
    await expect(open(path, 'top')).rejects.toThrow(/tensor "top" .* can't be explained: holds int64, not float32/);
  });

  test('that takes (batch, height, width, channels) is fed so', async () => {
    const path = made('nhwc', {
      inputs: [{ name: 'image', shape: ['n', 2, 2, 3] }],
      nodes: [{ op: 'Transpose', input: ['image'], output: ['t'], attributes: { perm: [0, 3, 1, 2] } }],
      outputs: [{ name: 't', shape: null }],
    });
    const session = await open(path, 't', { layout: 'nhwc' });
    const [layer] = (await session.run(await session.prepare(images.slice(0, 1)))).layers;
    expect([...(layer as LayerActivations).data]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    await session.close();
    await expect(open(path, 't')).rejects.toThrow(/makes images of \(3, 2, 2\), .* takes \(2, 2, 3\)/);
  });
});

describe('a model that can’t be used is refused with its file and what to do:', () => {
  const huge = 10_000_000_000;
  const shapeOf = (...dims: number[]) => ({ name: 's', dims: [dims.length], data: BigInt64Array.from(dims, BigInt) });
  const cases: [string, MadeModel, RegExp][] = [
    [
      'two inputs',
      {
        inputs: [image(), { ...image(), name: 'mask' }],
        nodes: [{ op: 'Mul', input: ['image', 'mask'], output: ['r'] }],
        outputs: [{ name: 'r', shape: null }],
      },
      /expected one input, the image; found 2 \(image, mask\)\. Export/,
    ],
    [
      'an input of float16',
      {
        inputs: [{ ...image(), type: 'float16' }],
        nodes: [relu],
        outputs: [{ name: 'r', shape: null, type: 'float16' }],
      },
      /expected a float32 image .* found float16/,
    ],
    [
      'tokens that are no grid',
      {
        inputs: [image()],
        nodes: [{ op: 'Reshape', input: ['image', 's'], output: ['r'] }],
        outputs: [{ name: 'r', shape: null }],
        weights: [shapeOf(-1, 6, 2)],
      },
      /tensor "r" .* can't be explained: it holds whole maps in one dimension.*say how with --layer-layout/,
    ],
    [
      'a cycle',
      {
        inputs: [image()],
        nodes: [
          { op: 'Add', input: ['image', 'b'], output: ['r'] },
          { op: 'Relu', input: ['r'], output: ['b'] },
        ],
        outputs: [{ name: 'r', shape: null }],
      },
      /ONNX Runtime can't load the model: .*onnx\.checker/s,
    ],
    [
      'an operator that does not exist',
      { inputs: [image()], nodes: [{ ...relu, op: 'Relux', output: ['r'] }], outputs: [{ name: 'r', shape: null }] },
      /ONNX Runtime can't load the model: .*Relux.*onnx\.checker/s,
    ],
    [
      'weights in another file without a name',
      {
        inputs: [image()],
        nodes: [{ op: 'Add', input: ['image', 'w'], output: ['r'] }],
        outputs: [{ name: 'r', shape: null }],
        weights: [{ name: 'w', dims: [1], data: Float32Array.of(1) }],
        external: 'w',
      },
      /values of tensor "w" lie in another file, which isn't named\. Export/,
    ],
    [
      'terabytes declared by a constant shape',
      {
        inputs: [image(1)],
        nodes: [
          { op: 'ConstantOfShape', input: ['s'], output: ['c'] },
          { op: 'ReduceMean', input: ['c'], output: ['m'], attributes: { axes: [2, 3] } },
          { op: 'Add', input: ['image', 'm'], output: ['r'] },
        ],
        outputs: [{ name: 'r', shape: null }],
        weights: [shapeOf(1, 3, huge, 2)],
      },
      /tensor "c" \(1, 3, 10000000000, 2\) takes 240\.0 GB/,
    ],
    [
      'an image of terabytes',
      {
        inputs: [{ name: 'image', shape: ['n', 3, 1_000_000, 1_000_000] }],
        nodes: [relu],
        outputs: [{ name: 'r', shape: null }],
      },
      /makes images of \(3, 2, 2\), .* takes \(3, 1000000, 1000000\)/,
    ],
    [
      'an enlargement to terabytes',
      {
        inputs: [image()],
        nodes: [{ op: 'Resize', input: ['image', '', '', 's'], output: ['r'] }],
        outputs: [{ name: 'r', shape: null }],
        weights: [shapeOf(1, 3, 2_000_000, 2_000_000)],
      },
      /tensor "r" \(1, 3, 2000000, 2000000\) takes 48000\.0 GB for 8 images; .* of memory are available\. Export/,
    ],
  ];
  test.each(cases)('%s', async (name, model, message) => {
    const before = process.memoryUsage.rss();
    const path = made(name, model);
    const opening = open(path, 'r');
    await expect(opening).rejects.toThrow(ModelLoadError);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(path);
    expect(process.memoryUsage.rss() - before).toBeLessThan(1e9);
  });

  const whole = readFileSync(resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx'));
  test.each([
    ['an empty file', new Uint8Array(0)],
    ['one byte', Uint8Array.of(8)],
    ['half a model', whole.subarray(0, whole.length / 2)],
    ['a model without its last byte', whole.subarray(0, -1)],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ['text', 'version https://git-lfs.github.com/spec/v1\n'],
    ['zeros', new Uint8Array(1000)],
  ])('%s', async (_, bytes) => {
    const path = write('bytes.onnx', bytes);
    await expect(readModel(path)).rejects.toThrow(ModelLoadError);
    await expect(readModel(path)).rejects.toThrow(`${path}: not an ONNX model. Export the network`);
  });

  test.each([
    [0, 3, 2, 2],
    ['n', 3, 0, 2],
    ['n', 3, 2, 0],
  ])('for %s×%s×%s×%s images, which are none', async (...shape) => {
    const nodes = [relu];
    const path = made('none', { inputs: [{ name: 'image', shape }], nodes, outputs: [{ name: 'r', shape: null }] });
    await expect(open(path, 'r')).rejects.toThrow(/expected images as input "image", found .* which holds none/);
  });

  test('for images of 40,000×40,000', () => {
    const sizes = preprocessingSchema.safeParse({ width: 40_000, height: 40_000 });
    expect(sizes.error?.issues.map(({ path }) => path)).toEqual([['width'], ['height']]);
  });

  test('with an operator that has the name of what every object has', async () => {
    const node = { op: 'constructor', input: ['image'], output: ['r'] };
    const path = made('operator', { inputs: [image()], nodes: [node], outputs: [{ name: 'r', shape: null }] });
    await expect(open(path, 'r')).rejects.toThrow(ModelLoadError);
  });

  test('a device', async () => {
    await expect(readModel('/dev/zero')).rejects.toThrow(
      /can't be read\. Give the path of an \.onnx file, not of a folder/,
    );
  });

  test('a folder, or nothing there', async () => {
    await expect(readModel(folder)).rejects.toThrow(/can't be read\. Give the path of an \.onnx file/);
    await expect(readModel(join(folder, 'absent.onnx'))).rejects.toThrow(/absent\.onnx: can't be read/);
  });
});

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

describe('an image that can’t be used is refused with its file:', () => {
  test('cut off, not an image, or larger than it may be', async () => {
    const path = made('plain', { inputs: [image()], nodes: [relu], outputs: [{ name: 'r', shape: null }] });
    const session = await open(path, 'r');
    const jpeg = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const cut = write('cut.jpg', jpeg.subarray(0, jpeg.length / 2));
    await expect(session.prepare([cut])).rejects.toThrow(
      /cut\.jpg: expected an image, can't decode it .* Replace the file/,
    );
    await expect(session.prepare([write('note.jpg', 'a note')])).rejects.toThrow(/note\.jpg: expected an image/);
    // A few bytes that claim to be 900 million pixels.
    const size = Buffer.alloc(13);
    size.writeUInt32BE(30_000, 0);
    size.writeUInt32BE(30_000, 4);
    size.set([8, 2, 0, 0, 0], 8);
    const parts = [
      pngChunk('IHDR', size),
      pngChunk('IDAT', deflateSync(Buffer.alloc(9))),
      pngChunk('IEND', Buffer.alloc(0)),
    ];
    const bomb = write('bomb.png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]));
    await expect(session.prepare([bomb])).rejects.toThrow(/bomb\.png: .*exceeds pixel limit/);
    await session.close();
  });
});
