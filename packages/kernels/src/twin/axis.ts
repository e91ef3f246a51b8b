import type { Upsampling } from '../hit-kernel.ts';

/** How one axis of a mask grid samples the same axis of an activation map: value = lerp(map[first], map[second], weight). */
export interface Axis {
  /** Length of the map's axis. */
  readonly size: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** float32, in [0, 1). */
  readonly weight: Float32Array;
}

/**
 * Bilinear sampling positions with half-pixel centres (align_corners = false), borders repeated: for each of `to` mask
 * positions the two map positions of `from` and the weight of the second.
 */
export function bilinearAxis(from: number, to: number): Axis {
  const first = new Int32Array(to);
  const second = new Int32Array(to);
  const weight = new Float32Array(to);
  for (let i = 0; i < to; i += 1) {
    const source = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const below = Math.min(Math.floor(source), from - 1);
    first[i] = below;
    second[i] = Math.min(below + 1, from - 1);
    weight[i] = source - below;
  }
  return { size: from, first, second, weight };
}

/**
 * Nearest sampling positions with half-pixel centres: each of `to` mask positions takes the map position of `from` in which
 * its centre lies, the later one where it lies on a border. Written as an interpolation with the weight 0.
 */
export function nearestAxis(from: number, to: number): Axis {
  // In whole numbers: (i + ½) · from / to, rounded down.
  const first = Int32Array.from({ length: to }, (_, i) => Math.floor(((2 * i + 1) * from) / (2 * to)));
  return { size: from, first, second: first, weight: new Float32Array(to) };
}

/** Sampling positions of either kind. */
export function axisOf(upsampling: Upsampling = 'bilinear'): typeof bilinearAxis {
  return upsampling === 'nearest' ? nearestAxis : bilinearAxis;
}
