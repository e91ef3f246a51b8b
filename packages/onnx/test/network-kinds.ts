import { type MadeNetwork, node, tensor } from './made-network.ts';

/** Numbers "as trained": other numbers each time it is asked. */
export type Trained = (count: number) => number[];
/** A tensor of such numbers. */
export type Weight = (name: string, ...dims: number[]) => object;
export interface Kind {
  readonly title: string;
  readonly network: (weight: Weight, trained: Trained) => MadeNetwork;
}

export const int = (name: string, ...numbers: number[]): object => tensor(name, [numbers.length], numbers, 'int64');
export const one = (name: string, number: number): object => tensor(name, [], [number]);
export const constant = (name: string, t: object): object => node('Constant', [], [name], { value: { t } });
/** A convolution of four units as the first layer: (1, 4, 4, 4), and the weights of it. */
export const stem = node('Conv', ['image', 'stem', 'stem bias'], ['features'], { strides: [2, 2], pads: [1, 1, 1, 1] });
export const stemWeights = (weight: Weight): object[] => [weight('stem', 4, 3, 3, 3), weight('stem bias', 4)];
/** The same as 16 tokens of 4 units: (1, 16, 4). */
export const tokens = [
  stem,
  node('Reshape', ['features', 'flat'], ['flattened']),
  node('Transpose', ['flattened'], ['tokens'], { perm: [0, 2, 1] }),
];
export const tokenWeights = (weight: Weight): object[] => [...stemWeights(weight), int('flat', 0, 4, 16)];

/** A network that begins with these nodes and weights, and what comes behind them. */
const behind =
  (first: readonly object[], weights: (weight: Weight) => object[]) =>
  (
    title: string,
    nodes: readonly object[],
    tensors: (weight: Weight, trained: Trained) => object[],
    more: Partial<MadeNetwork> = {},
  ): Kind => ({
    title,
    network: (weight, trained) => ({
      ...more,
      nodes: [...first, ...nodes],
      tensors: [...weights(weight), ...tensors(weight, trained)],
    }),
  });
/** What comes behind "features". */
export const behindStem = behind([stem], stemWeights);
/** What comes behind "tokens". */
export const behindTokens = behind(tokens, tokenWeights);

export const conv = (weight: string, bias = ''): object =>
  node('Conv', ['features', weight, ...(bias ? [bias] : [])], ['logits']);
