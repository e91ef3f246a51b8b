import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelLoadError } from '@strata/domain';
import { afterAll, describe, expect, test } from 'vitest';
import { openLayerSession, preprocessingSchema, readModel } from '../src/index.ts';
import { type MadeModel, type MadeNode, type MadeWeight, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-steady-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function write(model: MadeModel): string {
  files += 1;
  const path = join(folder, `${files}.onnx`);
  writeFileSync(path, makeModel(model));
  return path;
}

const floats = (name: string, ...values: number[]): MadeWeight => ({
  name,
  dims: values.length === 1 ? [] : [values.length],
  data: Float32Array.from(values),
});
const flag = (name: string, value: number): MadeWeight => ({ name, dims: [], data: Uint8Array.of(value) });
const weights = [
  floats('scale', 1, 1, 1),
  floats('bias', 0, 0, 0),
  floats('mean', 0, 0, 0),
  floats('variance', 1, 1, 1),
  floats('ratio', 0.5),
  floats('none', 0),
  flag('yes', 1),
  flag('no', 0),
];
const statistics = ['scale', 'bias', 'mean', 'variance'];
const normalize = (attributes: MadeNode['attributes'], output = ['b'], from = 'a'): MadeNode => ({
  op: 'BatchNormalization',
  input: [from, ...statistics],
  output,
  attributes: attributes ?? {},
});
const drop = (...input: string[]): MadeNode => ({ op: 'Dropout', input: ['a', ...input], output: ['b'] });
/** image → a (Neg) → what is tried → r (Relu) → y */
const model = (tried: readonly MadeNode[], other: Partial<MadeModel> = {}): MadeModel => ({
  inputs: [{ name: 'image', shape: ['n', 3, 4, 2] }],
  nodes: [
    { op: 'Neg', input: ['image'], output: ['a'] },
    ...tried,
    { op: 'Relu', input: ['b'], output: ['r'] },
    { op: 'GlobalAveragePool', input: ['r'], output: ['p'] },
    { op: 'Flatten', input: ['p'], output: ['y'] },
  ],
  outputs: [{ name: 'y', shape: ['n', 3] }],
  weights,
  ...other,
});
const inner = (nodes: readonly MadeNode[], output: string): MadeModel => ({
  inputs: [],
  nodes,
  outputs: [{ name: output, shape: null }],
});
const choice = (then: readonly MadeNode[]): MadeNode => ({
  op: 'If',
  input: ['yes'],
  output: ['b'],
  attributes: { then_branch: inner(then, 't'), else_branch: inner([{ op: 'Abs', input: ['a'], output: ['e'] }], 'e') },
});
const call: MadeNode = { op: 'Block', domain: 'own', input: ['a', ...statistics], output: ['b'] };
const block = (
  attributes: MadeNode['attributes'],
  declared: readonly string[] = [],
  outputs = 3,
): Partial<MadeModel> => ({
  functions: [
    {
      name: 'Block',
      input: ['a', ...statistics],
      output: ['b'],
      attributes: declared,
      nodes: [normalize(attributes, ['b', 'm', 'v'].slice(0, outputs))],
    },
  ],
});
const training = { training_mode: 1 };
const preprocessing = preprocessingSchema.parse({ width: 2, height: 4 });

describe('a layer behind a node that gives other values each time is refused, with node and remedy:', () => {
  const cases: [string, MadeModel, RegExp][] = [
    [
      'a normalization',
      model([normalize(training, ['b', 'm', 'v'])]),
      /node "b" \(BatchNormalization\), .*model\.eval\(\)/,
    ],
    [
      'one that an older file asks for statistics',
      model([normalize({}, ['b', 'm', 'v', 'sm', 'sv'])], { opset: 9 }),
      /node "b" .*training mode/,
    ],
    ['dropout', model([drop('ratio', 'yes')]), /node "b" \(Dropout\), .*model\.eval\(\)/],
    ['dropout without a ratio', model([drop('', 'yes')]), /node "b" \(Dropout\)/],
    [
      'dropout whose mode comes from another node',
      model([{ op: 'Identity', input: ['yes'], output: ['mode'] }, drop('ratio', 'mode')]),
      /node "b" \(Dropout\)/,
    ],
    [
      'dropout whose mode is a Constant',
      model([
        { op: 'Constant', input: [], output: ['mode'], attributes: { value: flag('', 1) } },
        drop('ratio', 'mode'),
      ]),
      /node "b" \(Dropout\)/,
    ],
    [
      'random numbers',
      model([
        { op: 'RandomNormalLike', input: ['a'], output: ['noise'] },
        { op: 'Add', input: ['a', 'noise'], output: ['b'] },
      ]),
      /node "noise" \(RandomNormalLike\), which draws random numbers; export the network without it/,
    ],
    ['a branch', model([choice([{ ...drop('ratio', 'yes'), output: ['t'] }])]), /node "t" \(Dropout\)/],
    ['a function', model([call], block(training)), /node "b" \(BatchNormalization\)/],
    [
      'a function that is told so where it is called',
      model([{ ...call, attributes: { mode: 1 } }], block({ training_mode: { refers: 'mode' } }, ['mode'])),
      /node "b" \(BatchNormalization\)/,
    ],
  ];
  test.each(cases)('%s', async (_, made, message) => {
    const path = write(made);
    for (const layer of ['b', 'r']) {
      const opening = openLayerSession(path, { layers: [layer], preprocessing });
      await expect(opening).rejects.toThrow(ModelLoadError);
      await expect(opening).rejects.toThrow(message);
    }
    const { tensors } = await readModel(path);
    expect(tensors.filter(({ probeable }) => probeable).map(({ name }) => name)).toEqual(['a']);
  });
});

test('a node so old that the runtime has no kernel for it is named, too', async () => {
  const path = write(model([normalize({ is_test: 0 })], { opset: 6 }));
  await expect(readModel(path)).rejects.toThrow(
    /can't load the model.* node "b" \(BatchNormalization\), .*model\.eval\(\)/,
  );
});

describe('nodes that only could do so are let be:', () => {
  const cases: [string, MadeModel][] = [
    ['a normalization as it is used', model([normalize({ training_mode: 0 })])],
    ['one of an older file', model([normalize({})], { opset: 9 })],
    ['dropout that does not train', model([drop('ratio', 'no')])],
    ['dropout by default', model([drop('ratio')])],
    ['dropout of an older file', model([drop()], { opset: 7 })],
    ['dropout of nothing', model([drop('none', 'yes')])],
    [
      'a function that is told not to',
      model([{ ...call, attributes: { mode: 0 } }], block({ training_mode: { refers: 'mode' } }, ['mode'], 1)),
    ],
  ];
  test.each(cases)('%s', async (_, made) => {
    const session = await openLayerSession(write(made), { layers: ['b', 'r'], preprocessing });
    expect((await session.run({ input: new Float32Array(24), count: 1 })).predictions).toHaveLength(1);
    await session.close();
  });
});

test('a layer before such a node gives the same values each time, without predictions', async () => {
  // The runtime keeps one copy of equal constants, and a normalization in training mode writes into its own.
  const made = model([normalize(training, ['b', 'm', 'v'], 's')]);
  const shift: MadeNode = { op: 'Add', input: ['a', 'offset'], output: ['s'] };
  const path = write({
    ...made,
    nodes: [made.nodes[0] as MadeNode, { op: 'Reshape', input: ['mean2', 'dims'], output: ['offset'] }, shift].concat(
      made.nodes.slice(1),
    ),
    weights: [...weights, floats('mean2', 0, 0, 0), { name: 'dims', dims: [3], data: BigInt64Array.of(3n, 1n, 1n) }],
  });
  const session = await openLayerSession(path, { layers: ['s'], preprocessing });
  const input = Float32Array.from({ length: 48 }, (_, i) => i);
  const first = await session.run({ input, count: 2 });
  const second = await session.run({ input, count: 2 });
  await session.close();
  expect(second.layers[0]?.data).toEqual(first.layers[0]?.data);
  expect([...(second.layers[0]?.data ?? [])]).toEqual(Array.from(input, (value) => 0 - value));
  expect(second.predictions).toBeNull();
});
