import type { LayerLayout } from './layer-layout.ts';

/** A batch of a layer's values as the model gives them. */
export interface RawLayer {
  readonly data: Float32Array;
  /** (batch, …). */
  readonly dims: readonly number[];
  readonly layout: LayerLayout;
}

/**
 * The first `count` images' values as (image, units, h, w), class tokens dropped. Values that lie so already are not
 * copied; others are, a batch at a time.
 */
export function unitsFirst({ data, dims, layout }: RawLayer, count: number): Float32Array {
  const imageSize = dims.slice(1).reduce((product, size) => product * size, 1);
  if (layout.order === 'nchw' || layout.order === 'vector') return data.subarray(0, count * imageSize);
  const units = dims.at(-1) ?? 0;
  const skipped = layout.classTokens * units;
  const places = units === 0 ? 0 : (imageSize - skipped) / units;
  const turned = new Float32Array(count * units * places);
  for (let image = 0; image < count; image += 1) {
    const from = image * imageSize + skipped;
    const to = image * units * places;
    for (let place = 0; place < places; place += 1) {
      for (let unit = 0; unit < units; unit += 1) {
        turned[to + unit * places + place] = data[from + place * units + unit] as number;
      }
    }
  }
  return turned;
}

/** The first `count` images' class tokens and registers (image, token, unit), which `unitsFirst` drops. */
export function tokensInFront({ data, dims, layout }: RawLayer, count: number): Float32Array {
  const imageSize = dims.slice(1).reduce((product, size) => product * size, 1);
  const size = layout.classTokens * (dims.at(-1) ?? 0);
  const tokens = new Float32Array(count * size);
  for (let image = 0; image < count; image += 1) {
    tokens.set(data.subarray(image * imageSize, image * imageSize + size), image * size);
  }
  return tokens;
}

export interface LaidMaps {
  /** (batch, units, h, w). */
  readonly maps: Float32Array;
  readonly batch: number;
  readonly grid: { readonly height: number; readonly width: number };
  readonly order: LayerLayout['order'];
  /** (batch, token, unit) to stand in front; empty where there are none. */
  readonly inFront: Float32Array;
}

/** The inverse of `unitsFirst`: maps as the model takes them. Those that lie so already are not copied. */
export function modelOrder({ maps, batch, grid, order, inFront }: LaidMaps): Pick<RawLayer, 'data' | 'dims'> {
  const places = grid.height * grid.width;
  const units = maps.length / (batch * places);
  if (order === 'vector') return { data: maps, dims: [batch, units] };
  if (order === 'nchw') return { data: maps, dims: [batch, units, grid.height, grid.width] };
  const skipped = inFront.length / batch;
  const imageSize = skipped + units * places;
  const data = new Float32Array(batch * imageSize);
  for (let image = 0; image < batch; image += 1) {
    const to = image * imageSize;
    const from = image * units * places;
    data.set(inFront.subarray(image * skipped, (image + 1) * skipped), to);
    for (let unit = 0; unit < units; unit += 1) {
      for (let place = 0; place < places; place += 1) {
        data[to + skipped + place * units + unit] = maps[from + unit * places + place] as number;
      }
    }
  }
  const dims = order === 'nhwc' ? [batch, grid.height, grid.width, units] : [batch, imageSize / units, units];
  return { data, dims };
}
