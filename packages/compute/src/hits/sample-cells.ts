/** Which cells each sample has: cells[offsets[sample] .. offsets[sample + 1]]. A few hundred bytes a sample. */
export interface SampleCells {
  readonly offsets: Uint32Array;
  readonly cells: Uint32Array;
}

/** Gathers the cells of samples, one sample after the other. */
export class SampleCellsList {
  readonly #offsets: Uint32Array;
  #cells = new Uint32Array(1024);
  #samples = 0;

  constructor(sampleCount: number) {
    this.#offsets = new Uint32Array(sampleCount + 1);
  }

  /** The next sample's cells, each once. */
  add(cells: Uint32Array): void {
    const start = this.#offsets[this.#samples] as number;
    const end = start + cells.length;
    if (end > this.#cells.length) {
      const larger = new Uint32Array(Math.max(end, 2 * this.#cells.length));
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells.set(cells, start);
    this.#samples += 1;
    this.#offsets[this.#samples] = end;
  }

  finish(): SampleCells {
    return { offsets: this.#offsets, cells: this.#cells.slice(0, this.#offsets[this.#samples]) };
  }
}
