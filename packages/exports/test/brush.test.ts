import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brushOf } from '../src/label-studio/brush.ts';
import { boxOf, maskOver } from '../src/pictures/shown-mask.ts';

/** The bytes that Label Studio makes of its run lengths: written from its description, bit by bit. */
function decode(bytes: readonly number[]): number[] {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let at = 0;
  const read = (size: number) => {
    at += size;
    return Number.parseInt(bits.slice(at - size, at), 2);
  };
  const length = read(32);
  const valueBits = read(5) + 1;
  const sizes = [0, 1, 2, 3].map(() => read(4) + 1);
  const values: number[] = [];
  while (values.length < length) {
    const isRun = read(1) === 1;
    const count = read(sizes[read(2)] ?? 0) + 1;
    const value = isRun ? read(valueBits) : 0;
    for (let one = 0; one < count; one += 1) values.push(isRun ? value : read(valueBits));
  }
  return values;
}

describe('a brush', () => {
  it('holds each pixel as four bytes, whatever the mask', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 60 }),
        (times, some) => {
          const pixels = Uint8Array.from(some.flatMap((pixel) => new Array<number>(times).fill(pixel)));
          const decoded = decode(brushOf({ width: pixels.length, height: 1, pixels }));
          expect(decoded).toEqual([...pixels].flatMap((pixel) => new Array<number>(4).fill(pixel * 255)));
        },
      ),
    );
  });

  it('cuts runs that are longer than sixteen bits', () => {
    const pixels = new Uint8Array(40_000).fill(1);
    expect(decode(brushOf({ width: 200, height: 200, pixels }))).toEqual(new Array(160_000).fill(255));
  });
});

describe('a mask over a picture', () => {
  it('takes the pixel of the mask that the middle of each of the picture’s lies in', async () => {
    // Three columns and two rows: the first column of the first row, the last of the second. Without padding between rows.
    const bitmap = deflateRawSync(Uint8Array.of(0b100001 << 2));
    const mask = await maskOver({ bitmap, width: 3, height: 2 }, { width: 6, height: 2 });
    expect([...mask.pixels]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(boxOf(mask)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    const small = await maskOver({ bitmap, width: 3, height: 2 }, { width: 3, height: 1 });
    // The middle of the only row is the border of both: the lower one.
    expect([...small.pixels]).toEqual([0, 0, 1]);
    expect(boxOf(small)).toEqual({ x: 2 / 3, y: 0, width: 1 / 3, height: 1 });
  });

  it('that is empty has no box', () => {
    expect(boxOf({ width: 2, height: 1, pixels: new Uint8Array(2) })).toBeNull();
  });
});
