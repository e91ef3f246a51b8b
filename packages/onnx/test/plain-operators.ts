import { node, tensor } from './made-network.ts';
import { behindStem, behindTokens, int, type Kind, one } from './network-kinds.ts';

/** Operators of ONNX that take parameters. */
export const PLAIN_OPERATORS: readonly Kind[] = [
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
];
