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
