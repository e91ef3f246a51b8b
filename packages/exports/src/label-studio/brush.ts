import type { PixelMask } from '../pictures/shown-mask.ts';

/** Bits of the four lengths that a run's can have, and of a value. */
const LENGTH_BITS = [3, 4, 8, 16] as const;
const VALUE_BITS = 8;
/** Each pixel is red, green, blue and opacity. */
const CHANNELS = 4;

/**
 * A mask as Label Studio's own run lengths, which its brush is made of: bits over the bytes of an RGBA picture, 255 where the
 * mask is set. First come the number of bytes (32 bits), the bits of a value (5) and of the four lengths (4 each), less one; then for
 * each run 1, which of the lengths (2), the length less one, and the value.
 */
export function brushOf({ width, height, pixels }: PixelMask): number[] {
  const bits = new BitWriter();
  bits.add(width * height * CHANNELS, 32);
  bits.add(VALUE_BITS - 1, 5);
  for (const size of LENGTH_BITS) bits.add(size - 1, 4);
  const longest = 2 ** 16;
  for (let at = 0; at < pixels.length; ) {
    let end = at + 1;
    while (end < pixels.length && pixels[end] === pixels[at]) end += 1;
    for (let left = (end - at) * CHANNELS; left > 0; left -= longest) {
      const length = Math.min(left, longest);
      const choice = LENGTH_BITS.findIndex((size) => length <= 2 ** size);
      bits.add(1, 1);
      bits.add(choice, 2);
      bits.add(length - 1, LENGTH_BITS[choice] ?? 16);
      bits.add(pixels[at] === 0 ? 0 : 255, VALUE_BITS);
    }
    at = end;
  }
  return bits.bytes();
}

/** Gathers numbers of a few bits, the highest first. */
class BitWriter {
  readonly #bytes: number[] = [];
  #byte = 0;
  #used = 0;

  add(value: number, size: number): void {
    for (let bit = size - 1; bit >= 0; bit -= 1) {
      this.#byte = this.#byte * 2 + (Math.floor(value / 2 ** bit) % 2);
      this.#used += 1;
      if (this.#used < 8) continue;
      this.#bytes.push(this.#byte);
      [this.#byte, this.#used] = [0, 0];
    }
  }

  /** All of them, the last filled up with zeros. */
  bytes(): number[] {
    return this.#used === 0 ? [...this.#bytes] : [...this.#bytes, this.#byte * 2 ** (8 - this.#used)];
  }
}
