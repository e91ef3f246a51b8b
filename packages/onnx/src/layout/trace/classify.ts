import type { LayerLayout, LayerOrder } from '../orders.ts';
import { completes, orderText, type TokenOrder } from '../token-order.ts';
import { type Dim, isPlace, lengthOf, type PlaceFactor, sizeOf, type Traced, whyMoved } from './axes.ts';
import { coarsenBesideUnits } from './coarsen.ts';
import { hasPlaces } from './cut-dims.ts';

/** What following a tensor through the graph says of it; null = nothing. */
export type TracedLayout =
  | { readonly layout: LayerLayout; readonly reason: null }
  | { readonly layout: null; readonly reason: string }
  | null;

const NO_PLACES =
  'none of its dimensions counts the image’s places: units against units, queries, or places that were mixed';

/** How a tensor whose dimensions count this lies on the image, or why it is no map. */
export function classify(counted: Traced): TracedLayout {
  if (counted === null) return null;
  if ('broken' in counted) return refused(counted.broken);
  const traced = coarsenBesideUnits(counted);
  const batchAt = batchOf(traced);
  if (batchAt < 0) {
    const isImages = traced.some(hasPlaces);
    return refused(
      isImages ? 'it has no dimension for the images: a batch of one was taken away' : 'it is the same for every image',
    );
  }
  if (traced[batchAt]?.some(({ kind, size }) => kind !== 'batch' && size > 1)) {
    return refused('its batch is not the images: windows, heads or units of an image stand in that dimension, too');
  }
  if (traced.flat().some(({ kind }) => kind === 'some')) return refused('it holds only some places of a map');
  const rest = traced.filter((_, i) => i !== batchAt).map(summarize);
  if (!rest.some(({ places }) => places.length > 0)) return withoutPlaces(rest, batchAt);
  if (rest.some(({ places, others }) => places.length > 0 && others)) {
    return refused('it holds whole maps in one dimension: its entries are units and places at once');
  }
  if (rest.length > 3) return refused('it has more dimensions than a map: windows or heads stand beside its places');
  const repeated = (kind: PlaceFactor['kind']): number[][] => {
    const steps = rest.map(({ places }) => places.filter((place) => place.kind === kind).map(({ step }) => step));
    return steps.filter((some) => some.length > 0);
  };
  for (const steps of [repeated('rows'), repeated('columns')]) {
    if (steps.length < 2) continue;
    const isSplit = new Set(steps.flat()).size === steps.flat().length;
    return refused(
      isSplit
        ? 'its rows or columns are split over several dimensions: windows'
        : 'it holds places against places: attention weights',
    );
  }
  return batchAt === 0 ? batchFirst(rest) : tokensFirst(rest, batchAt);
}

/** A batch of one that was taken away may be back: nothing tells it from any dimension of one. */
function batchOf(traced: readonly Dim[]): number {
  const at = traced.findIndex((dim) => dim.some(({ kind }) => kind === 'batch'));
  return at < 0 && traced[0]?.length === 0 && traced.some(hasPlaces) ? 0 : at;
}

interface Summary {
  readonly size: number;
  /** Of more than one. */
  readonly places: readonly PlaceFactor[];
  readonly others: boolean;
  readonly front: number;
  readonly behind: number;
}

function summarize(dim: Dim): Summary {
  const [only] = dim;
  const tokens = dim.length === 1 && only?.kind === 'tokens' ? only : null;
  const inside = tokens ? tokens.inside : dim;
  const front = tokens?.front ?? 0;
  return {
    size: sizeOf(dim),
    places: inside.filter(isPlace).filter(({ size }) => size > 1),
    others: inside.some((factor) => !isPlace(factor) && factor.size > 1),
    front,
    behind: tokens ? tokens.size - front - sizeOf(inside) : 0,
  };
}

/** One value for the whole image: pooled, or a token by itself. */
function withoutPlaces(rest: readonly Summary[], batchAt: number): TracedLayout {
  if (batchAt !== 0 || rest.some(({ front, behind }) => front + behind > 0)) return refused(NO_PLACES);
  const wide = rest.findIndex(({ size }) => size > 1);
  if (rest.some(({ size }, i) => size > 1 && i !== wide)) return refused(NO_PLACES);
  const units = wide < 0 ? 1 : (rest[wide]?.size ?? 1);
  const orders: readonly (readonly LayerOrder[])[] = [
    [],
    ['vector'],
    ['units-tokens', 'tokens'],
    ['nchw', 'nchw', 'nhwc'],
  ];
  const order = orders[rest.length]?.[Math.max(0, wide)];
  if (order === undefined || (rest.length === 3 && wide === 1)) return refused(NO_PLACES);
  return found(order, { units, height: 1, width: 1 });
}

function batchFirst(rest: readonly Summary[]): TracedLayout {
  const [a, b, c] = rest as [Summary, Summary?, Summary?];
  if (!b) return refused('it holds whole maps in one dimension: its entries are units and places at once');
  if (!c) {
    if (a.places.length > 0 && b.places.length > 0) return refused('it has rows and columns, but no units');
    return a.places.length > 0
      ? tokens('tokens', { of: a, units: b.size })
      : tokens('units-tokens', { of: b, units: a.size });
  }
  if ([a, b, c].some(({ places }) => places.length > 1)) {
    return refused('its rows and columns stand in one dimension of four: a split into heads or windows');
  }
  if (a.places.length === 0) return map('nchw', { rows: b, columns: c, units: a.size });
  if (c.places.length === 0) return map('nhwc', { rows: a, columns: b, units: c.size });
  return refused('its units stand between its rows and columns');
}

function tokensFirst(rest: readonly Summary[], batchAt: number): TracedLayout {
  const [a, b, another] = rest as [Summary, Summary?, Summary?];
  if (batchAt === 1 && b && !another && b.places.length === 0) return tokens('tokens-first', { of: a, units: b.size });
  return refused('its first dimension is not the batch');
}

interface MapDims {
  readonly rows: Summary;
  readonly columns: Summary;
  readonly units: number;
}

function map(order: 'nchw' | 'nhwc', { rows, columns, units }: MapDims): TracedLayout {
  const beside = rows.front + rows.behind + columns.front + columns.behind;
  const [row] = rows.places;
  const [column] = columns.places;
  if (row?.kind === 'columns' || column?.kind === 'rows') {
    return refused('its columns stand before its rows: the map would lie on its side');
  }
  if (beside > 0) return refused('other tokens stand beside its places');
  const why = [row, column].map((place) => place && (whyMoved(place.axis) ?? whyPart(place))).find(Boolean);
  if (why) return refused(why);
  if ((row === undefined) !== (column === undefined) && !(rows.size === 1 || columns.size === 1))
    return refused(NO_PLACES);
  if (row === undefined ? rows.size > 1 : column === undefined && columns.size > 1) return refused(NO_PLACES);
  return found(order, { units, height: rows.size, width: columns.size });
}

function whyPart({ size, step, axis }: PlaceFactor): string | null {
  return step === 1 && size === lengthOf(axis) ? null : 'it holds only some rows or columns of a map';
}

function tokens(order: LayerOrder, { of, units }: { of: Summary; units: number }): TracedLayout {
  const why = of.places.map(({ axis }) => whyMoved(axis)).find(Boolean);
  if (why) return refused(why);
  const digits: TokenOrder = of.places.map(({ kind, size, step }) => ({ of: kind === 'rows' ? 'h' : 'w', size, step }));
  const sizeIn = (kind: PlaceFactor['kind']): number => {
    const place = of.places.find((one) => one.kind === kind);
    return place ? lengthOf(place.axis) : 1;
  };
  const [height, width] = [sizeIn('rows'), sizeIn('columns')];
  if (!completes(digits, 'h', height) || !completes(digits, 'w', width)) {
    return refused('it holds only some of its places: the others stand in the batch or among its units');
  }
  return found(order, {
    units,
    height,
    width,
    classTokens: of.front,
    tailTokens: of.behind,
    tokenOrder: orderText(digits),
  });
}

interface FoundParts {
  readonly units: number;
  readonly height: number;
  readonly width: number;
  readonly classTokens?: number;
  readonly tailTokens?: number;
  readonly tokenOrder?: string;
}

function found(order: LayerOrder, parts: FoundParts): TracedLayout {
  const { units, height, width, classTokens = 0, tailTokens = 0, tokenOrder = 'rows' } = parts;
  const layout = { order, units, grid: { height, width }, classTokens, tailTokens, tokenOrder };
  return { layout, reason: null };
}

const refused = (reason: string): TracedLayout => ({ layout: null, reason });
