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
