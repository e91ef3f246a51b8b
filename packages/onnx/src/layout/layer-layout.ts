import type { Shape } from '../shape.ts';
import type { LAYER_LAYOUTS, LayerLayout } from './orders.ts';
import { fitOfMap, type GridSize, placeTokens } from './token-grid.ts';
import { tokenOrderOn } from './token-order.ts';
import type { TracedLayout } from './trace/classify.ts';
import type { MapOrder } from './trace-orders.ts';

/** What is said about a layer's dimensions; what is left out is inferred. */
export interface LayoutRequest {
  /**
   * (batch, units, h, w), (batch, h, w, units), (batch, tokens, units), (batch, units, tokens) or (tokens, batch, units).
   * Default inferred.
   */
  readonly layout?: (typeof LAYER_LAYOUTS)[number] | undefined;
  /** Rows and columns that the tokens lie on. Default inferred. */
  readonly tokenGrid?: GridSize | undefined;
  /** Tokens in front of those of the grid (class, distillation, registers), which are dropped. Default inferred. */
  readonly classTokens?: number | undefined;
  /** Tokens behind those of the grid (detection, prompts), which are dropped. Default inferred. */
  readonly tailTokens?: number | undefined;
  /** How the grid's tokens follow each other, as `tokenOrderOn` reads it. Default inferred. */
  readonly tokenOrder?: string | undefined;
}

export interface LayoutQuestion {
  /** Of the model's input; null = not known. */
  readonly image: GridSize | null;
  /** What following the tensor through the graph says; null = nothing. */
  readonly traced?: TracedLayout;
  /** What the operators around a tensor of four dimensions say, for when nothing was followed to it; null = nothing. */
  readonly nearby?: MapOrder | null;
  readonly request?: LayoutRequest;
}

/** A layout, or why there is none, for people. */
export type LayoutAnswer =
  | { readonly layout: LayerLayout; readonly reason: null }
  | { readonly layout: null; readonly reason: string };

const RANKS = { nchw: 4, nhwc: 4, tokens: 3, 'units-tokens': 3, 'tokens-first': 3 } as const;
const FORMS = {
  nchw: '(batch, units, h, w)',
  nhwc: '(batch, h, w, units)',
  tokens: '(batch, tokens, units)',
  'units-tokens': '(batch, units, tokens)',
  'tokens-first': '(tokens, batch, units)',
} as const;
const ALL_THE_SAME = 'if it is a map all the same, say how with --layer-layout';

/**
 * How a tensor of this shape (batch, …) lies on the image: as asked for, else as the operators up to it say, else as its
 * shape allows only one way.
 */
export function layoutOf(shape: Shape, question: LayoutQuestion): LayoutAnswer {
  const { image, traced = null, nearby = null, request = {} } = question;
  const asked = request.layout;
  if (asked && shape.length !== RANKS[asked]) {
    return refused(
      `has ${shape.length} dimensions, while --layer-layout ${asked} means ${FORMS[asked]}; leave the flag out`,
    );
  }
  const said = saysTokens(request);
  if (traced && (asked === undefined || asked === traced.layout?.order)) {
    if (traced.layout === null && !(said && shape.length === 3)) return refused(`${traced.reason}; ${ALL_THE_SAME}`);
    if (traced.layout && !(said && shape.length === 3)) return traced;
  }
  if (shape.length === 2) return found({ order: 'vector', units: shape[1] ?? null, grid: { height: 1, width: 1 } });
  if (shape.length === 3) return tokensOf(shape, { image, request: known(request, traced) });
  if (shape.length === 4) return mapOf(shape, { image, asked: asked ?? nearby ?? undefined });
  return refused(`has ${shape.length} dimensions, not ${Object.values(FORMS).join(', ')} or (batch, units)`);
}

function saysTokens({ tokenGrid, classTokens, tailTokens, tokenOrder }: LayoutRequest): boolean {
  return [tokenGrid, classTokens, tailTokens, tokenOrder].some((one) => one !== undefined);
}

/** What is asked for, and where nothing is, what the trace knows of tokens in the same order. */
function known(request: LayoutRequest, traced: TracedLayout): LayoutRequest {
  const layout = traced?.layout;
  if (!layout || (request.layout !== undefined && request.layout !== layout.order)) return request;
  const grid = request.tokenGrid ?? layout.grid ?? undefined;
  return {
    layout: layout.order === 'vector' ? request.layout : layout.order,
    tokenGrid: grid,
    classTokens: request.classTokens ?? (request.tokenGrid ? undefined : layout.classTokens),
    tailTokens: request.tailTokens ?? layout.tailTokens,
    tokenOrder: request.tokenOrder ?? (request.tokenGrid ? undefined : layout.tokenOrder),
  };
}

function mapOf(
  [, a = null, b = null, c = null]: Shape,
  { image, asked }: { image: GridSize | null; asked: LayoutRequest['layout'] },
): LayoutAnswer {
  const order = asked ?? orderByShape([a, b, c], image);
  if (order === 'nchw') return found({ order, units: a, grid: gridOf(b, c) });
  if (order === 'nhwc') return found({ order, units: c, grid: gridOf(a, b) });
  return refused(order);
}

interface TokensQuestion {
  readonly image: GridSize | null;
  readonly request: LayoutRequest;
}

function tokensOf(shape: Shape, question: TokensQuestion): LayoutAnswer {
  const asked = question.request.layout;
  if (asked) return tokensIn(asked, shape, question);
  const usual = tokensIn('tokens', shape, question);
  const turned = tokensIn('units-tokens', shape, question);
  if (turned.layout === null || (turned.layout.grid !== null && turned.layout.classTokens > 1)) return usual;
  if (usual.layout === null || (usual.layout.grid !== null && usual.layout.classTokens > 1 && turned.layout.grid)) {
    return refused(
      `can be ${FORMS['units-tokens']}, which is not taken without a word; say so with --layer-layout units-tokens`,
    );
  }
  if (usual.layout.grid === null || turned.layout.grid === null) return usual;
  return refused(`can be ${FORMS.tokens} as well as ${FORMS['units-tokens']}; say which with --layer-layout`);
}

function tokensIn(
  order: NonNullable<LayoutRequest['layout']>,
  shape: Shape,
  { image, request }: TokensQuestion,
): LayoutAnswer {
  const [first = null, second = null, third = null] = shape;
  const [tokens, units] = { 'units-tokens': [third, second], 'tokens-first': [first, third] }[order as string] ?? [
    second,
    third,
  ];
  if (tokens === null || tokens === undefined) return found({ order, units: units ?? null, grid: null });
  const placed = placeTokens(tokens, { image, ...request });
  if (typeof placed === 'string') return refused(placed);
  const tokenOrder = request.tokenOrder ?? 'rows';
  const { grid } = placed;
  if (grid && !tokenOrderOn(tokenOrder, grid)) {
    return refused(
      `has tokens on a grid of ${grid.height}×${grid.width}, on which --token-order ${tokenOrder} doesn’t count each place once; correct it`,
    );
  }
  return found({ order, units: units ?? null, ...placed, tokenOrder });
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

const NO_TOKENS = { classTokens: 0, tailTokens: 0, tokenOrder: 'rows' };
type Found = Pick<LayerLayout, 'order' | 'units' | 'grid'> & Partial<LayerLayout>;
const found = (layout: Found): LayoutAnswer => ({ layout: { ...NO_TOKENS, ...layout }, reason: null });
const refused = (reason: string): LayoutAnswer => ({ layout: null, reason });
