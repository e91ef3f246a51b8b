import { type MadeNetwork, node, tensor, value } from './made-network.ts';

/** Numbers "as trained": other numbers each time it is asked. */
export type Trained = (count: number) => number[];
/** A tensor of such numbers. */
type Weight = (name: string, ...dims: number[]) => object;
export interface Kind {
  readonly title: string;
  readonly network: (weight: Weight, trained: Trained) => MadeNetwork;
}

const int = (name: string, ...numbers: number[]): object => tensor(name, [numbers.length], numbers, 'int64');
const one = (name: string, number: number): object => tensor(name, [], [number]);
const constant = (name: string, t: object): object => node('Constant', [], [name], { value: { t } });
/** A convolution of four units as the first layer: (1, 4, 4, 4), and the weights of it. */
const stem = node('Conv', ['image', 'stem', 'stem bias'], ['features'], { strides: [2, 2], pads: [1, 1, 1, 1] });
const stemWeights = (weight: Weight): object[] => [weight('stem', 4, 3, 3, 3), weight('stem bias', 4)];
/** The same as 16 tokens of 4 units: (1, 16, 4). */
const tokens = [
  stem,
  node('Reshape', ['features', 'flat'], ['flattened']),
  node('Transpose', ['flattened'], ['tokens'], { perm: [0, 2, 1] }),
];
const tokenWeights = (weight: Weight): object[] => [...stemWeights(weight), int('flat', 0, 4, 16)];

/** A network: the stem, and what comes behind "features". */
function behindStem(
  title: string,
  nodes: readonly object[],
  tensors: (weight: Weight, trained: Trained) => object[],
  more: Partial<MadeNetwork> = {},
): Kind {
  return {
    title,
    network: (weight, trained) => ({
      ...more,
      nodes: [stem, ...nodes],
      tensors: [...stemWeights(weight), ...tensors(weight, trained)],
    }),
  };
}
/** A network: the stem as tokens, and what comes behind "tokens". */
function behindTokens(
  title: string,
  nodes: readonly object[],
  tensors: (weight: Weight, trained: Trained) => object[],
  more: Partial<MadeNetwork> = {},
): Kind {
  return {
    title,
    network: (weight, trained) => ({
      ...more,
      nodes: [...tokens, ...nodes],
      tensors: [...tokenWeights(weight), ...tensors(weight, trained)],
    }),
  };
}

const conv = (weight: string, bias = ''): object =>
  node('Conv', ['features', weight, ...(bias ? [bias] : [])], ['logits']);

export const PLACES_OF_WEIGHTS: readonly Kind[] = [
  {
    title: 'weights in Constant nodes',
    network: (weight) => ({
      nodes: [
        constant('stem', weight('', 4, 3, 3, 3)),
        constant('stem bias', weight('', 4)),
        { ...stem, output: ['logits'] },
      ],
    }),
  },
  {
    title: 'a bias as a list of a Constant node',
    network: (weight, trained) => ({
      nodes: [
        node('Constant', [], ['stem bias'], { value_floats: { floats: trained(4) } }),
        { ...stem, output: ['logits'] },
      ],
      tensors: [weight('stem', 4, 3, 3, 3)],
    }),
  },
  {
    title: 'numbers as a list instead of bytes',
    network: (weight, trained) => ({
      nodes: [{ ...stem, output: ['logits'] }],
      tensors: [{ name: 'stem', dims: [4n, 3n, 3n, 3n], dataType: 1, floatData: trained(108) }, weight('stem bias', 4)],
    }),
  },
  {
    title: 'an old file whose initializers are inputs, too',
    network: (weight) => ({
      ir: 3,
      opset: 8,
      nodes: [
        node('Identity', ['stem'], ['behind']),
        { ...stem, input: ['image', 'behind', 'stem bias'], output: ['logits'] },
      ],
      tensors: stemWeights(weight),
    }),
  },
  {
    title: 'a sparse initializer',
    network: (weight, trained) => ({
      nodes: [...tokens, node('MatMul', ['tokens', 'sparse'], ['logits'])],
      tensors: tokenWeights(weight),
      sparse: [
        { values: tensor('sparse', [3], trained(3)), indices: tensor('', [3], [1, 4, 9], 'int64'), dims: [4n, 3n] },
      ],
    }),
  },
  behindStem('behind Identity', [node('Identity', ['before'], ['w']), conv('w', 'b')], (weight) => [
    weight('before', 5, 4, 1, 1),
    weight('b', 5),
  ]),
  behindStem(
    'behind Transpose',
    [node('Transpose', ['before'], ['w'], { perm: [3, 2, 0, 1] }), conv('w')],
    (weight) => [weight('before', 1, 1, 4, 5)],
  ),
  behindStem(
    'behind Reshape, Squeeze and Unsqueeze',
    [
      node('Reshape', ['before', 'to'], ['w1']),
      node('Squeeze', ['w1', 'axis'], ['w2']),
      node('Unsqueeze', ['w2', 'axis'], ['w']),
      conv('w'),
    ],
    (weight) => [weight('before', 20), int('to', 5, 4, 1, 1), int('axis', 3)],
  ),
  behindStem(
    'behind a cast from half precision',
    [node('Cast', ['before'], ['w'], { to: 1 }), conv('w')],
    (_, trained) => [tensor('before', [5, 4, 1, 1], trained(20), 'float16')],
  ),
  behindStem('behind a cast from bfloat16', [node('Cast', ['before'], ['w'], { to: 1 }), conv('w')], (_, trained) => [
    tensor('before', [5, 4, 1, 1], trained(20), 'bfloat16'),
  ]),
  behindStem('put together of two parts', [node('Concat', ['a', 'b'], ['w'], { axis: 0 }), conv('w')], (weight) => [
    weight('a', 2, 4, 1, 1),
    weight('b', 3, 4, 1, 1),
  ]),
  behindStem(
    'split and sliced',
    [
      node('Split', ['both'], ['w1', 'w2'], { axis: 0 }),
      node('Slice', ['w2', 'from', 'to', 'axis'], ['w3']),
      node('Conv', ['features', 'w1'], ['c1']),
      node('Conv', ['features', 'w3'], ['c2']),
      node('Concat', ['c1', 'c2'], ['logits'], { axis: 1 }),
    ],
    (weight) => [weight('both', 4, 4, 1, 1), int('from', 0), int('to', 1), int('axis', 0)],
  ),
  behindStem(
    'standardized in the graph',
    [
      node('ReduceMean', ['v'], ['m'], { axes: [1, 2, 3] }),
      node('Sub', ['v', 'm'], ['d']),
      node('Mul', ['d', 'gain'], ['w']),
      conv('w'),
    ],
    (weight) => [weight('v', 5, 4, 1, 1), weight('gain', 5, 1, 1, 1)],
  ),
  behindStem(
    'put back from 8 bits with a step each',
    [
      node('DequantizeLinear', ['levels', 'steps', 'zeros'], ['w'], { axis: 0 }),
      node('DequantizeLinear', ['bias levels', 'steps'], ['b'], { axis: 0 }),
      conv('w', 'b'),
    ],
    (_, trained) => [
      tensor(
        'levels',
        [5, 4, 1, 1],
        trained(20).map((x) => x * 60),
        'int8',
      ),
      tensor('steps', [5], trained(5).map(Math.abs)),
      tensor('zeros', [5], [0, 0, 0, 0, 0], 'int8'),
      tensor(
        'bias levels',
        [5],
        trained(5).map((x) => x * 600),
        'int32',
      ),
    ],
  ),
  behindStem(
    'put back from 8 bits without a sign',
    [
      node('DequantizeLinear', ['levels', 'step', 'zero'], ['w']),
      node('Transpose', ['w'], ['wt'], { perm: [3, 2, 0, 1] }),
      conv('wt'),
    ],
    (_, trained) => [
      tensor(
        'levels',
        [1, 1, 4, 5],
        trained(20).map((x) => 128 + x * 40),
        'uint8',
      ),
      tensor('step', [], [Math.abs(trained(1)[0] ?? 1)]),
      tensor('zero', [], [128], 'uint8'),
    ],
  ),
  {
    title: 'inside a branch',
    network: (weight) => ({
      nodes: [
        stem,
        constant('yes', { dims: [], dataType: 9, rawData: Uint8Array.of(1) }),
        node('If', ['yes'], ['logits'], {
          then_branch: {
            g: {
              name: 'then',
              node: [node('Conv', ['features', 'w', 'around'], ['t'])],
              initializer: [weight('w', 5, 4, 1, 1)],
              output: [value('t', null)],
            },
          },
          else_branch: {
            g: { name: 'else', node: [node('Identity', ['features'], ['e'])], output: [value('e', null)] },
          },
        }),
      ],
      tensors: [...stemWeights(weight), weight('around', 5)],
    }),
  },
  {
    title: 'chosen by a branch that looks at the image',
    network: (weight) => ({
      nodes: [
        stem,
        node('ReduceMean', ['image'], ['mean'], { keepdims: 0 }),
        node('Less', ['mean', 'limit'], ['dark']),
        node('If', ['dark'], ['w'], {
          then_branch: { g: { name: 'then', node: [node('Identity', ['w dark'], ['t'])], output: [value('t', null)] } },
          else_branch: {
            g: {
              name: 'else',
              initializer: [weight('w light', 5, 4, 1, 1)],
              node: [node('Identity', ['w light'], ['e'])],
              output: [value('e', null)],
            },
          },
        }),
        conv('w'),
      ],
      tensors: [...stemWeights(weight), weight('w dark', 5, 4, 1, 1), one('limit', 0)],
    }),
  },
  {
    title: 'stacked and scanned over',
    network: (weight) => ({
      nodes: [
        ...tokens,
        node('Scan', ['tokens', 'layers'], ['logits'], {
          num_scan_inputs: 1,
          body: {
            g: {
              name: 'body',
              input: [value('state', null), value('w', null)],
              node: [node('MatMul', ['state', 'w'], ['next'])],
              output: [value('next', [1, 16, 4])],
            },
          },
        }),
      ],
      tensors: [...tokenWeights(weight), weight('layers', 3, 4, 4)],
    }),
  },
  {
    title: 'inside a loop',
    network: (weight) => ({
      nodes: [
        ...tokens,
        constant('times', tensor('', [], [3], 'int64')),
        constant('on', { dims: [], dataType: 9, rawData: Uint8Array.of(1) }),
        node('Loop', ['times', 'on', 'tokens'], ['logits'], {
          body: {
            g: {
              name: 'body',
              input: [value('i', [], 'int64'), value('go', [], 'bool'), value('state', null)],
              initializer: [weight('w', 4, 4)],
              node: [
                node('MatMul', ['state', 'w'], ['m']),
                node('Identity', ['go'], ['go on']),
                node('Add', ['m', 'b'], ['next']),
              ],
              output: [value('go on', [], 'bool'), value('next', null)],
            },
          },
        }),
      ],
      tensors: [...tokenWeights(weight), weight('b', 4)],
    }),
  },
  {
    title: 'in a function of the model, and in its attribute',
    network: (weight) => ({
      functions: [
        {
          name: 'Block',
          domain: 'own',
          input: ['x', 'w'],
          output: ['y'],
          attribute: ['shift'],
          opsetImport: [{ domain: '', version: 17n }],
          node: [
            constant('inner', weight('', 4, 4)),
            node('MatMul', ['x', 'w'], ['a']),
            node('MatMul', ['a', 'inner'], ['b']),
            { opType: 'Constant', output: ['c'], attribute: [{ name: 'value', refAttrName: 'shift', type: 4 }] },
            node('Add', ['b', 'c'], ['y']),
          ],
        },
      ],
      nodes: [
        ...tokens,
        node('Block', ['tokens', 'w1'], ['h'], { shift: { t: weight('', 4) } }, 'own'),
        node('Block', ['h', 'w2'], ['logits'], { shift: { t: weight('', 4) } }, 'own'),
      ],
      tensors: [...tokenWeights(weight), weight('w1', 4, 4), weight('w2', 4, 4)],
    }),
  },
  behindStem(
    'reshaped by the shape of the image',
    [
      node('Shape', ['features'], ['shape']),
      node('Gather', ['shape', 'second'], ['units']),
      node('Concat', ['five', 'units', 'kernel'], ['to'], { axis: 0 }),
      node('Reshape', ['flat weight', 'to'], ['w']),
      conv('w'),
    ],
    (weight) => [weight('flat weight', 5, 4), int('second', 1), int('five', 5), int('kernel', 1, 1)],
  ),
  behindStem(
    'a table that is the last layer, too',
    [
      node('ArgMax', ['features'], ['which'], { axis: 1, keepdims: 0 }),
      node('Gather', ['table', 'which'], ['words']),
      node('Transpose', ['table'], ['back'], { perm: [1, 0] }),
      node('MatMul', ['words', 'back'], ['logits']),
    ],
    (weight) => [weight('table', 4, 6)],
  ),
  behindTokens(
    'queries spread over the batch, added and multiplied',
    [
      node('Shape', ['tokens'], ['shape']),
      node('Gather', ['shape', 'first'], ['batch']),
      node('Concat', ['batch', 'unit'], ['to'], { axis: 0 }),
      node('Expand', ['queries', 'to'], ['q']),
      node('Transpose', ['tokens'], ['keys'], { perm: [0, 2, 1] }),
      node('MatMul', ['q', 'keys'], ['scores']),
      node('Softmax', ['scores'], ['p'], { axis: -1 }),
      node('MatMul', ['p', 'tokens'], ['seen']),
      node('Add', ['seen', 'q'], ['logits']),
    ],
    (weight) => [weight('queries', 1, 5, 4), int('first', 0), int('unit', 1, 1)],
  ),
  behindStem(
    'an initializer that is a scale here and a bias there',
    [
      node('BatchNormalization', ['features', 'a', 'b', 'b', 'a'], ['n']),
      node('BatchNormalization', ['n', 'b', 'a', 'a', 'a'], ['logits']),
    ],
    (_, trained) => [tensor('a', [4], trained(4).map(Math.abs)), tensor('b', [4], trained(4))],
  ),
];

const branchesInBranches = (weight: Weight): object => ({
  name: 'outer',
  output: [value('outer out', null)],
  node: [
    node('If', ['yes'], ['outer out'], {
      then_branch: {
        g: {
          name: 'inner',
          node: [constant('w', weight('', 5, 4, 1, 1)), node('Conv', ['features', 'w'], ['t'])],
          output: [value('t', null)],
        },
      },
      else_branch: { g: { name: 'none', node: [node('Identity', ['features'], ['e'])], output: [value('e', null)] } },
    }),
  ],
});

/** Places of weights that files have, but few exporters write. */
export const RARE_PLACES: readonly Kind[] = [
  {
    title: 'inside a branch of a branch',
    network: (weight) => ({
      nodes: [
        stem,
        constant('yes', { dims: [], dataType: 9, rawData: Uint8Array.of(1) }),
        node('If', ['yes'], ['logits'], {
          then_branch: { g: branchesInBranches(weight) },
          else_branch: {
            g: { name: 'other', node: [node('Identity', ['features'], ['o'])], output: [value('o', null)] },
          },
        }),
      ],
      tensors: stemWeights(weight),
    }),
  },
  {
    title: 'a sparse Constant node',
    network: (weight, trained) => {
      const sparseTensor = {
        values: tensor('', [2], trained(2)),
        indices: tensor('', [2], [1, 5], 'int64'),
        dims: [4n, 3n],
      };
      const made = node('Constant', [], ['w'], { sparse_value: { sparseTensor } });
      return { nodes: [...tokens, made, node('MatMul', ['tokens', 'w'], ['logits'])], tensors: tokenWeights(weight) };
    },
  },
  behindStem(
    'half precision as a list of integers',
    [node('Cast', ['b'], ['bias'], { to: 1 }), conv('w', 'bias')],
    (weight, trained) => [
      weight('w', 5, 4, 1, 1),
      {
        name: 'b',
        dims: [5n],
        dataType: 10,
        int32Data: trained(5).map((x) => 0x3c00 + Math.floor(Math.abs(x) * 1000)),
      },
    ],
  ),
  behindStem(
    'double precision as a list',
    [node('Cast', ['b'], ['bias'], { to: 1 }), conv('w', 'bias')],
    (weight, trained) => [weight('w', 5, 4, 1, 1), { name: 'b', dims: [5n], dataType: 11, doubleData: trained(5) }],
  ),
  behindStem(
    'taken from a sequence',
    [
      node('SequenceConstruct', ['a', 'b'], ['both']),
      constant('second', tensor('', [], [1], 'int64')),
      node('SequenceAt', ['both', 'second'], ['w']),
      conv('w'),
    ],
    (weight) => [weight('a', 5, 4, 1, 1), weight('b', 5, 4, 1, 1)],
  ),
  {
    title: 'in functions that call functions, one with a default',
    network: (weight) => ({
      functions: [
        {
          name: 'Inner',
          domain: 'own',
          input: ['x'],
          output: ['y'],
          opsetImport: [{ domain: '', version: 17n }],
          attributeProto: [{ name: 'w', t: weight('', 4, 4), type: 4 }],
          node: [
            { opType: 'Constant', output: ['c'], attribute: [{ name: 'value', refAttrName: 'w', type: 4 }] },
            node('MatMul', ['x', 'c'], ['y']),
          ],
        },
        {
          name: 'Outer',
          domain: 'own',
          input: ['x'],
          output: ['y'],
          opsetImport: [
            { domain: '', version: 17n },
            { domain: 'own', version: 1n },
          ],
          node: [node('Inner', ['x'], ['h'], {}, 'own'), node('Inner', ['h'], ['y'], {}, 'own')],
        },
      ],
      nodes: [...tokens, node('Outer', ['tokens'], ['logits'], {}, 'own')],
      tensors: tokenWeights(weight),
    }),
  },
];

export const OPERATORS: readonly Kind[] = [
  behindTokens(
    'a product with a bias added',
    [node('MatMul', ['tokens', 'w'], ['m']), node('Add', ['b', 'm'], ['logits'])],
    (weight) => [weight('w', 4, 6), weight('b', 6)],
  ),
  behindTokens(
    'a bias of a single unit',
    [node('MatMul', ['tokens', 'w'], ['m']), node('Add', ['m', 'b'], ['logits'])],
    (weight) => [weight('w', 4, 1), weight('b', 1)],
  ),
  behindTokens(
    'a bias spread over heads',
    [
      node('MatMul', ['tokens', 'w'], ['m']),
      node('Reshape', ['m', 'heads'], ['h']),
      node('Add', ['h', 'b'], ['logits']),
    ],
    (weight) => [weight('w', 4, 6), weight('b', 2, 3), int('heads', 0, 16, 2, 3)],
  ),
  behindTokens(
    'a bias behind Reshape',
    [
      node('MatMul', ['tokens', 'w'], ['m']),
      node('Reshape', ['b', 'to'], ['b1']),
      node('Add', ['m', 'b1'], ['logits']),
    ],
    (weight) => [weight('w', 4, 6), weight('b', 6), int('to', 1, 1, 6)],
  ),
  behindTokens('the weight on the left', [node('MatMul', ['w', 'tokens'], ['logits'])], (weight) => [
    weight('w', 5, 16),
  ]),
  {
    title: 'Gemm with both transposed, weight on the left',
    network: (weight) => ({
      nodes: [node('Flatten', ['image'], ['v']), node('Gemm', ['w', 'v', 'b'], ['logits'], { transA: 1, transB: 1 })],
      tensors: [weight('w', 192, 5), weight('b', 5, 1)],
    }),
  },
  behindTokens(
    'Einsum',
    [
      node('Einsum', ['tokens', 'w'], ['m'], { equation: 'btd, dhe -> bthe' }),
      node('Einsum', ['m', 'v'], ['logits'], { equation: '...he,heo->...o' }),
    ],
    (weight) => [weight('w', 4, 2, 3), weight('v', 2, 3, 5)],
  ),
  behindStem(
    'a grouped convolution and a transposed one',
    [
      node('Conv', ['features', 'g', 'gb'], ['c'], { group: 2 }),
      node('ConvTranspose', ['c', 't', 'tb'], ['logits'], { group: 2 }),
    ],
    (weight) => [weight('g', 6, 2, 1, 1), weight('gb', 6), weight('t', 6, 2, 2, 2), weight('tb', 4)],
  ),
  behindTokens(
    'LSTM',
    [node('LSTM', ['tokens', 'w', 'r', 'b', '', 'h', 'c', 'p'], ['logits'], { hidden_size: 3 })],
    (weight) => [
      weight('w', 1, 12, 4),
      weight('r', 1, 12, 3),
      weight('b', 1, 24),
      weight('h', 1, 16, 3),
      weight('c', 1, 16, 3),
      weight('p', 1, 9),
    ],
  ),
  behindTokens(
    'GRU and RNN',
    [
      node('GRU', ['tokens', 'w', 'r', 'b'], ['y'], { hidden_size: 3 }),
      node('Squeeze', ['y', 'axis'], ['z']),
      node('RNN', ['z', 'w2', 'r2', 'b2'], ['logits'], { hidden_size: 2 }),
    ],
    (weight) => [
      weight('w', 1, 9, 4),
      weight('r', 1, 9, 3),
      weight('b', 1, 18),
      weight('w2', 1, 2, 3),
      weight('r2', 1, 2, 2),
      weight('b2', 1, 4),
      int('axis', 1),
    ],
  ),
  behindStem(
    'a table looked up by the image',
    [
      node('ArgMax', ['features'], ['which'], { axis: 1, keepdims: 0 }),
      node('Gather', ['table', 'which'], ['words']),
      node('MatMul', ['words', 'w'], ['logits']),
    ],
    (weight) => [weight('table', 4, 6), weight('w', 6, 3)],
  ),
  behindStem('PRelu', [node('PRelu', ['features', 'slope'], ['logits'])], (weight) => [weight('slope', 4, 1, 1)]),
  behindStem(
    'BatchNormalization and InstanceNormalization',
    [
      node('BatchNormalization', ['features', 's', 'b', 'm', 'v'], ['n']),
      node('InstanceNormalization', ['n', 's2', 'b2'], ['logits']),
    ],
    (weight, trained) => [
      weight('s', 4),
      weight('b', 4),
      weight('m', 4),
      tensor(
        'v',
        [4],
        trained(4).map((x) => x * x + 0.1),
      ),
      weight('s2', 4),
      weight('b2', 4),
    ],
  ),
  behindTokens('LayerNormalization', [node('LayerNormalization', ['tokens', 's', 'b'], ['logits'])], (weight) => [
    weight('s', 4),
    weight('b', 4),
  ]),
  behindTokens(
    'LayerNormalization in pieces, then a layer scale',
    [
      node('ReduceMean', ['tokens'], ['mu'], { axes: [-1] }),
      node('Sub', ['tokens', 'mu'], ['d']),
      node('Pow', ['d', 'two'], ['d2']),
      node('ReduceMean', ['d2'], ['var'], { axes: [-1] }),
      node('Add', ['var', 'eps'], ['ve']),
      node('Sqrt', ['ve'], ['sd']),
      node('Div', ['d', 'sd'], ['n']),
      node('Mul', ['s', 'n'], ['ns']),
      node('Add', ['ns', 'b'], ['ln']),
      node('MatMul', ['ln', 'w'], ['m']),
      node('Mul', ['m', 'gamma'], ['g']),
      node('Add', ['g', 'tokens'], ['logits']),
    ],
    (weight) => [
      one('two', 2),
      one('eps', 1e-5),
      weight('s', 4),
      weight('b', 4),
      weight('w', 4, 4),
      weight('gamma', 4),
    ],
  ),
  behindStem(
    'GroupNormalization in pieces',
    [
      node('Reshape', ['features', 'groups'], ['g']),
      node('InstanceNormalization', ['g', 'gs', 'gb'], ['n']),
      node('Shape', ['features'], ['shape']),
      node('Reshape', ['n', 'shape'], ['back']),
      node('Mul', ['back', 's'], ['sc']),
      node('Add', ['sc', 'b'], ['logits']),
    ],
    (weight) => [
      int('groups', 0, 2, -1),
      tensor('gs', [2], [1, 1]),
      tensor('gb', [2], [0, 0]),
      weight('s', 4, 1, 1),
      weight('b', 4, 1, 1),
    ],
  ),
  behindStem(
    'BatchNormalization in pieces',
    [
      node('Sub', ['features', 'm'], ['d']),
      node('Div', ['d', 'sd'], ['n']),
      node('Mul', ['n', 's'], ['sc']),
      node('Add', ['sc', 'b'], ['logits']),
    ],
    (weight, trained) => [
      weight('m', 1, 4, 1, 1),
      tensor(
        'sd',
        [1, 4, 1, 1],
        trained(4).map((x) => Math.abs(x) + 0.5),
      ),
      weight('s', 1, 4, 1, 1),
      weight('b', 1, 4, 1, 1),
    ],
  ),
  behindTokens(
    'a class token and positions',
    [node('Concat', ['cls', 'tokens'], ['all'], { axis: 1 }), node('Add', ['all', 'pos'], ['logits'])],
    (weight) => [weight('cls', 1, 1, 4), weight('pos', 1, 17, 4)],
  ),
  behindTokens(
    'a class token spread over the batch, positions sliced by shape',
    [
      node('Shape', ['tokens'], ['shape']),
      node('Gather', ['shape', 'first'], ['batch']),
      node('Concat', ['batch', 'unit'], ['to'], { axis: 0 }),
      node('Expand', ['cls', 'to'], ['spread']),
      node('Concat', ['spread', 'tokens'], ['all'], { axis: 1 }),
      node('Shape', ['all'], ['all shape']),
      node('Gather', ['all shape', 'second'], ['length']),
      node('Slice', ['pos', 'from', 'length', 'second'], ['some']),
      node('Add', ['all', 'some'], ['logits']),
    ],
    (weight) => [
      weight('cls', 1, 1, 4),
      weight('pos', 1, 30, 4),
      int('first', 0),
      int('second', 1),
      int('from', 0),
      int('unit', 1, 4),
    ],
  ),
  behindTokens(
    'attention with a table of relative places',
    [
      node('Transpose', ['tokens'], ['keys'], { perm: [0, 2, 1] }),
      node('MatMul', ['tokens', 'keys'], ['scores']),
      node('Gather', ['table', 'index'], ['bias']),
      node('Add', ['scores', 'bias'], ['biased']),
      node('Add', ['biased', 'mask'], ['masked']),
      node('Softmax', ['masked'], ['p'], { axis: -1 }),
      node('MatMul', ['p', 'tokens'], ['logits']),
    ],
    (weight) => [
      weight('table', 31),
      tensor(
        'index',
        [16, 16],
        Array.from({ length: 256 }, (_, at) => 15 + Math.floor(at / 16) - (at % 16)),
        'int64',
      ),
      tensor(
        'mask',
        [16, 16],
        Array.from({ length: 256 }, (_, at) => (at % 5 === 0 ? -100 : 0)),
      ),
    ],
  ),
  behindStem(
    'FusedConv',
    [node('FusedConv', ['features', 'w', 'b'], ['logits'], { activation: 'Relu' }, 'com.microsoft')],
    (weight) => [weight('w', 5, 4, 1, 1), weight('b', 5)],
  ),
  behindTokens(
    'FusedMatMul and BiasGelu',
    [
      node('FusedMatMul', ['tokens', 'w'], ['m'], { transB: 1 }, 'com.microsoft'),
      node('BiasGelu', ['m', 'b'], ['logits'], {}, 'com.microsoft'),
    ],
    (weight) => [weight('w', 6, 4), weight('b', 6)],
  ),
  {
    title: 'FusedGemm',
    network: (weight) => ({
      nodes: [
        node('Flatten', ['image'], ['v']),
        node('FusedGemm', ['v', 'w', 'b'], ['logits'], { transB: 1, activation: 'Relu' }, 'com.microsoft'),
      ],
      tensors: [weight('w', 5, 192), weight('b', 5)],
    }),
  },
  behindTokens(
    'fused attention',
    [node('Attention', ['tokens', 'w', 'b'], ['logits'], { num_heads: 2 }, 'com.microsoft')],
    (weight) => [weight('w', 4, 12), weight('b', 12)],
  ),
  behindTokens(
    'SkipLayerNormalization',
    [
      node('MatMul', ['tokens', 'w'], ['m']),
      node('SkipLayerNormalization', ['m', 'tokens', 's', 'b', 'bias'], ['logits'], {}, 'com.microsoft'),
    ],
    (weight) => [weight('w', 4, 4), weight('s', 4), weight('b', 4), weight('bias', 4)],
  ),
  {
    title: 'QLinearConv',
    network: (_, trained) => ({
      nodes: [
        node('QuantizeLinear', ['image', 'step', 'zero'], ['q']),
        node('QLinearConv', ['q', 'step', 'zero', 'w', 'ws', 'wz', 'step out', 'middle', 'b'], ['c']),
        node('DequantizeLinear', ['c', 'step out', 'middle'], ['logits']),
      ],
      tensors: [
        one('step', 0.02),
        tensor('zero', [], [128], 'uint8'),
        one('step out', 0.02),
        tensor('middle', [], [128], 'uint8'),
        tensor(
          'w',
          [4, 3, 3, 3],
          trained(108).map((x) => 60 * x),
          'int8',
        ),
        tensor(
          'ws',
          [4],
          trained(4).map((x) => Math.abs(x) / 100 + 0.001),
        ),
        tensor('wz', [4], [0, 0, 0, 0], 'int8'),
        tensor(
          'b',
          [4],
          trained(4).map((x) => 600 * x),
          'int32',
        ),
      ],
    }),
  },
  {
    title: 'half precision',
    network: (_, trained) => ({
      nodes: [
        node('Cast', ['image'], ['half'], { to: 10 }),
        node('Conv', ['half', 'w', 'b'], ['c']),
        node('Cast', ['c'], ['logits'], { to: 1 }),
      ],
      tensors: [tensor('w', [4, 3, 3, 3], trained(108), 'float16'), tensor('b', [4], trained(4), 'float16')],
    }),
  },
  {
    title: 'double precision',
    network: (_, trained) => ({
      nodes: [
        node('Cast', ['image'], ['wide'], { to: 11 }),
        node('Flatten', ['wide'], ['v']),
        node('MatMul', ['v', 'w'], ['m']),
        node('Add', ['m', 'b'], ['a']),
        node('Cast', ['a'], ['logits'], { to: 1 }),
      ],
      tensors: [tensor('w', [192, 4], trained(768), 'float64'), tensor('b', [4], trained(4), 'float64')],
    }),
  },
];
