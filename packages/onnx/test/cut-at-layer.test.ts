import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, test } from 'vitest';
import { cutAtLayer, tapLayer } from '../src/index.ts';
import { type GraphMessage, type ModelMessage, onnxMessage } from '../src/schema.ts';
import { type MadeModel, type MadeNode, makeModel } from './make-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'strata-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));
let models = 0;
const QUIET = { logSeverityLevel: 3 } as const;

function write(model: MadeModel): string {
  models += 1;
  const path = join(folder, `${models}.onnx`);
  writeFileSync(path, makeModel(model));
  return path;
}
const image = (batch: number | string = 'n') => ({ name: 'image', shape: [batch, 3, 2, 2] });
const relu = { op: 'Relu', input: ['image'], output: ['r'] };
const mean = (from: string, to = 'classes') => ({
  op: 'ReduceMean',
  input: [from],
  output: [to],
  attributes: { axes: [2, 3], keepdims: 0 },
});
const classes = [{ name: 'classes', shape: ['n', 3] }];
const graphOf = (bytes: Uint8Array) =>
  (fromBinary(onnxMessage('ModelProto'), bytes) as ModelMessage).graph as GraphMessage;

/** Two images, from −1.2 up. */
const pixels = Float32Array.from({ length: 24 }, (_, i) => 0.1 * i - 1.2);

/** The model's first output, and what `tensor` held meanwhile. */
async function runWhole(path: string, tensor: string): Promise<{ layer: Tensor; output: Tensor }> {
  const { bytes, firstOutput } = await tapLayer(path, tensor);
  const session = await InferenceSession.create(bytes, QUIET);
  const results = await session.run({ image: new Tensor('float32', pixels, [2, 3, 2, 2]) });
  await session.release();
  return { layer: results[tensor] as Tensor, output: results[firstOutput as string] as Tensor };
}

async function runCut(path: string, layer: string, value: Tensor): Promise<Tensor> {
  const cut = await cutAtLayer(path, layer);
  const session = await InferenceSession.create(cut.bytes, QUIET);
  const feeds = { [layer]: value, ...(cut.image && { image: new Tensor('float32', pixels, [2, 3, 2, 2]) }) };
  expect([...session.inputNames].sort()).toEqual(Object.keys(feeds).sort());
  const results = await session.run(feeds);
  await session.release();
  expect(Object.keys(results)).toEqual([cut.output]);
  return results[cut.output] as Tensor;
}

async function expectSame(path: string, layer: string): Promise<void> {
  const whole = await runWhole(path, layer);
  expect((await runCut(path, layer, whole.layer)).data).toEqual(whole.output.data);
}

describe('the cut model', () => {
  test('keeps only what comes after the layer: no earlier nodes and weights, the batch open under its name', async () => {
    const weight = (name: string) => ({ name, dims: [1], data: Float32Array.of(2) });
    const path = write({
      inputs: [image('batch_size')],
      nodes: [
        { op: 'Mul', input: ['image', 'early'], output: ['a'] },
        { op: 'Add', input: ['a', 'late'], output: ['b'] },
        mean('b'),
        { op: 'Mul', input: ['b', 'aside'], output: ['c'] },
      ],
      outputs: [...classes, { name: 'c', shape: null }],
      weights: ['early', 'late', 'aside'].map(weight),
    });
    const { bytes, image: kept, batch } = await cutAtLayer(path, 'a');
    const graph = graphOf(bytes);
    expect(graph.node.map(({ opType }) => opType)).toEqual(['Add', 'ReduceMean']);
    expect(graph.initializer.map(({ name }) => name)).toEqual(['late']);
    expect([graph.input, graph.output].map((list) => list.map(({ name }) => name))).toEqual([['a'], ['classes']]);
    expect([kept, batch]).toEqual([null, null]);
    expect(graph.input[0]).toMatchObject({
      type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'batch_size' }, { dimValue: 3n }, {}, {}] } } },
    });
    await expectSame(path, 'a');
  });

  test('keeps the image where a path leads around the layer', async () => {
    const nodes = [
      relu,
      { op: 'Neg', input: ['image'], output: ['n'] },
      { op: 'Add', input: ['r', 'n'], output: ['s'] },
    ];
    const path = write({ inputs: [image()], nodes: [...nodes, mean('s')], outputs: classes });
    expect((await cutAtLayer(path, 'r')).image).toEqual({ name: 'image', shape: [null, 3, 2, 2] });
    expect((await cutAtLayer(path, 's')).image).toBeNull();
    await expectSame(path, 'r');
    await expectSame(path, 's');
  });

  test('keeps a fixed batch', async () => {
    const path = write({ inputs: [image(2)], nodes: [relu, mean('r')], outputs: [{ name: 'classes', shape: [2, 3] }] });
    expect((await cutAtLayer(path, 'r')).batch).toBe(2);
    await expectSame(path, 'r');
  });

  test('keeps the layer’s maker where its other outputs are needed', async () => {
    const path = write({
      inputs: [image()],
      nodes: [
        { op: 'Split', input: ['image'], output: ['a', 'b'], attributes: { axis: 2 } },
        { op: 'Sub', input: ['a', 'b'], output: ['d'] },
        mean('d'),
      ],
      outputs: classes,
    });
    expect(graphOf((await cutAtLayer(path, 'a')).bytes).node[0]?.output).toEqual(['a/unread', 'b']);
    await expectSame(path, 'a');
    await expectSame(path, 'b');
  });

  test('follows what branches take from around them, graphs inside graphs included', async () => {
    const branch = (name: string, nodes: MadeNode[]) => ({ inputs: [], nodes, outputs: [{ name, shape: null }] });
    const inner = {
      op: 'If',
      input: ['yes'],
      output: ['i'],
      attributes: {
        then_branch: branch('x', [{ op: 'Mul', input: ['r', 'w'], output: ['x'] }]),
        else_branch: branch('y', [{ op: 'Neg', input: ['early'], output: ['y'] }]),
      },
    };
    const outer = {
      op: 'If',
      input: ['yes'],
      output: ['f'],
      attributes: {
        then_branch: branch('i', [inner]),
        else_branch: branch('z', [{ op: 'Neg', input: ['r'], output: ['z'] }]),
      },
    };
    const path = write({
      inputs: [image()],
      nodes: [{ op: 'Neg', input: ['image'], output: ['early'] }, { ...relu, input: ['early'] }, outer, mean('f')],
      outputs: classes,
      weights: [
        { name: 'yes', dims: [], data: Uint8Array.of(1) },
        { name: 'w', dims: [1], data: Float32Array.of(3) },
        { name: 'unused', dims: [1], data: Float32Array.of(3) },
      ],
    });
    const { bytes } = await cutAtLayer(path, 'r');
    expect(graphOf(bytes).initializer.map(({ name }) => name)).toEqual(['yes', 'w']);
    // Only a branch inside a branch reads what the image is needed for.
    expect(graphOf(bytes).node.map(({ opType }) => opType)).toEqual(['Neg', 'If', 'ReduceMean']);
    await expectSame(path, 'r');
  });

  test('passes on what the file holds beyond what is known here', async () => {
    const known = makeModel({ inputs: [image()], nodes: [relu, mean('r')], outputs: classes });
    // producer_name (2): "made elsewhere"; doc_string (6): empty.
    const text = Buffer.from('made elsewhere');
    const unknown = Buffer.concat([Buffer.from([(2 << 3) | 2, text.length]), text, Buffer.from([(6 << 3) | 2, 0])]);
    const path = join(folder, 'unknown.onnx');
    writeFileSync(path, Buffer.concat([known, unknown]));
    const { $unknown } = fromBinary(onnxMessage('ModelProto'), (await cutAtLayer(path, 'r')).bytes);
    expect($unknown?.map(({ no, data }) => [no, Buffer.from(data).toString('latin1')])).toEqual([
      [2, '\x0emade elsewhere'],
      [6, '\0'],
    ]);
  });
});

/** A network of small steps: each reads one or two of the tensors before it; the image is tensor 0. */
interface Steps {
  readonly nodes: MadeNode[];
  /** (step) whether the output depends on it. */
  readonly matters: boolean[];
}
const STEPS = ['Relu', 'Neg', 'Add', 'Sub'] as const;
const stepsOf = (choices: readonly (readonly [number, number, number])[]): Steps => {
  const nameOf = (tensor: number) => (tensor === 0 ? 'image' : `t${tensor}`);
  const reads = choices.map(([op, a, b], i) => (op < 2 ? [a % (i + 1)] : [a % (i + 1), b % (i + 1)]));
  const nodes = reads.map((from, i) => ({
    op: STEPS[(choices[i] as readonly number[])[0] as number] as string,
    input: from.map(nameOf),
    output: [nameOf(i + 1)],
  }));
  const matters = choices.map((_, i) => i === choices.length - 1);
  for (let i = choices.length - 1; i >= 0; i -= 1) {
    if (matters[i]) for (const tensor of reads[i] ?? []) if (tensor > 0) matters[tensor - 1] = true;
  }
  return { nodes: [...nodes, mean(nameOf(choices.length))], matters };
};

test('cut anywhere, a network answers as before, to the bit; where the output doesn’t depend on the tensor, it says so', async () => {
  const choice = fc.tuple(fc.nat(STEPS.length - 1), fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 1, maxLength: 9 }), fc.nat(), async (choices, at) => {
      const { nodes, matters } = stepsOf(choices);
      const path = write({ inputs: [image()], nodes, outputs: classes });
      const step = at % choices.length;
      if (matters[step]) await expectSame(path, `t${step + 1}`);
      else await expect(cutAtLayer(path, `t${step + 1}`)).rejects.toThrow(/doesn't depend on tensor "t\d+"\. Choose/);
    }),
    { numRuns: 150 },
  );
});

describe('refuses with the file and what to do:', () => {
  const plain: MadeModel = { inputs: [image()], nodes: [relu, mean('r')], outputs: classes };
  const chain = (length: number): MadeNode[] =>
    Array.from({ length }, (_, i) => ({ op: 'Neg', input: [i === 0 ? 'r' : `n${i}`], output: [`n${i + 1}`] }));
  const cases: [string, MadeModel, string, RegExp][] = [
    ['an unknown tensor', plain, 's', /no tensor is named "s"\. The file tells no modules; "strata layers" lists/],
    [
      'the output itself',
      plain,
      'classes',
      /before the model's output "classes".*nothing comes after it\. Choose an earlier/,
    ],
    [
      'a tensor that the first output does not need',
      {
        ...plain,
        nodes: [relu, mean('image'), mean('r', 'second')],
        outputs: [...classes, { name: 'second', shape: null }],
      },
      'r',
      /output "classes" doesn't depend on tensor "r"/,
    ],
    [
      'a cycle',
      {
        ...plain,
        nodes: [
          { op: 'Add', input: ['image', 'b'], output: ['r'] },
          { op: 'Relu', input: ['r'], output: ['b'] },
          mean('b'),
        ],
      },
      'r',
      /ONNX Runtime can't load the model/,
    ],
    [
      'weights in another file without a name',
      {
        ...plain,
        nodes: [{ op: 'Add', input: ['image', 'w'], output: ['r'] }, mean('r')],
        weights: [{ name: 'w', dims: [1], data: Float32Array.of(1) }],
        external: 'w',
      },
      'r',
      /values of tensor "w" lie in another file, which isn't named/,
    ],
  ];
  test.each(cases)('%s', async (_, model, layer, message) => {
    const path = write(model);
    const cutting = cutAtLayer(path, layer);
    await expect(cutting).rejects.toThrow(ModelLoadError);
    await expect(cutting).rejects.toThrow(message);
    await expect(cutting).rejects.toThrow(path);
  });

  test('graphs inside graphs without end', async () => {
    let inner: MadeModel = { inputs: [], nodes: [{ op: 'Neg', input: ['r'], output: ['x'] }], outputs: [] };
    for (let depth = 0; depth < 300; depth += 1) {
      inner = {
        inputs: [],
        nodes: [{ op: 'If', input: ['r'], output: ['x'], attributes: { then_branch: inner } }],
        outputs: [],
      };
    }
    const path = write({ ...plain, nodes: [relu, ...inner.nodes, mean('r')] });
    await expect(cutAtLayer(path, 'r')).rejects.toThrow(ModelLoadError);
  });

  test('nothing of a network that is merely very deep: 20,000 steps are cut', async () => {
    const path = write({ inputs: [image()], nodes: [relu, ...chain(20_000), mean('n20000')], outputs: classes });
    expect(graphOf((await cutAtLayer(path, 'r')).bytes).node).toHaveLength(20_001);
  });
});
