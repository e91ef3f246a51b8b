import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  cutAtLayer,
  findTensor,
  hashModel,
  nameLayers,
  openLayerSession,
  type Preprocessing,
  readModel,
} from '../src/index.ts';
import { type MadeModel, type MadeNode, makeModel } from './make-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'strata-modules-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const SCOPES = 'pkg.torch.onnx.name_scopes';
const image = { name: 'x', shape: ['n', 3, 4, 4] };
const y = { name: 'y', shape: null };

let written = 0;
const write = (nodes: readonly MadeNode[], about: Partial<MadeModel> = {}): string => {
  written += 1;
  const path = join(scratch, `${written}.onnx`);
  writeFileSync(path, makeModel({ inputs: [image], nodes, outputs: [y], ...about }));
  return path;
};

/** Two blocks of two layers behind a stem, as PyTorch's default exporter notes them; tensors are counted from `from`. */
const residual = (noted: (scopes: readonly string[], node: string) => Record<string, string>, from = 0): MadeNode[] => {
  const name = (kind: string, place: number) => (place + from === 0 ? kind : `${kind}_${place + from}`);
  const node = (op: string, input: readonly string[], output: string, scopes: readonly string[]): MadeNode => ({
    op,
    input,
    output: [output],
    name: `node_${output}`,
    metadata: noted(['', ...scopes], output),
  });
  const block = (before: string, path: string, place: number): MadeNode[] => [
    node('Relu', [before], name('relu', place), ['layer1', path, `${path}.relu`]),
    node('Add', [name('relu', place), before], name('add', place), ['layer1', path]),
  ];
  return [
    node('Neg', ['x'], name('neg', 0), ['stem']),
    ...block(name('neg', 0), 'layer1.0', 0),
    ...block(name('add', 0), 'layer1.1', 1),
    // What a module reads of a size is nothing that it gives out, even if it comes last.
    node('Shape', [name('add', 1)], 'size', ['layer1']),
    node('GlobalAveragePool', [name('add', 1)], 'pooled', ['pool']),
    { op: 'Flatten', input: ['pooled'], output: ['y'] },
  ];
};
const scopes = (paths: readonly string[], node: string) => ({
  [SCOPES]: `[${[...paths, node].map((path) => `'${path}'`).join(', ')}]`,
});
const namespace = (paths: readonly string[], node: string) => ({
  namespace: [...paths.map((path) => `${path}: torch.nn.Module`), `${node}: aten.op.default`].join('/'),
});
const ends = {
  stem: 'neg',
  layer1: 'add_1',
  'layer1.0': 'add',
  'layer1.0.relu': 'relu',
  'layer1.1': 'add_1',
  'layer1.1.relu': 'relu_1',
  pool: 'pooled',
};

describe('a module gives out the tensor that its last node makes,', () => {
  test.each([
    ['by the scopes of PyTorch’s default exporter', scopes],
    ['by its namespace', namespace],
    [
      'by scopes in Python’s other quotes, and by paths of older tracers',
      (paths: readonly string[], node: string) => ({
        [SCOPES]: `["${[...paths, node].map((path) => (path.includes('.') ? `L['self'].${path.replace(/\.(\d)/u, '[$1]')}` : path)).join('", "')}"]`,
      }),
    ],
    [
      'by a namespace without types',
      (paths: readonly string[]) => ({ namespace: paths.map((path) => path.split('.').at(-1)).join('/') }),
    ],
  ])('%s', async (_, noted) => {
    const model = await readModel(write(residual(noted)));
    expect(Object.fromEntries(model.ends)).toEqual(ends);
    for (const [path, tensor] of Object.entries(ends)) expect(findTensor(model, path).name).toBe(tensor);
  });

  test('by the names of the older exporter, with numbered modules inside numbered ones', async () => {
    const step = (input: string, name: string, output = `${name}_output_0`): MadeNode => {
      return { op: 'Relu', input: [input], output: [output], name };
    };
    const made = [
      step('x', '/features/features.0/features.0.0/Relu'),
      step('/features/features.0/features.0.0/Relu_output_0', '/features/features.1/conv/conv.0/conv.0.1/Relu'),
      step('/features/features.1/conv/conv.0/conv.0.1/Relu_output_0', '/encoder/layer.2/Relu'),
      // The graph's own output has no path in its name, the node that makes it has.
      step('/encoder/layer.2/Relu_output_0', '/head/act/Relu', 'last'),
      step('last', '/Relu', 'y'),
    ];
    const { ends: found } = await readModel(write(made));
    expect(Object.fromEntries(found)).toEqual({
      features: '/features/features.1/conv/conv.0/conv.0.1/Relu_output_0',
      'features.0': '/features/features.0/features.0.0/Relu_output_0',
      'features.0.0': '/features/features.0/features.0.0/Relu_output_0',
      'features.1': '/features/features.1/conv/conv.0/conv.0.1/Relu_output_0',
      'features.1.conv': '/features/features.1/conv/conv.0/conv.0.1/Relu_output_0',
      'features.1.conv.0': '/features/features.1/conv/conv.0/conv.0.1/Relu_output_0',
      'features.1.conv.0.1': '/features/features.1/conv/conv.0/conv.0.1/Relu_output_0',
      encoder: '/encoder/layer.2/Relu_output_0',
      'encoder.layer.2': '/encoder/layer.2/Relu_output_0',
      head: 'last',
      'head.act': 'last',
    });
  });

  test('by the names that TensorFlow’s exporter makes, and by scopes that don’t end with the node', async () => {
    const nodes = [
      { op: 'Relu', input: ['x'], output: ['StatefulPartitionedCall/net/conv1_relu/Relu:0'] },
      {
        ...{ op: 'Neg', input: ['StatefulPartitionedCall/net/conv1_relu/Relu:0'], output: ['z'] },
        metadata: { [SCOPES]: "['', 'top', 'top.0']" },
      },
      { op: 'Abs', input: ['z'], output: ['y'] },
    ];
    expect(Object.fromEntries((await readModel(write(nodes))).ends)).toEqual({
      net: 'StatefulPartitionedCall/net/conv1_relu/Relu:0',
      'net.conv1_relu': 'StatefulPartitionedCall/net/conv1_relu/Relu:0',
      top: 'z',
      'top.0': 'z',
    });
  });

  test('also where the exporter moved a node of the inside behind it', async () => {
    const nodes = [
      { op: 'Relu', input: ['x'], output: ['a'], metadata: scopes(['', 'block'], 'a') },
      { op: 'Neg', input: ['a'], output: ['b'], metadata: scopes(['', 'block'], 'b') },
      // Read by nobody: left over, and no output of the module.
      { op: 'Abs', input: ['a'], output: ['c'], metadata: scopes(['', 'block'], 'c') },
      { op: 'Abs', input: ['b'], output: ['y'] },
    ];
    expect(Object.fromEntries((await readModel(write(nodes))).ends)).toEqual({ block: 'b' });
  });
});

describe('a module that is called more than once', () => {
  const twice = [
    { op: 'Relu', input: ['x'], output: ['a'], metadata: scopes(['', 'block', 'block.act'], 'a') },
    { op: 'Neg', input: ['a'], output: ['b'], metadata: scopes(['', 'block'], 'b') },
    { op: 'Relu', input: ['b'], output: ['c'], metadata: scopes(['', 'block', 'block.act'], 'c') },
    { op: 'Abs', input: ['c'], output: ['y'], metadata: scopes([''], 'y') },
  ];

  test('has what its last call gives by its path, and each call’s by its number', async () => {
    expect(Object.fromEntries((await readModel(write(twice))).ends)).toEqual({
      ...{ block: 'c', 'block.act': 'c' },
      ...{ 'block.act#0': 'a', 'block.act#1': 'c' },
    });
  });

  test('is told with its calls', async () => {
    const path = write(twice);
    const [layer] = await nameLayers(path, ['block.act']);
    expect(layer).toEqual({
      ...{ name: 'block.act', tensor: 'c', end: 'c' },
      modules: ['block', 'block.act', 'block.act#1'],
      calls: ['block.act#0', 'block.act#1'],
    });
    expect((await nameLayers(path, ['c', 'block.act#0'])).map(({ tensor, calls }) => [tensor, calls])).toEqual([
      ['c', []],
      ['a', []],
    ]);
  });

  test('is not one with a node between of which nobody says where it belongs', async () => {
    const nodes = twice.map((node, i) => (i === 1 ? { ...node, metadata: {} } : node));
    expect(Object.fromEntries((await readModel(write(nodes))).ends)).toEqual({ block: 'c', 'block.act': 'c' });
  });
});

test('a convolution that a normalization was folded into is no longer what its module gives', async () => {
  const conv = (name: string, weight: string, input: string): MadeNode => {
    return { op: 'Conv', input: [input, weight], output: [`${name}_output_0`], name };
  };
  const nodes = [
    conv('/block/conv1/Conv', 'onnx::Conv_12', 'x'),
    conv('/block/conv2/Conv', 'block.conv2.weight', '/block/conv1/Conv_output_0'),
    { op: 'Abs', input: ['/block/conv2/Conv_output_0'], output: ['y'] },
  ];
  const weights = ['onnx::Conv_12', 'block.conv2.weight'].map((name) => ({
    ...{ name, dims: [3, 3, 1, 1] },
    data: new Float32Array(9),
  }));
  const { ends: found } = await readModel(write(nodes, { weights }));
  expect(Object.fromEntries(found)).toEqual({
    block: '/block/conv2/Conv_output_0',
    'block.conv2': '/block/conv2/Conv_output_0',
  });
});

test('a module whose last convolution was folded into a normalization outside gives nothing', async () => {
  const scoped = (op: string, input: string[], { output, scopes }: { output: string; scopes: string[] }): MadeNode => ({
    ...{ op, input, output: [output] },
    metadata: { 'pkg.torch.onnx.name_scopes': `[${['', ...scopes, output].map((one) => `'${one}'`).join(', ')}]` },
  });
  // stem = Sequential(conv, relu, conv), norm, act: the second convolution has become the norm's node. In tail = Sequential(conv, norm) it
  // is still the module's own last.
  const nodes = [
    scoped('Conv', ['x', 'stem.0.weight'], { output: 'conv', scopes: ['stem', 'stem.0'] }),
    scoped('Relu', ['conv'], { output: 'relu', scopes: ['stem', 'stem.1'] }),
    scoped('Conv', ['relu', 'stem.2.weight'], { output: 'normed', scopes: ['norm'] }),
    scoped('Relu', ['normed'], { output: 'acted', scopes: ['act'] }),
    scoped('Conv', ['acted', 'tail.0.weight'], { output: 'tailed', scopes: ['tail', 'tail.1'] }),
    { op: 'Abs', input: ['tailed'], output: ['y'] },
  ];
  const weights = ['stem.0.weight', 'stem.2.weight', 'tail.0.weight'].map((name) => ({
    ...{ name, dims: [3, 3, 1, 1] },
    data: new Float32Array(9),
  }));
  const { ends: found } = await readModel(write(nodes, { weights }));
  expect(Object.fromEntries(found)).toEqual({
    ...{ 'stem.0': 'conv', 'stem.1': 'relu', norm: 'normed', act: 'acted' },
    ...{ tail: 'tailed', 'tail.1': 'tailed' },
  });
});

test('one path is the same layer in two files whose tensors are named otherwise, and the same numbers come out', async () => {
  const preprocessing: Preprocessing = {
    ...{ width: 4, height: 4, channelOrder: 'rgb', scale: 1, layout: 'nchw', resize: 'stretch' },
    mean: [0, 0, 0],
    standardDeviation: [1, 1, 1],
  };
  const read = async (path: string, layer: string) => {
    const session = await openLayerSession(path, { layers: [layer, `${layer}.1`, layer], preprocessing });
    try {
      const input = Float32Array.from({ length: 48 }, (_, i) => (i % 7) - 3);
      return (await session.run({ input, count: 1 })).layers.map(({ data }) => [...data].map((value) => value + 0));
    } finally {
      await session.close();
    }
  };
  const first = await read(write(residual(scopes)), 'layer1');
  expect(await read(write(residual(scopes, 160)), 'layer1')).toEqual(first);
  // The stem turns the sign, each block adds what is positive: −3 → 3 → 6 → 12, and 3 → −3 stays.
  expect(first[0]?.slice(0, 7)).toEqual([12, 8, 4, 0, -1, -2, -3]);
  expect(first[1]).toEqual(first[0]);
  expect(first[2]).toEqual(first[0]);
});

test('a model is cut at a module as at its tensor', async () => {
  const path = write(residual(scopes));
  const [byPath, byName] = [await cutAtLayer(path, 'layer1.0'), await cutAtLayer(path, 'add')];
  expect(byPath.layer.name).toBe('add');
  expect(byPath.bytes).toEqual(byName.bytes);
});

test('a tensor’s own name goes before a module’s path', async () => {
  const nodes = [
    { op: 'Relu', input: ['x'], output: ['relu'], metadata: scopes(['', 'stem'], 'relu') },
    { op: 'Neg', input: ['relu'], output: ['neg'], metadata: scopes(['', 'relu'], 'neg') },
    { op: 'Abs', input: ['neg'], output: ['y'] },
  ];
  const model = await readModel(write(nodes));
  expect(findTensor(model, 'relu').op).toBe('Relu');
  expect(model.ends.get('relu')).toBe('neg');
});

test('blocks are modules that hold others, and those at the top below what wraps all', async () => {
  const blocks = async (nodes: readonly MadeNode[]) =>
    (await readModel(write(nodes))).tensors.filter(({ endsBlock }) => endsBlock).map(({ name }) => name);
  expect(await blocks(residual(scopes))).toEqual(['neg', 'add', 'add_1', 'pooled']);
  const wrapped = residual((paths, node) => scopes(['', 'net', ...paths.slice(1).map((path) => `net.${path}`)], node));
  expect(await blocks(wrapped)).toEqual(['neg', 'add', 'add_1', 'pooled']);
});

describe('somebody who asks for what is not there is shown the nearest in the tree of modules, never in spelling:', () => {
  const path = write(residual(scopes));
  test.each([
    ['layer1.1.drop', 'The nearest module is "layer1.1", with "layer1.1.relu" inside.'],
    ['layer1.5', 'The nearest module is "layer1", with "layer1.0", "layer1.1" inside.'],
    ['layer2', 'At the top stand "stem", "layer1", "pool".'],
    ['relu_7', 'At the top stand "stem", "layer1", "pool".'],
    ['model.layer1.1', 'Did you mean module "layer1.1"?'],
    ['module.layer1[0]', 'Did you mean module "layer1.0"?'],
    ['1.relu', 'Did you mean module "layer1.1.relu"?'],
    ['/layer1/layer1.0/relu/Relu_output_0', 'Did you mean module "layer1.0.relu"?'],
    ['/layer1/Relu_output_0', 'Did you mean module "layer1"?'],
    ['/', 'At the top stand'],
  ])('%s', async (asked, hint) => {
    const model = await readModel(path);
    expect(() => findTensor(model, asked)).toThrow(
      `no tensor is named "${asked}", and no module has this path. ${hint}`,
    );
  });

  test('several of the same end are all named', async () => {
    const model = await readModel(path);
    expect(() => findTensor(model, 'backbone.relu')).toThrow(
      'Modules of that name are "layer1.0.relu", "layer1.1.relu".',
    );
  });

  test('a file that tells no modules is no reason to guess', async () => {
    const model = await readModel(write([{ op: 'Relu', input: ['x'], output: ['y'] }]));
    expect(() => findTensor(model, 'z')).toThrow(
      'no tensor is named "z". The file tells no modules; "strata layers" lists its tensors.',
    );
  });
});

test('a tensor that a module gives and that can’t be explained is refused with both names', async () => {
  const nodes = [
    { op: 'Relu', input: ['x'], output: ['a'], metadata: scopes(['', 'net'], 'a') },
    {
      op: 'ReduceMean',
      input: ['a'],
      output: ['m'],
      attributes: { axes: [0, 1, 2, 3] },
      metadata: scopes(['', 'all'], 'm'),
    },
    { op: 'Neg', input: ['m'], output: ['y'] },
  ];
  const preprocessing = { width: 4, height: 4, channelOrder: 'rgb', layout: 'nchw' } as Preprocessing;
  await expect(openLayerSession(write(nodes), { layers: ['all'], preprocessing })).rejects.toThrow(
    /tensor "m" \(.*\), what module "all" gives, can't be explained/,
  );
});

test('what is noted of nodes stays in the file that the runtime gets, and no hash changes with how it is read', async () => {
  const external = { weights: [{ name: 'w', dims: [1], data: Float32Array.of(1), elsewhere: { location: 'w.data' } }] };
  writeFileSync(join(scratch, 'w.data'), Float32Array.of(1));
  const nodes = [{ op: 'Mul', input: ['x', 'w'], output: ['y'], metadata: scopes(['', 'scale'], 'mul') }];
  const [plain, noted] = [
    write(
      nodes.map(({ metadata: _, ...node }) => node),
      external,
    ),
    write(nodes, external),
  ];
  expect(await hashModel(noted)).not.toBe(await hashModel(plain));
  expect(await hashModel(noted)).toBe('113e187234c81c0dd18bf73dd1acb48950ff1c9c5b81e3018c24655cac48acc5');
});

const DEMO = resolve(import.meta.dirname, '../../demo/checkpoints/demo-cnn-epoch-30.onnx');
test('the demo’s network tells its modules by its tensors’ names', async () => {
  const model = await readModel(DEMO);
  expect(findTensor(model, 'block4').name).toBe('/block4/relu/Relu_output_0');
  expect(findTensor(model, '/block4/relu/Relu_output_0').modules).toEqual(['block4', 'block4.relu']);
});
