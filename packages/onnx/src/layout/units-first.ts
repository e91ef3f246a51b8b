import type { LayerLayout } from './orders.ts';
import { placesOf } from './token-order.ts';

/** A batch of a layer's values as the model gives them. */
export interface RawLayer {
  readonly data: Float32Array;
  /** (batch, …), with the tokens first (tokens, batch, …). */
  readonly dims: readonly number[];
  readonly layout: LayerLayout;
}

/** How far apart neighbours are in a layer's values. */
interface Strides {
  readonly image: number;
  readonly token: number;
  readonly unit: number;
  readonly units: number;
  readonly tokens: number;
}

function stridesOf({ dims, layout }: Pick<RawLayer, 'dims' | 'layout'>): Strides {
  const [first = 0, second = 0] = dims;
  const last = dims.at(-1) ?? 0;
  if (layout.order === 'tokens-first') {
    return { image: last, token: second * last, unit: 1, units: last, tokens: first };
  }
  const image = dims.slice(1).reduce((product, size) => product * size, 1);
  if (layout.order === 'units-tokens') return { image, token: 1, unit: last, units: second, tokens: last };
  return { image, token: last, unit: 1, units: last, tokens: last === 0 ? 0 : image / last };
}

/**
 * The first `count` images' values as (image, units, h, w), tokens beside the grid dropped, row by row. Values that lie so
 * already are not copied; others are, a batch at a time.
 */
export function unitsFirst({ data, dims, layout }: RawLayer, count: number): Float32Array {
  if (layout.order === 'nchw' || layout.order === 'vector') {
    return data.subarray(0, count * dims.slice(1).reduce((product, size) => product * size, 1));
  }
  const { image: perImage, token: perToken, unit: perUnit, units, tokens } = stridesOf({ dims, layout });
  const places = tokens - layout.classTokens - layout.tailTokens;
  const placeOf = layout.grid && placesOf(layout.tokenOrder, layout.grid);
  const turned = new Float32Array(count * units * places);
  for (let image = 0; image < count; image += 1) {
    const from = image * perImage + layout.classTokens * perToken;
    const to = image * units * places;
    for (let token = 0; token < places; token += 1) {
      const place = placeOf ? (placeOf[token] as number) : token;
      for (let unit = 0; unit < units; unit += 1) {
        turned[to + unit * places + place] = data[from + token * perToken + unit * perUnit] as number;
      }
    }
  }
  return turned;
}

/** The first `count` images' tokens beside the grid (image, token, unit), those in front before those behind. */
export function tokensBeside({ data, dims, layout }: RawLayer, count: number): Float32Array {
  const { image: perImage, token: perToken, unit: perUnit, units, tokens } = stridesOf({ dims, layout });
  const { classTokens, tailTokens } = layout;
  const beside = classTokens + tailTokens;
  const kept = new Float32Array(count * beside * units);
  for (let image = 0; image < count; image += 1) {
    for (let i = 0; i < beside; i += 1) {
      const token = i < classTokens ? i : tokens - beside + i;
      for (let unit = 0; unit < units; unit += 1) {
        kept[(image * beside + i) * units + unit] = data[
          image * perImage + token * perToken + unit * perUnit
        ] as number;
      }
    }
  }
  return kept;
}

export interface LaidMaps {
  /** (batch, units, h, w). */
  readonly maps: Float32Array;
  readonly batch: number;
  readonly grid: { readonly height: number; readonly width: number };
  readonly layout: Pick<LayerLayout, 'order' | 'classTokens' | 'tokenOrder'>;
  /** (batch, token, unit) to stand in front and behind; empty where there are none. */
  readonly beside: Float32Array;
}

/** The inverse of `unitsFirst`: maps as the model takes them. Those that lie so already are not copied. */
export function modelOrder({ maps, batch, grid, layout, beside }: LaidMaps): Pick<RawLayer, 'data' | 'dims'> {
  const { order, classTokens, tokenOrder } = layout;
  const places = grid.height * grid.width;
  const units = maps.length / (batch * places);
  if (order === 'vector') return { data: maps, dims: [batch, units] };
  if (order === 'nchw') return { data: maps, dims: [batch, units, grid.height, grid.width] };
  const extra = units === 0 ? 0 : beside.length / (batch * units);
  const tokens = places + extra;
  const dims = dimsOf(order, { batch, tokens, units, grid });
  const { image: perImage, token: perToken, unit: perUnit } = stridesOf({ dims, layout: layout as LayerLayout });
  const placeOf = placesOf(tokenOrder, grid);
  const data = new Float32Array(batch * tokens * units);
  for (let image = 0; image < batch; image += 1) {
    for (let token = 0; token < tokens; token += 1) {
      const inside = token - classTokens;
      const onGrid = inside >= 0 && inside < places;
      const place = placeOf && onGrid ? (placeOf[inside] as number) : inside;
      const other = inside < 0 ? token : token - places;
      for (let unit = 0; unit < units; unit += 1) {
        data[image * perImage + token * perToken + unit * perUnit] = (
          onGrid ? maps[(image * units + unit) * places + place] : beside[(image * extra + other) * units + unit]
        ) as number;
      }
    }
  }
  return { data, dims };
}

interface OrderedSizes {
  readonly batch: number;
  readonly tokens: number;
  readonly units: number;
  readonly grid: LaidMaps['grid'];
}

function dimsOf(order: LayerLayout['order'], { batch, tokens, units, grid }: OrderedSizes): number[] {
  if (order === 'nhwc') return [batch, grid.height, grid.width, units];
  if (order === 'units-tokens') return [batch, units, tokens];
  return order === 'tokens-first' ? [tokens, batch, units] : [batch, tokens, units];
}
