import type { InnerCacheKind } from '@strata/files';
import type { GridShape } from '@strata/kernels';

/** Changes when the kernels want images in another form, so that old files are not read. */
const LAYOUT = 1;

/** Images prepared for maps of one shape, beside the cells that they are prepared from. */
export const IMAGES_IN_CACHE: InnerCacheKind = {
  kind: 'images',
  within: 'cells',
  keyOf: (name) => /^tiles-\d+-(\d+x\d+)\.u32$/u.exec(name)?.[1] ?? null,
  describe: (cellsAbout, size) => `${cellsAbout}, for maps of ${size}`,
};

/** The name of the file for maps of a shape. */
export function imagesFileName({ height, width }: GridShape): string {
  return `tiles-${LAYOUT}-${height}x${width}.u32`;
}
