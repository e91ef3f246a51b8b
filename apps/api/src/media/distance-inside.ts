/**
 * How deep each set pixel lies inside the mask (row, column): 1 at its edge or the image's, 0 outside. Steps count along
 * rows, columns and diagonals alike, so two sweeps over the neighbours already seen are exact.
 */
export function distanceInside(mask: Uint8Array, { width, height }: { width: number; height: number }): Uint16Array {
  // A frame of zeros stands for what lies outside the image.
  const stride = width + 2;
  const framed = new Uint16Array(stride * (height + 2));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) framed[(y + 1) * stride + x + 1] = mask[y * width + x] ? 0xffff : 0;
  const before = [-1, -stride - 1, -stride, -stride + 1];
  for (let at = stride; at < stride * (height + 1); at++) lower(framed, at, before);
  const behind = before.map((step) => -step);
  for (let at = stride * (height + 1) - 1; at >= stride; at--) lower(framed, at, behind);
  const depths = new Uint16Array(width * height);
  for (let y = 0; y < height; y++)
    depths.set(framed.subarray((y + 1) * stride + 1, (y + 1) * stride + 1 + width), y * width);
  return depths;
}

/** One more than the shallowest of the neighbours, if that is less. */
function lower(depths: Uint16Array, at: number, steps: readonly number[]): void {
  let depth = depths[at] ?? 0;
  if (depth === 0) return;
  for (const step of steps) depth = Math.min(depth, (depths[at + step] ?? 0) + 1);
  depths[at] = depth;
}
