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
    for (const plane of this.planes) {
      const there = plane[pixel];
      if (there === label) return;
      if (there !== 0) continue;
      plane[pixel] = label;
      return;
    }
    const plane = new Uint16Array(this.height * this.width);
    plane[pixel] = label;
    this.planes.push(plane);
  }

  /** Adds a label where run lengths, column by column, outside first, are inside; they add up to the plane. */
  addRuns(runs: ArrayLike<number>, label: number): void {
    let at = 0;
    for (let run = 0; run < runs.length; run += 1) {
      const end = at + (runs[run] as number);
      if (run % 2 === 1) this.#markColumnwise(at, end, label);
      at = end;
    }
  }

  #markColumnwise(from: number, to: number, label: number): void {
    let x = Math.floor(from / this.height);
    let y = from - x * this.height;
    for (let at = from; at < to; at += 1) {
      this.mark(y * this.width + x, label);
      y += 1;
      if (y < this.height) continue;
      y = 0;
      x += 1;
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
