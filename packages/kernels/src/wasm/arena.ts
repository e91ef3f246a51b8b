import { Memory } from './web-assembly.ts';

const PAGE = 65_536;
/** The compiler keeps a little for itself at the start. */
const START = 1024;

/** Hands out aligned stretches of a WebAssembly memory, one after the other, and grows it. */
export class Arena {
  readonly memory = new Memory({ initial: 1 });
  #next = START;

  /** The address of `bytes` new bytes, zero or left over; on a multiple of 16, with 16 readable bytes behind them. */
  take(bytes: number): number {
    const address = this.#next;
    this.#next = address + Math.ceil(bytes / 16) * 16 + 16;
    const missing = this.#next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** Where the next stretch begins; `release` gives back everything from there on. */
  get mark(): number {
    return this.#next;
  }

  release(mark: number): void {
    this.#next = mark;
  }

  /** Views of the memory; to be asked for anew after `take`. */
  words(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer, address, length);
  }
}
