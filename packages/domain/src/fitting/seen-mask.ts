import type { Box, Fitted, Size } from './fit-image.ts';
import type { ResizeWay } from './resize-way.ts';

/**
 * The size of masks of what a model sees, when masks of whole images have this one: as many pixels of a mask as before for each
 * pixel of the input, where the image has the mask's proportions.
 */
export function seenMaskSize(way: ResizeWay, { mask, input }: { readonly mask: Size; readonly input: Size }): Size {
  if (way.kind === 'stretch') return mask;
  const scales =
    way.kind === 'cover'
      ? both(Math.min(mask.width / input.width, mask.height / input.height))
      : way.kind === 'shorter'
        ? both(Math.min(mask.width, mask.height) / way.side)
        : { width: mask.width / way.side, height: mask.height / way.side };
  return {
    width: Math.max(1, Math.round(input.width * scales.width)),
    height: Math.max(1, Math.round(input.height * scales.height)),
  };
}

/** Of each column and row of a mask of what a model sees, the column and row of the whole image's mask that lies nearest. */
export interface SeenPlaces {
  readonly columns: Uint32Array;
  readonly rows: Uint32Array;
}

/** Where the pixels of a mask of what a model sees lie on the whole image's mask: exact, in whole numbers. */
export function seenPlaces(fitted: Fitted, { mask, seen }: { readonly mask: Size; readonly seen: Size }): SeenPlaces {
  const { image, box, resized, window } = fitted;
  return {
    columns: placesOf(seen.width, {
      ...{ window: window.left, size: window.width, resized: resized.width },
      ...{ box: box.left, boxSize: box.width, image: image.width, mask: mask.width },
    }),
    rows: placesOf(seen.height, {
      ...{ window: window.top, size: window.height, resized: resized.height },
      ...{ box: box.top, boxSize: box.height, image: image.height, mask: mask.height },
    }),
  };
}

/** What a model sees of an image, in the image's own pixels, rounded outwards to whole ones. */
export function seenBox({ image, box, resized, window }: Fitted): Box {
  const [acrossOne, downOne] = [box.width / resized.width, box.height / resized.height];
  const left = Math.floor(box.left + window.left * acrossOne);
  const top = Math.floor(box.top + window.top * downOne);
  const right = Math.min(image.width, Math.ceil(box.left + (window.left + window.width) * acrossOne));
  const bottom = Math.min(image.height, Math.ceil(box.top + (window.top + window.height) * downOne));
  return { left, top, width: right - left, height: bottom - top };
}

interface Side {
  readonly window: number;
  readonly size: number;
  readonly resized: number;
  readonly box: number;
  readonly boxSize: number;
  readonly image: number;
  readonly mask: number;
}

/** (place) of the middle of each of `count` equal parts of the window, through the resized box, on a mask of the whole image. */
function placesOf(count: number, side: Side): Uint32Array {
  const [window, size, resized, box, boxSize, image, mask] = [
    ...[side.window, side.size, side.resized],
    ...[side.box, side.boxSize, side.image, side.mask],
  ].map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  const parts = 2n * BigInt(count);
  return Uint32Array.from({ length: count }, (_, i) => {
    const inResized = window * parts + (2n * BigInt(i) + 1n) * size;
    const inImage = box * parts * resized + inResized * boxSize;
    return Math.min(side.mask - 1, Number((inImage * mask) / (parts * resized * image)));
  });
}

function both(scale: number): Size {
  return { width: scale, height: scale };
}
