/**
 * Memory that is used again from unit to unit: asking the system for some hundred megabytes a unit, and giving them back,
 * takes longer than what is done with them. What is in it is left over.
 */
export class Scratch {
  readonly #buffers = new Map<string, ArrayBuffer>();

  /** At least `bytes` bytes, always the same ones for a purpose until it needs more. */
  take(purpose: string, bytes: number): ArrayBuffer {
    const known = this.#buffers.get(purpose);
    if (known && known.byteLength >= bytes) return known;
    const buffer = new ArrayBuffer(bytes);
    this.#buffers.set(purpose, buffer);
    return buffer;
  }
}
