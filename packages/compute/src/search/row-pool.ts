/** What the arrays kept for the next range may take, in bytes. */
const KEPT_BYTES_MAX = 8 * 2 ** 20;

/**
 * Arrays of one length that are used again from range to range: making them anew costs more than filling them. A search
 * that begins takes them all back, so that two must not be under way at once.
 */
export class RowPool {
  readonly #length: number;
  readonly #keptMax: number;
  readonly #kept: Float64Array[] = [];
  #taken = 0;

  constructor(length: number) {
    this.#length = length;
    this.#keptMax = Math.floor(KEPT_BYTES_MAX / (8 * Math.max(1, length)));
  }

  /** Takes all arrays back. */
  begin(): void {
    this.#taken = 0;
  }

  /** An array of zeros. */
  take(): Float64Array {
    const kept = this.#kept[this.#taken];
    this.#taken += 1;
    if (kept) return kept.fill(0);
    const row = new Float64Array(this.#length);
    if (this.#kept.length < this.#keptMax) this.#kept.push(row);
    return row;
  }
}
