import type { Shape } from '../shape.ts';
import { fitOfMap, type GridSize, placeTokens } from './token-grid.ts';

/** The orders of dimensions that can be asked for; a vector (batch, units) has only one. */
export const LAYER_LAYOUTS = ['nchw', 'nhwc', 'tokens'] as const;
export type LayerOrder = (typeof LAYER_LAYOUTS)[number] | 'vector';

/** What is said about a layer's dimensions; what is left out is inferred. */
export interface LayoutRequest {
  /** (batch, units, h, w), (batch, h, w, units) or (batch, tokens, units). Default inferred. */
  readonly layout?: (typeof LAYER_LAYOUTS)[number] | undefined;
  /** Rows and columns that the tokens lie on. Default inferred. */
  readonly tokenGrid?: GridSize | undefined;
  /** Tokens in front of those of the grid (class, distillation, registers), which are dropped. Default inferred. */
  readonly classTokens?: number | undefined;
}

/** How a tensor's values lie on a map. What null stands for is known once the model runs. */
export interface LayerLayout {
  readonly order: LayerOrder;
  readonly units: number | null;
  /** 1×1 for a vector: the same value for the whole image. */
  readonly grid: GridSize | null;
  /** Tokens in front of those of the grid. */
  readonly classTokens: number;
}

export interface LayoutQuestion {
  /** Of the model's input; null = not known. */
  readonly image: GridSize | null;
  /** What the operators around the tensor say of its order; null = nothing. */
  readonly traced?: 'nchw' | 'nhwc' | null;
  readonly request?: LayoutRequest;
}

/** A layout, or why there is none, for people. */
export type LayoutAnswer =
  | { readonly layout: LayerLayout; readonly reason: null }
  | { readonly layout: null; readonly reason: string };

const RANKS = { nchw: 4, nhwc: 4, tokens: 3 } as const;
const FORMS = { nchw: '(batch, units, h, w)', nhwc: '(batch, h, w, units)', tokens: '(batch, tokens, units)' } as const;

/**
 * How a tensor of this shape (batch, …) lies on the image: as asked for, else as the operators around it say, else as
 * its shape allows only one way.
 */
export function layoutOf(shape: Shape, { image, traced = null, request = {} }: LayoutQuestion): LayoutAnswer {
  const asked = request.layout;
  if (asked && shape.length !== RANKS[asked]) {
    return refused(
      `has ${shape.length} dimensions, while --layer-layout ${asked} means ${FORMS[asked]}; leave the flag out`,
    );
  }
  const [, a = null, b = null, c = null] = shape;
  if (shape.length === 2) return found({ order: 'vector', units: a, grid: { height: 1, width: 1 }, classTokens: 0 });
  if (shape.length === 3) return tokensOf({ tokens: a, units: b }, { image, request });
  if (shape.length !== 4) {
    return refused(
      `has ${shape.length} dimensions, not ${FORMS.nchw}, ${FORMS.nhwc}, ${FORMS.tokens} or (batch, units)`,
    );
  }
  const order = asked ?? traced ?? orderByShape([a, b, c], image);
  if (order === 'nchw') return found({ order, units: a, grid: gridOf(b, c), classTokens: 0 });
  if (order === 'nhwc') return found({ order, units: c, grid: gridOf(a, b), classTokens: 0 });
  return refused(order);
}

function tokensOf(
  { tokens, units }: { tokens: number | null; units: number | null },
  { image, request }: Required<Pick<LayoutQuestion, 'image' | 'request'>>,
): LayoutAnswer {
  if (tokens === null) return found({ order: 'tokens', units, grid: null, classTokens: 0 });
  const placed = placeTokens(tokens, { image, ...request });
  return typeof placed === 'string' ? refused(placed) : found({ order: 'tokens', units, ...placed });
}

type Sizes = readonly [number | null, number | null, number | null];

/** The order in which the map fits the image better; otherwise why that can't be told. */
function orderByShape([a, b, c]: Sizes, image: GridSize | null): 'nchw' | 'nhwc' | string {
  const first = gridOf(b, c);
  const last = gridOf(a, b);
  // Without sizes to compare, the order of all convolutions.
  if (image === null || first === null || last === null) return 'nchw';
  const [fitFirst, fitLast] = [fitOfMap(first, image), fitOfMap(last, image)];
  if (fitFirst > fitLast) return 'nchw';
  if (fitLast > fitFirst) return 'nhwc';
  const where = `for an input of ${image.height}×${image.width} (height×width)`;
  if (fitFirst > 0) return `can be ${FORMS.nchw} as well as ${FORMS.nhwc} ${where}; say which with --layer-layout`;
  return (
    `is no map ${where}, neither as ${FORMS.nchw} nor as ${FORMS.nhwc}: perhaps attention weights, or a split into heads; ` +
    'if it is one, say how with --layer-layout'
  );
}

function gridOf(height: number | null, width: number | null): GridSize | null {
  return height === null || width === null ? null : { height, width };
}

const found = (layout: LayerLayout): LayoutAnswer => ({ layout, reason: null });
const refused = (reason: string): LayoutAnswer => ({ layout: null, reason });
