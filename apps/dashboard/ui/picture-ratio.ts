interface Pictured {
  readonly imageWidth?: number | null;
  readonly imageHeight?: number | null;
}

/**
 * The proportions of a frame for an image: the original's, so that neither it nor the masks laid over it are distorted;
 * square while they are not known.
 */
export function pictureRatio({ imageWidth, imageHeight }: Pictured): { readonly aspectRatio: string } {
  return { aspectRatio: imageWidth && imageHeight ? `${imageWidth} / ${imageHeight}` : '1' };
}
