import type { MaskShape } from '../../probe-dataset.ts';
import type { Oval } from './corners.ts';

/**
 * Draws an ellipse with its boundary: pixels whose centre lies inside, half a pixel around it counted in, as graphics libraries
 * draw it but for single pixels of the rim.
 * @param mark gets every pixel's place, row by row
 */
export function drawOval(
  { cx, cy, rx, ry, angle }: Oval,
  { height, width }: MaskShape,
  mark: (pixel: number) => void,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [a, b] = [rx + 0.5, ry + 0.5];
  const reach = Math.max(a, b);
  for (let y = Math.max(0, Math.ceil(cy - reach)); y <= Math.min(height - 1, cy + reach); y += 1) {
    for (let x = Math.max(0, Math.ceil(cx - reach)); x <= Math.min(width - 1, cx + reach); x += 1) {
      const [u, v] = [cos * (x - cx) + sin * (y - cy), -sin * (x - cx) + cos * (y - cy)];
      if ((u / a) ** 2 + (v / b) ** 2 <= 1) mark(y * width + x);
    }
  }
}
