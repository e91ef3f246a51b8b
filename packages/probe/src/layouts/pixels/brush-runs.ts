import { DatasetError } from '@strata/domain';
import type { MaskShape } from '../../probe-dataset.ts';

/** Red, green, blue, alpha. */
const CHANNELS = 4;
const COUNT_BITS = 32;
const WORD_BITS = 5;
const SIZES = 4;
const SIZE_BITS = 4;

/**
 * The pixels that a brush of Label Studio covers, (height, width), 1 where alpha is above 0. Bytes hold a count of numbers, the
 * width of words and of four kinds of runs, then runs of one word or of many.
 * @param where file and item, for messages
 * @throws DatasetError when the count isn't that of the picture, or runs don't add up to it
 * Source: decode_rle of label-studio-sdk.
 */
export function brushBits(
  bytes: readonly number[],
  { height, width, where }: MaskShape & { readonly where: string },
): Uint8Array {
  const total = bytes.length * 8;
  let at = 0;
  const read = (bits: number): number => {
    if (at + bits > total)
      throw new DatasetError(`${where}: the brush's runs end too early, after ${bytes.length} bytes.`);
    let value = 0;
    for (const end = at + bits; at < end; at += 1)
      value = value * 2 + (((bytes[at >> 3] as number) >> (7 - (at & 7))) & 1);
    return value;
  };
  const count = read(COUNT_BITS);
  if (count !== height * width * CHANNELS) {
    throw new DatasetError(
      `${where}: the brush has ${count} numbers, the picture of ${width}x${height} has ${height * width * CHANNELS} (${CHANNELS} a pixel).`,
    );
  }
  const word = read(WORD_BITS) + 1;
  const sizes = Array.from({ length: SIZES }, () => read(SIZE_BITS) + 1);
  const bits = new Uint8Array(height * width);
  const put = (place: number, value: number): void => {
    if (place % CHANNELS === CHANNELS - 1 && value > 0) bits[(place - CHANNELS + 1) / CHANNELS] = 1;
  };
  for (let place = 0; place < count; ) {
    const isRun = read(1) === 1;
    const end = place + 1 + read(sizes[read(2)] as number);
    if (end > count)
      throw new DatasetError(`${where}: the brush's runs add up to ${end}, the picture has ${count} numbers.`);
    const value = isRun ? read(word) : 0;
    for (; place < end; place += 1) put(place, isRun ? value : read(word));
  }
  return bits;
}
