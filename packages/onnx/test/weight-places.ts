import { node, tensor, value } from './made-network.ts';
import {
  behindStem,
  behindTokens,
  constant,
  conv,
  int,
  type Kind,
  one,
  stem,
  stemWeights,
  tokens,
  tokenWeights,
} from './network-kinds.ts';

/** Where files keep weights. */
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
