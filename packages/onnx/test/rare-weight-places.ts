import { node, tensor, value } from './made-network.ts';
import {
  behindStem,
  constant,
  conv,
  type Kind,
  stem,
  stemWeights,
  tokens,
  tokenWeights,
  type Weight,
} from './network-kinds.ts';

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
