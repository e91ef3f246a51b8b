import type { MaskShape } from '../../probe-dataset.ts';

/** A rectangle of pixels, row by row; other than 0 = inside. */
export interface PlacedBits extends MaskShape {
  readonly bits: Uint8Array;
  readonly left: number;
  readonly top: number;
}

/** Planes (height, width) that take overlapping labels: each pixel's go into as few planes as they need, each once. */
export class PlaneStack {
  readonly height: number;
  readonly width: number;
  readonly planes: Uint16Array[] = [];

  constructor({ height, width }: MaskShape) {
    this.height = height;
    this.width = width;
  }

  /** Adds a label to a pixel, row by row from 0. */
  mark(pixel: number, label: number): void {
    this.#markFrom(0, pixel, label);
  }

  #markFrom(first: number, pixel: number, label: number): void {
    for (let at = first; ; at += 1) {
      const plane = this.#plane(at);
      const there = plane[pixel];
      if (there === label) return;
      if (there !== 0) continue;
      plane[pixel] = label;
      return;
    }
  }

  #plane(at: number): Uint16Array {
    const known = this.planes[at];
    if (known !== undefined) return known;
    const plane = new Uint16Array(this.height * this.width);
    this.planes.push(plane);
    return plane;
  }

  /** Adds a label where run lengths, column by column, outside first, are inside; they add up to the plane. */
  addRuns(runs: ArrayLike<number>, label: number): void {
    let at = 0;
    for (let run = 0; run < runs.length; run += 1) {
      const end = at + (runs[run] as number);
      if (run % 2 === 1 && end > at) this.#markColumnwise(at, end, label);
      at = end;
    }
  }

  /** Most pixels are free: the first plane is looked at here, others only where it is taken. */
  #markColumnwise(from: number, to: number, label: number): void {
    const { height, width } = this;
    const first = this.#plane(0);
    let x = Math.floor(from / height);
    let y = from - x * height;
    let pixel = y * width + x;
    for (let at = from; at < to; at += 1) {
      const there = first[pixel] as number;
      if (there === 0) first[pixel] = label;
      else if (there !== label) this.#markFrom(1, pixel, label);
      y += 1;
      pixel += width;
      if (y < height) continue;
      y = 0;
      x += 1;
      pixel = x;
    }
  }

  /** Adds a label where bits are set; those outside the plane are left out. */
  addBits({ bits, left, top, height, width }: PlacedBits, label: number): void {
    for (let y = Math.max(0, -top); y < height && top + y < this.height; y += 1) {
      for (let x = Math.max(0, -left); x < width && left + x < this.width; x += 1) {
        if (bits[y * width + x] !== 0) this.mark((top + y) * this.width + left + x, label);
      }
    }
  }
}
