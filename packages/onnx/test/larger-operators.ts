import { node, tensor } from './made-network.ts';
import { behindStem, behindTokens, int, type Kind, one } from './network-kinds.ts';

/** Parts of transformers, operators of ONNX Runtime, other precisions. */
export const LARGER_OPERATORS: readonly Kind[] = [
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
