/** Which cells each sample has: cells[offsets[sample] .. offsets[sample + 1]]. A few hundred bytes per sample. */
export interface SampleCells {
  readonly offsets: Uint32Array;
  readonly cells: Uint32Array;
  /** (cell of each sample) its pixels in the sample. */
  readonly pixels: Uint32Array;
}

/** Gathers the cells of samples, one sample after the other. */
export class SampleCellsList {
  readonly #offsets: Uint32Array;
  #cells = new Uint32Array(1024);
  #pixels = new Uint32Array(1024);
  #samples = 0;

  constructor(sampleCount: number) {
    this.#offsets = new Uint32Array(sampleCount + 1);
  }

  /** The next sample's cells, each once, and how many pixels each has. */
  add(cells: Uint32Array, pixels: Uint32Array): void {
    const start = this.#offsets[this.#samples] as number;
    const end = start + cells.length;
    this.#cells = withRoom(this.#cells, end);
    this.#pixels = withRoom(this.#pixels, end);
    this.#cells.set(cells, start);
    this.#pixels.set(pixels, start);
    this.#samples += 1;
    this.#offsets[this.#samples] = end;
  }

  finish(): SampleCells {
    const end = this.#offsets[this.#samples];
    return { offsets: this.#offsets, cells: this.#cells.slice(0, end), pixels: this.#pixels.slice(0, end) };
  }
}

function withRoom(values: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= values.length) return values;
  const larger = new Uint32Array(Math.max(length, 2 * values.length));
  larger.set(values);
  return larger;
}
