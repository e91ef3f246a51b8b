/** Values of an image's pixels, (height, width), row-major. */
export type Plane = Float32Array;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The plane in another size: bilinear, half-pixel centres, the border's values beyond the border. */
export function enlarge(plane: Plane, { from, to }: { from: Size; to: Size }): Plane {
  const across = weights(from.width, to.width);
  const down = weights(from.height, to.height);
  const large = new Float32Array(to.width * to.height);
  for (let y = 0; y < to.height; y++) {
    const row = down[y] as Weight;
    for (let x = 0; x < to.width; x++) {
      const column = across[x] as Weight;
      const at = (line: number, place: number) => plane[line * from.width + place] ?? 0;
      const above = mix(at(row.before, column.before), at(row.before, column.after), column.share);
      const below = mix(at(row.after, column.before), at(row.after, column.after), column.share);
      large[y * to.width + x] = mix(above, below, row.share);
    }
  }
  return large;
}

export interface Spreading extends Size {
  /** How far a value reaches along rows and along columns, in pixels. */
  readonly radius: number;
  /** `least` shrinks what is set, also from the image's border; `most` lets it grow. */
  readonly by: 'least' | 'most';
}

/** Each pixel's least or greatest value among its neighbours within a square; beyond the image all is 0. */
export function spread(plane: Plane, { width, height, radius, by }: Spreading): Plane {
  const pick = by === 'least' ? Math.min : Math.max;
  const rows = new Float32Array(plane.length);
  const both = new Float32Array(plane.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let value = plane[y * width + x] ?? 0;
      for (let near = x - radius; near <= x + radius; near++)
        value = pick(value, near < 0 || near >= width ? 0 : (plane[y * width + near] ?? 0));
      rows[y * width + x] = value;
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let value = rows[y * width + x] ?? 0;
      for (let near = y - radius; near <= y + radius; near++)
        value = pick(value, near < 0 || near >= height ? 0 : (rows[near * width + x] ?? 0));
      both[y * width + x] = value;
    }
  return both;
}

/** Between which two places of the small plane a place of the large one lies, and how near to the second. */
interface Weight {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

function weights(from: number, to: number): Weight[] {
  return Array.from({ length: to }, (_, place) => {
    const exact = Math.min(from - 1, Math.max(0, ((place + 0.5) * from) / to - 0.5));
    const before = Math.floor(exact);
    return { before, after: Math.min(from - 1, before + 1), share: exact - before };
  });
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}
