import type { Axis } from './axis.ts';

/**
 * Upsamples one activation map (height, width) to the mask grid, into `into` (mask height, mask width). Every operation
 * is rounded to float32: first along a row, lerp(a, b, w) = a + w·(b − a), then between two rows. Written so, equal
 * neighbours give exactly their value and a result stays within its four corners.
 */
export function upsample(
  map: Float32Array,
  { rows, columns, into }: { rows: Axis; columns: Axis; into: Float32Array },
): void {
  const round = Math.fround;
  const width = columns.first.length;
  const mapWidth = columns.size;
  const mapHeight = rows.size;
  const wide = new Float32Array(mapHeight * width);
  for (let y = 0; y < mapHeight; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const a = map[y * mapWidth + (columns.first[x] as number)] as number;
      const b = map[y * mapWidth + (columns.second[x] as number)] as number;
      wide[y * width + x] = a + round((columns.weight[x] as number) * round(b - a));
    }
  }
  for (let y = 0; y < rows.first.length; y += 1) {
    const above = (rows.first[y] as number) * width;
    const below = (rows.second[y] as number) * width;
    const weight = rows.weight[y] as number;
    for (let x = 0; x < width; x += 1) {
      const a = wide[above + x] as number;
      into[y * width + x] = a + round(weight * round((wide[below + x] as number) - a));
    }
  }
}
