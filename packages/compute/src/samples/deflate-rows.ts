/** Symbols of the fixed code: literals, the end, lengths. Their codes are written from the highest bit, all else from the lowest. */
const END = 256;
const LENGTH_MIN = 3;
const LENGTH_MAX = 258;

interface Coded {
  readonly bits: number;
  readonly length: number;
}

const SYMBOLS = Array.from({ length: 288 }, (_, symbol): Coded => {
  if (symbol < 144) return reversed(0x30 + symbol, 8);
  if (symbol < 256) return reversed(0x190 + symbol - 144, 9);
  return symbol < 280 ? reversed(symbol - 256, 7) : reversed(0xc0 + symbol - 280, 8);
});

/** (match length) its symbol and extra bits. */
const LENGTHS = Array.from({ length: LENGTH_MAX + 1 }, (_, length): Coded => {
  if (length === LENGTH_MAX) return SYMBOLS[285] as Coded;
  const offset = Math.max(0, length - LENGTH_MIN);
  const extra = offset < 8 ? 0 : 29 - Math.clz32(offset);
  return followed(SYMBOLS[257 + 4 * extra + (offset >> extra)] as Coded, offset & ((1 << extra) - 1), extra);
});

/**
 * Compresses bytes to raw deflate (RFC 1951), one block of the fixed code, looking for repeats only of the byte before
 * and of the bytes `rowBytes` before: what masks have. For a few thousand bytes it is many times faster than setting up
 * a general compressor, and little larger.
 */
export function deflateRows(bytes: Uint8Array, { rowBytes }: { readonly rowBytes: number }): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(bytes.length);
  // The last block; the fixed code.
  writer.write({ bits: 0b011, length: 3 });
  const [before, above] = [distanceCode(1), distanceCode(rowBytes)];
  for (let at = 0; at < bytes.length; ) {
    const run = matchLength(bytes, at, 1);
    const row = matchLength(bytes, at, rowBytes);
    const length = Math.max(run, row);
    if (length >= LENGTH_MIN) {
      writer.write(LENGTHS[length] as Coded);
      writer.write(run >= row ? before : above);
      at += length;
    } else {
      writer.write(SYMBOLS[bytes[at] as number] as Coded);
      at += 1;
    }
  }
  writer.write(SYMBOLS[END] as Coded);
  return writer.finish();
}

function matchLength(bytes: Uint8Array, at: number, distance: number): number {
  if (at < distance) return 0;
  const end = Math.min(bytes.length, at + LENGTH_MAX);
  let i = at;
  while (i < end && bytes[i] === bytes[i - distance]) i += 1;
  return i - at;
}

/** A distance from 1 to 32,768: its code of 5 bits and the extra bits. */
function distanceCode(distance: number): Coded {
  const offset = distance - 1;
  const extra = offset < 4 ? 0 : 30 - Math.clz32(offset);
  return followed(reversed(2 * extra + (offset >> extra), 5), offset & ((1 << extra) - 1), extra);
}

function followed({ bits, length }: Coded, extraBits: number, extra: number): Coded {
  return { bits: bits | (extraBits << length), length: length + extra };
}

function reversed(code: number, length: number): Coded {
  let bits = 0;
  for (let i = 0; i < length; i += 1) bits |= ((code >> i) & 1) << (length - 1 - i);
  return { bits, length };
}

/** Writes bits from the lowest of each byte. */
class BitWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #count = 0;
  #held = 0;
  #heldBits = 0;

  constructor(bytes: number) {
    // A literal takes 9 bits at the most, beside the header and the end.
    this.#bytes = new Uint8Array(Math.ceil((9 * bytes) / 8) + 4);
  }

  /** At most 18 bits. */
  write({ bits, length }: Coded): void {
    this.#held |= bits << this.#heldBits;
    this.#heldBits += length;
    while (this.#heldBits >= 8) {
      this.#bytes[this.#count] = this.#held & 255;
      this.#count += 1;
      this.#held >>>= 8;
      this.#heldBits -= 8;
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    if (this.#heldBits > 0) this.write({ bits: 0, length: 8 - this.#heldBits });
    return this.#bytes.slice(0, this.#count);
  }
}
