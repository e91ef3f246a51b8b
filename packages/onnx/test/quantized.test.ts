import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { afterAll, describe, expect, test } from 'vitest';
import { openLayerSession, preprocessingSchema, readModel } from '../src/index.ts';
import { integersAreExact, requireExactIntegers } from '../src/integer-kernels.ts';
import { type MadeModel, type MadeNode, type MadeWeight, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-quantized-'));
afterAll(() => rmSync(folder, { recursive: true }));
function write(name: string, model: MadeModel): string {
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, makeModel(model));
  return path;
}

/** Pixels on a side, and units. */
const [SIDE, UNITS] = [16, 8];
/** Of image, weights, and what comes of them; none is a whole part of another. */
const [IMAGE_STEP, WEIGHT_STEP, STEP] = [1 / 255, 0.02, 0.05].map(Math.fround) as [number, number, number];
const float = (name: string, value: number): MadeWeight => ({ name, dims: [], data: Float32Array.of(value) });
const zero = (name: string, type: 'uint8' | 'int8'): MadeWeight => ({ name, dims: [], data: new Uint8Array(1), type });
/** (unit, channel) bytes over the whole range, in the order of a multiplication. */
const kernel = Int8Array.from({ length: UNITS * 3 }, (_, i) => ((i * 89 + 31) % 255) - 127);

const quantize = (from: string, to: string, scale: string): MadeNode[] => [
  { op: 'QuantizeLinear', input: [from, scale, 'zero'], output: [`${to}q`] },
  { op: 'DequantizeLinear', input: [`${to}q`, scale, 'zero'], output: [to] },
];
const qdq: MadeModel = {
  inputs: [{ name: 'image', shape: ['n', 3, SIDE, SIDE] }],
  nodes: [
    ...quantize('image', 'x', 'sx'),
    { op: 'DequantizeLinear', input: ['wq', 'sw', 'zero8'], output: ['w'] },
    { op: 'Conv', input: ['x', 'w'], output: ['c'] },
    { op: 'Relu', input: ['c'], output: ['r'] },
    ...quantize('r', 'd', 'sd'),
    { op: 'DequantizeLinear', input: ['vq', 'sw', 'zero8'], output: ['v'] },
    { op: 'Conv', input: ['d', 'v'], output: ['e'] },
    ...quantize('e', 'f', 'sd'),
    { op: 'GlobalAveragePool', input: ['f'], output: ['p'] },
    { op: 'Flatten', input: ['p'], output: ['y'] },
  ],
  outputs: [{ name: 'y', shape: ['n', UNITS] }],
  weights: [
    float('sx', IMAGE_STEP),
    float('sw', WEIGHT_STEP),
    float('sd', STEP),
    zero('zero', 'uint8'),
    zero('zero8', 'int8'),
    { name: 'wq', dims: [UNITS, 3, 1, 1], data: kernel },
    {
      name: 'vq',
      dims: [UNITS, UNITS, 1, 1],
      data: Int8Array.from({ length: UNITS ** 2 }, (_, i) => ((i * 53) % 255) - 127),
    },
  ],
};
const preprocessing = preprocessingSchema.parse({ width: SIDE, height: SIDE });

/** Two images, all of whose bytes come up. */
const COUNT = 2;
const bytes = Uint8Array.from({ length: COUNT * 3 * SIDE * SIDE }, (_, i) => (i * 167 + (i >> 4)) % 256);
const input = Float32Array.from(bytes, (byte) => byte * IMAGE_STEP);

async function valuesOf(
  path: string,
  layers: readonly string[],
  { count = COUNT, ...options }: { count?: number; alone?: boolean; threads?: number } = {},
): Promise<ReadonlyMap<string, Float32Array>> {
  const session = await openLayerSession(path, { layers, preprocessing, request: { layout: 'nchw' }, ...options });
  const images = Float32Array.from({ length: count * 3 * SIDE * SIDE }, (_, i) => input[i % input.length] as number);
  const batch = await session.run({ input: images, count });
  await session.close();
  return new Map(layers.map((layer, i) => [layer, batch.layers[i]?.data ?? new Float32Array(0)]));
}

describe('a quantized model', () => {
  test('gives every layer the same values, whatever else is asked for', async () => {
    const path = write('qdq', qdq);
    const layers = ['c', 'r', 'd', 'e', 'f'];
    const together = await valuesOf(path, layers);
    for (const layer of layers) {
      expect((await valuesOf(path, [layer])).get(layer), layer).toEqual(together.get(layer));
      for (const beside of layers) {
        if (beside === layer) continue;
        expect((await valuesOf(path, [layer, beside])).get(layer), `${layer} beside ${beside}`).toEqual(
          together.get(layer),
        );
      }
    }
  });

  test('gives an image the same values, whatever runs beside it, on however many threads', async () => {
    // A product whose rows are the images scales the maps.
    const path = write('scaled', {
      ...qdq,
      nodes: [
        ...qdq.nodes.slice(0, -3),
        { op: 'Flatten', input: ['d'], output: ['m'] },
        { op: 'DequantizeLinear', input: ['gq', 'sw', 'zero8'], output: ['g'] },
        { op: 'Gemm', input: ['m', 'g'], output: ['l'], attributes: { transB: 1 } },
        { op: 'Unsqueeze', input: ['l', 'at'], output: ['u'] },
        { op: 'Mul', input: ['d', 'u'], output: ['e2'] },
        { op: 'GlobalAveragePool', input: ['e2'], output: ['p'] },
        { op: 'Flatten', input: ['p'], output: ['y'] },
      ],
      weights: [
        ...(qdq.weights ?? []),
        { name: 'at', dims: [2], data: BigInt64Array.of(2n, 3n) },
        {
          name: 'gq',
          dims: [UNITS, UNITS * SIDE ** 2],
          data: Int8Array.from({ length: (UNITS * SIDE) ** 2 }, (_, i) => ((i * 97) % 255) - 127),
        },
      ],
    });
    const layers = ['d', 'e2', 'p'];
    const many = await valuesOf(path, layers, { count: 12 });
    for (const options of [{ count: 1 }, { alone: true }, { threads: 3 }, { count: 1, alone: true, threads: 2 }]) {
      for (const [layer, values] of await valuesOf(path, layers, options)) {
        expect(values, `${layer} ${JSON.stringify(options)}`).toEqual(many.get(layer)?.subarray(0, values.length));
      }
    }
  });

  test('gives the values of the graph as written, counted in whole numbers', async () => {
    const found = (await valuesOf(write('exact', qdq), ['d'])).get('d') ?? [];
    const area = SIDE * SIDE;
    let compared = 0;
    for (let at = 0; at < COUNT * UNITS * area; at += 1) {
      const [image, unit, place] = [Math.floor(at / (UNITS * area)), Math.floor(at / area) % UNITS, at % area];
      let sum = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        sum += (bytes[(image * 3 + channel) * area + place] ?? 0) * (kernel[unit * 3 + channel] ?? 0);
      }
      const steps = Math.min(255, Math.max(0, (sum * IMAGE_STEP * WEIGHT_STEP) / STEP));
      // Halfway between two steps the last bit decides.
      if (Math.abs(steps - Math.floor(steps) - 0.5) < 1e-3) continue;
      compared += 1;
      expect(Math.abs((found[at] ?? Number.NaN) - Math.round(steps) * STEP)).toBeLessThan(STEP / 100);
    }
    expect(compared).toBeGreaterThan(1000);
  });

  test('whose step is taken from what it gets sees each image alone', async () => {
    const path = write('dynamic', {
      inputs: [{ name: 'image', shape: ['n', 3, SIDE, SIDE] }],
      nodes: [
        { op: 'DynamicQuantizeLinear', input: ['image'], output: ['q', 's', 'z'] },
        { op: 'DequantizeLinear', input: ['q', 's', 'z'], output: ['d'] },
      ],
      outputs: [{ name: 'd', shape: null }],
    });
    const session = await openLayerSession(path, { layers: ['d'], preprocessing, request: { layout: 'nchw' } });
    // The second image is a thousand times as bright: its step would swallow the first.
    const size = 3 * SIDE * SIDE;
    const uneven = Float32Array.from(input, (value, i) => (i < size ? value : value * 1000));
    const [both] = (await session.run({ input: uneven, count: 2 })).layers;
    const [one] = (await session.run({ input: uneven.slice(0, size), count: 1 })).layers;
    await session.close();
    expect(both?.shape).toEqual([2, 3, SIDE, SIDE]);
    expect(both?.data.slice(0, size)).toEqual(one?.data);
    expect(new Set(one?.data).size).toBeGreaterThan(200);
  });
});

describe('kernels for bytes', () => {
  test('that cut sums off are refused, with the reason', async () => {
    const refused = requireExactIntegers('some.onnx', { exact: async () => false });
    await expect(refused).rejects.toThrow(ModelLoadError);
    await expect(refused).rejects.toThrow(/^some\.onnx: .* cuts off at 16 bits.* Use a processor with VNNI, or export/);
    await expect(requireExactIntegers('some.onnx', { exact: async () => true })).resolves.toBeUndefined();
  });

  test('that add up exactly are used', async () => {
    const path = write('integers', {
      inputs: [{ name: 'image', shape: ['n', 3, 1, 1] }],
      nodes: [
        { op: 'QuantizeLinear', input: ['image', 'one', 'zero'], output: ['q'] },
        { op: 'ConvInteger', input: ['q', 'w'], output: ['i'] },
        { op: 'Cast', input: ['i'], output: ['c'], attributes: { to: 1 } },
      ],
      outputs: [{ name: 'c', shape: null }],
      weights: [
        float('one', 1),
        zero('zero', 'uint8'),
        { name: 'w', dims: [1, 3, 1, 1], data: Int8Array.of(127, 127, 127) },
      ],
    });
    const small = preprocessingSchema.parse({ width: 1, height: 1 });
    if (!(await integersAreExact())) {
      await expect(readModel(path)).rejects.toThrow(/Use a processor with VNNI/);
      return;
    }
    const session = await openLayerSession(path, { layers: ['c'], preprocessing: small, request: { layout: 'nchw' } });
    const { layers } = await session.run({ input: Float32Array.of(255, 255, 255), count: 1 });
    await session.close();
    expect([...(layers[0]?.data ?? [])]).toEqual([3 * 255 * 127]);
  });
});
