import { StrataError } from '../errors/strata-error.ts';
import type { CropRule, ResizeWay } from './resize-way.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Part of an image, in its pixels. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** How an image becomes a model's input: a box of it is resized, and of that a window of the input's size is taken. */
export interface Fitted {
  readonly image: Size;
  readonly box: Box;
  /** What the box is resized to. */
  readonly resized: Size;
  /** In the resized box. */
  readonly window: Box;
}

/**
 * What of an image a model sees, in whole pixels, as the framework that is named by the way has it.
 * @throws StrataError BAD_CONFIG where the crop is larger than the resized image. Sources: torchvision `Resize`,
 * `CenterCrop`; transformers `get_resize_output_image_size`, `center_crop`; Keras `load_img`.
 */
export function fitImage(way: ResizeWay, { image, input }: { readonly image: Size; readonly input: Size }): Fitted {
  if (way.kind === 'cover') return cover(image, input);
  const box = { left: 0, top: 0, ...sizeOf(image) };
  const resized = way.kind === 'shorter' ? shorterTo(image, way.side) : resizedWhole(way, input);
  if (way.kind === 'stretch') return { image, box, resized, window: { left: 0, top: 0, ...sizeOf(input) } };
  if (resized.width < input.width || resized.height < input.height) {
    throw new StrataError(
      'BAD_CONFIG',
      `An image of ${sizeText(image)} becomes ${sizeText(resized)}, smaller than the crop of ${sizeText(input)}: it would be padded. Give a larger --resize-side.`,
    );
  }
  const window = {
    left: cropStart(resized.width - input.width, way.rule),
    top: cropStart(resized.height - input.height, way.rule),
    ...sizeOf(input),
  };
  return { image, box, resized, window };
}

/** Whether a model sees the whole image. */
export function seesWhole({ image, box, resized, window }: Fitted): boolean {
  return sizeText(image) === sizeText(box) && sizeText(resized) === sizeText(window);
}

/** (width, height) with the shorter side as asked; the longer one is cut to whole pixels. */
function shorterTo({ width, height }: Size, side: number): Size {
  const longer = Math.max(side, Math.trunc((side * Math.max(width, height)) / Math.min(width, height)));
  return width <= height ? { width: side, height: longer } : { width: longer, height: side };
}

function resizedWhole(way: Extract<ResizeWay, { kind: 'stretch' | 'squash' }>, input: Size): Size {
  return way.kind === 'squash' ? { width: way.side, height: way.side } : sizeOf(input);
}

function cropStart(surplus: number, rule: CropRule): number {
  const down = Math.floor(surplus / 2);
  return rule === 'torchvision' && surplus % 2 === 1 && down % 2 === 1 ? down + 1 : down;
}

/** As large a box of the input's proportions as there is, in whole numbers. */
function cover(image: Size, input: Size): Fitted {
  const width = Math.min(image.width, Math.max(1, Math.floor((image.height * input.width) / input.height)));
  const height = Math.min(image.height, Math.max(1, Math.floor((image.width * input.height) / input.width)));
  const [left, top] = [Math.floor((image.width - width) / 2), Math.floor((image.height - height) / 2)];
  return {
    image,
    box: { left, top, width, height },
    resized: sizeOf(input),
    window: { left: 0, top: 0, ...sizeOf(input) },
  };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function sizeText({ width, height }: Size): string {
  return `${width}×${height}`;
}
