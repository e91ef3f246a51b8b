import type { MaskShape } from '../probe-dataset.ts';

/** What a neighbourhood looks like; none of them where it is in between. */
export const TEXTURES = ['smooth', 'edge', 'striped', 'busy'] as const;
/** Which way the lines of edges and stripes run. */
export const DIRECTIONS = ['horizontal lines', 'vertical lines', 'rising lines', 'falling lines'] as const;

/** The neighbourhood reaches so many pixels of the mask to every side. */
const REACH = 4;
/** Squares of the slope (grey values over two pixels), on average over the neighbourhood: at most 6² is smooth, at least 16² has structure. */
const SMOOTH_MAX = 36;
const STRUCTURE_MIN = 256;

/** Sums of a neighbourhood's slopes, to the right and downwards. */
interface Slopes {
  readonly count: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  readonly x: number;
  readonly y: number;
  readonly absoluteX: number;
  readonly absoluteY: number;
}

/**
 * Textures of a picture on the grid of its masks, by the slopes of its grey values (299 red + 587 green + 114 blue, by 1000,
 * rounded down) within the 9×9 pixels around each pixel, cut at the rim. A slope is the difference of the two neighbours.
 * smooth: its squares are 36 or less on average. What has 256 or more is: _edge_, where its lines run one way (coherence
 * ((xx − yy)² + 4xy²) / (xx + yy)² at least 0.49) and from dark to light once; _striped_, where they run one way and go up
 * as well as down (the sum of the slopes is at most half of the sum of their sizes); _busy_, where they run all ways (coherence
 * at most 0.09). The second plane says how the lines of edges and stripes run: the nearest of four directions.
 * @param rgb red, green and blue of each pixel
 * @returns two planes (height, width): place in `TEXTURES` + 1, and in `DIRECTIONS` + 1; 0 = none
 */
export function texturePlanes(rgb: Uint8Array, { height, width }: MaskShape): [Uint16Array, Uint16Array] {
  const kinds = new Uint16Array(height * width);
  const directions = new Uint16Array(height * width);
  const sums = slopeSums(rgb, { height, width });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const slopes = sums(x, y);
      const kind = textureOf(slopes);
      if (kind === null) continue;
      kinds[y * width + x] = TEXTURES.indexOf(kind) + 1;
      if (kind !== 'edge' && kind !== 'striped') continue;
      directions[y * width + x] = DIRECTIONS.indexOf(directionOf(slopes)) + 1;
    }
  }
  return [kinds, directions];
}

function textureOf({ count, xx, yy, xy, x, y, absoluteX, absoluteY }: Slopes): (typeof TEXTURES)[number] | null {
  const energy = xx + yy;
  if (energy <= SMOOTH_MAX * count) return 'smooth';
  if (energy < STRUCTURE_MIN * count) return null;
  // Coherence times 100, without a division.
  const turned = 100 * ((xx - yy) ** 2 + 4 * xy ** 2);
  if (turned <= 9 * energy ** 2) return 'busy';
  if (turned < 49 * energy ** 2) return null;
  const goesBothWays = 4 * (x ** 2 + y ** 2) <= absoluteX ** 2 + absoluteY ** 2;
  return goesBothWays ? 'striped' : 'edge';
}

/** Lines run across the slope; rows are counted downwards. Within 22.5 degrees of a side they are horizontal or vertical. */
function directionOf({ xx, yy, xy }: Slopes): (typeof DIRECTIONS)[number] {
  const upright = xx - yy;
  const slanted = 2 * xy;
  if (Math.abs(upright) >= Math.abs(slanted)) return upright > 0 ? 'vertical lines' : 'horizontal lines';
  return slanted > 0 ? 'rising lines' : 'falling lines';
}

/** Sums over neighbourhoods, each from four corners of a table: whole numbers far below 2^53. */
function slopeSums(rgb: Uint8Array, { height, width }: MaskShape): (x: number, y: number) => Slopes {
  const grey = greys(rgb);
  const stride = width + 1;
  const [xx, yy, xy, sx, sy, ax, ay] = Array.from(
    { length: 7 },
    () => new Float64Array(stride * (height + 1)),
  ) as Tables;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const right =
        (grey[y * width + Math.min(x + 1, width - 1)] as number) - (grey[y * width + Math.max(x - 1, 0)] as number);
      const down =
        (grey[Math.min(y + 1, height - 1) * width + x] as number) - (grey[Math.max(y - 1, 0) * width + x] as number);
      const add = (table: Float64Array, value: number) => {
        table[(y + 1) * stride + x + 1] =
          value +
          (table[y * stride + x + 1] as number) +
          (table[(y + 1) * stride + x] as number) -
          (table[y * stride + x] as number);
      };
      add(xx, right * right);
      add(yy, down * down);
      add(xy, right * down);
      add(sx, right);
      add(sy, down);
      add(ax, Math.abs(right));
      add(ay, Math.abs(down));
    }
  }
  return (x, y) => {
    const [left, right] = [Math.max(0, x - REACH), Math.min(width, x + REACH + 1)];
    const [top, below] = [Math.max(0, y - REACH), Math.min(height, y + REACH + 1)];
    const sum = (table: Float64Array) =>
      (table[below * stride + right] as number) -
      (table[top * stride + right] as number) -
      (table[below * stride + left] as number) +
      (table[top * stride + left] as number);
    return {
      count: (right - left) * (below - top),
      xx: sum(xx),
      yy: sum(yy),
      xy: sum(xy),
      x: sum(sx),
      y: sum(sy),
      absoluteX: sum(ax),
      absoluteY: sum(ay),
    };
  };
}

type Tables = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function greys(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length / 3);
  for (let pixel = 0; pixel < out.length; pixel += 1) {
    const at = 3 * pixel;
    const [red, green, blue] = [rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number];
    out[pixel] = Math.floor((299 * red + 587 * green + 114 * blue) / 1000);
  }
  return out;
}
