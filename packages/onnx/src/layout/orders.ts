import type { GridSize } from './token-grid.ts';

/** The orders of dimensions that can be asked for; a vector (batch, units) has only one. */
export const LAYER_LAYOUTS = ['nchw', 'nhwc', 'tokens', 'units-tokens', 'tokens-first'] as const;
export type LayerOrder = (typeof LAYER_LAYOUTS)[number] | 'vector';

/** The dimension of a layer that counts the images. */
export const batchPlace = (order: LayerOrder | null): number => (order === 'tokens-first' ? 1 : 0);

/** How a tensor's values lie on a map. What null stands for is known once the model runs. */
export interface LayerLayout {
  readonly order: LayerOrder;
  readonly units: number | null;
  /** 1×1 for a vector: the same value for the whole image. */
  readonly grid: GridSize | null;
  /** Tokens in front of those of the grid. */
  readonly classTokens: number;
  /** Tokens behind those of the grid. */
  readonly tailTokens: number;
  /** How the grid's tokens follow each other, as `tokenOrderOn` reads it: `rows` for row by row. */
  readonly tokenOrder: string;
}
