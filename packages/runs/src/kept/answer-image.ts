import { type KeptFile, openActivations, type RangeInImage, rangesInImage } from '@strata/compute/kept';
import type { AreaBox, ImageAnswer, ImageQuestion, ImageRange } from '@strata/domain';
import { hasActivations, openKept } from './kept-place.ts';

/**
 * Finds the ranges that are in an image, or in an area of it and not elsewhere: the layer's values of that one image are read
 * and laid over it.
 * @throws ShapeError when the values can't be read
 */
export function answerImage(home: string, { run, sampleIndex, boxes, first }: ImageQuestion): ImageAnswer {
  const nothing = { kind: 'image', areaPixels: 0, imagePixels: 0, ranges: [] } as const;
  const kept = openKept(home, run);
  if (!kept) return { ...nothing, missing: 'HITS' };
  try {
    const { mask, sampleCount } = kept.header;
    const imagePixels = mask.height * mask.width;
    if (!hasActivations(kept)) return { ...nothing, imagePixels, missing: 'ACTIVATIONS' };
    if (sampleIndex >= sampleCount) return { ...nothing, imagePixels, missing: null };
    const area = drawArea(boxes, mask);
    const areaPixels = area.reduce((sum, one) => sum + one, 0);
    const found = rangesOf(kept, { sampleIndex, area }).map((range) => imageRange(range, { areaPixels, imagePixels }));
    const means = meanShares(kept);
    const ranges = found.map((range) => ({ ...range, meanShare: means(range.unit, range.clusterIndex) }));
    return {
      kind: 'image',
      areaPixels,
      imagePixels,
      ranges: (boxes.length > 0 ? byArea(ranges) : bySurprise(ranges)).slice(0, first),
      missing: null,
    };
  } finally {
    kept.close();
  }
}

function rangesOf(
  { header }: KeptFile,
  question: { readonly sampleIndex: number; readonly area: Uint8Array },
): RangeInImage[] {
  const source = openActivations(header.activations.path, { samples: header.sampleCount });
  try {
    const { mask, upsampling, units } = header;
    return rangesInImage(source, { ...question, mask, upsampling, units });
  } finally {
    source.close();
  }
}

/** (mask height, mask width) 1 where a pixel's centre lies in one of the boxes; everywhere where there is none. */
export function drawArea(
  boxes: readonly AreaBox[],
  { height, width }: { readonly height: number; readonly width: number },
): Uint8Array {
  const area = new Uint8Array(height * width);
  if (boxes.length === 0) return area.fill(1);
  // The first pixel whose centre is not before a share of a side.
  const pixel = (share: number, size: number): number => Math.min(size, Math.max(0, Math.ceil(share * size - 0.5)));
  for (const { left, top, right, bottom } of boxes) {
    for (let y = pixel(top, height); y < pixel(bottom, height); y += 1) {
      const row = y * width;
      area.fill(1, row + pixel(left, width), Math.max(row + pixel(left, width), row + pixel(right, width)));
    }
  }
  return area;
}

function imageRange(
  { unit, clusterIndex, intersection, bitmapPixels }: RangeInImage,
  { areaPixels, imagePixels }: { readonly areaPixels: number; readonly imagePixels: number },
): Omit<ImageRange, 'meanShare'> {
  const union = bitmapPixels + areaPixels - intersection;
  const iou = union === 0 ? 0 : intersection / union;
  return { unit, clusterIndex, intersection, bitmapPixels, iou, share: bitmapPixels / imagePixels };
}

/** The share of all images that lies in each range, from what it hits in all of them. */
function meanShares({ header }: KeptFile): (unit: number, clusterIndex: number) => number {
  const total = header.sampleCount * header.mask.height * header.mask.width;
  const pixels = new Map(
    header.units.flatMap(({ unit, ranges }) =>
      ranges.map(({ clusterIndex, pixels: own }) => [`${unit} ${clusterIndex}`, own] as const),
    ),
  );
  return (unit, clusterIndex) => (pixels.get(`${unit} ${clusterIndex}`) ?? 0) / total;
}

/** Those that are there at all, by their overlap with the area. */
function byArea(ranges: readonly ImageRange[]): ImageRange[] {
  return ranges
    .filter(({ intersection }) => intersection > 0)
    .sort((a, b) => b.iou - a.iou || a.unit - b.unit || a.clusterIndex - b.clusterIndex);
}

/**
 * Those that hold more of this image than of all, by how unlikely their share is where any pixel of any image is as likely:
 * the divergence of the two shares (Kullback and Leibler, 1951).
 */
function bySurprise(ranges: readonly ImageRange[]): ImageRange[] {
  return ranges
    .flatMap((range) => (range.share > range.meanShare ? [{ range, surprise: divergence(range) }] : []))
    .sort((a, b) => b.surprise - a.surprise || a.range.unit - b.range.unit)
    .map(({ range }) => range);
}

function divergence({ share, meanShare }: ImageRange): number {
  const part = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q));
  return part(share, meanShare) + part(1 - share, 1 - meanShare);
}
