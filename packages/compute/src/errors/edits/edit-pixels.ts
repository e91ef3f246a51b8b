import type { ConceptEdit } from '@strata/domain';

/** An image of a network's size: (row, column, rgb) bytes. */
export interface EditedImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Where an image is replaced: (row, column) 1 of the image's size. */
export type EditMask = Uint8Array;

export interface EditOptions {
  readonly edit: ConceptEdit;
  /** The image that a patch is taken from, of the same size; needed for PATCH only. */
  readonly other?: EditedImage | undefined;
}

/** A blurred pixel is the mean of so many around it, a share of the image's longer side. */
const BLUR_SHARE = 1 / 8;

/**
 * The image with what the mask covers replaced: by the mean colour of the rest (of all, where it covers everything), by the image
 * blurred, or by the same place of another image.
 */
export function editPixels(image: EditedImage, mask: EditMask, { edit, other }: EditOptions): EditedImage {
  const from =
    edit === 'MEAN_COLOUR' ? flat(image, meanColour(image, mask)) : edit === 'BLUR' ? blurred(image) : other?.data;
  const data = image.data.slice();
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel] === 0 || !from) continue;
    for (let channel = 3 * pixel; channel < 3 * pixel + 3; channel += 1) data[channel] = from[channel] as number;
  }
  return { ...image, data };
}

/** The mask of the image's size that has what lies under each pixel of a mask of another size, the nearest one. */
export function fitMask(
  mask: { readonly bits: Uint8Array; readonly width: number; readonly height: number },
  { width, height }: Pick<EditedImage, 'width' | 'height'>,
): EditMask {
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const row = Math.floor(((Math.floor(pixel / width) + 0.5) * mask.height) / height);
    const column = Math.floor((((pixel % width) + 0.5) * mask.width) / width);
    return mask.bits[row * mask.width + column] as number;
  });
}

/** A mask moved by rows and columns, over the edges to the other side. */
export function moveMask(
  mask: EditMask,
  {
    width,
    height,
    rows,
    columns,
  }: { readonly width: number; readonly height: number; readonly rows: number; readonly columns: number },
): EditMask {
  const moved = new Uint8Array(mask.length);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (mask[row * width + column] === 0) continue;
      moved[((row + rows) % height) * width + ((column + columns) % width)] = 1;
    }
  }
  return moved;
}

function meanColour({ data }: EditedImage, mask: EditMask): readonly number[] {
  const isWhole = !mask.includes(0);
  const sums = [0, 0, 0];
  let count = 0;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    if (mask[pixel] !== 0 && !isWhole) continue;
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] as number) + (data[3 * pixel + channel] as number);
    count += 1;
  }
  return sums.map((sum) => Math.round(sum / count));
}

function flat({ data }: EditedImage, colour: readonly number[]): Uint8Array {
  return Uint8Array.from(data, (_, at) => colour[at % 3] as number);
}

/** Box means along rows, then along columns, edges repeated less: only what is there counts. */
function blurred({ data, width, height }: EditedImage): Uint8Array {
  const reach = Math.max(1, Math.round((Math.max(width, height) * BLUR_SHARE) / 2));
  const along = (
    values: Uint8Array,
    line: (at: number) => { start: number; step: number; length: number },
    lines: number,
  ) => {
    const out = new Uint8Array(values.length);
    for (let at = 0; at < lines; at += 1) {
      const { start, step, length } = line(at);
      for (let channel = 0; channel < 3; channel += 1) {
        const sums = new Float64Array(length + 1);
        for (let i = 0; i < length; i += 1)
          sums[i + 1] = (sums[i] as number) + (values[3 * (start + i * step) + channel] as number);
        for (let i = 0; i < length; i += 1) {
          const [from, to] = [Math.max(0, i - reach), Math.min(length, i + reach + 1)];
          out[3 * (start + i * step) + channel] = Math.round(
            ((sums[to] as number) - (sums[from] as number)) / (to - from),
          );
        }
      }
    }
    return out;
  };
  const rows = along(data, (row) => ({ start: row * width, step: 1, length: width }), height);
  return along(rows, (column) => ({ start: column, step: width, length: height }), width);
}
