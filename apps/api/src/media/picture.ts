import { drawConcept, type StoredConceptMask } from './draw-concept.ts';
import { drawMask } from './draw-mask.ts';
import { drawOverlay, type StoredMasks } from './draw-overlay.ts';
import { drawSheet, type SheetSample } from './draw-sheet.ts';
import { drawStencils } from './draw-stencils.ts';

/** A picture to be drawn: what of, and what it shows. Plain data, so that it can go to another thread. */
export type Picture =
  | { readonly kind: 'overlay'; readonly masks: StoredMasks; readonly width: number | undefined }
  | { readonly kind: 'mask'; readonly masks: StoredMasks }
  | { readonly kind: 'stencils'; readonly masks: StoredMasks }
  | { readonly kind: 'sheet'; readonly samples: readonly SheetSample[] }
  | { readonly kind: 'concept'; readonly mask: StoredConceptMask };

/** The picture as a PNG; a sheet as a WebP. */
export function drawPicture(picture: Picture): Promise<Buffer> {
  switch (picture.kind) {
    case 'overlay':
      return drawOverlay(picture.masks, picture.width);
    case 'mask':
      return drawMask(picture.masks);
    case 'stencils':
      return drawStencils(picture.masks);
    case 'sheet':
      return drawSheet(picture.samples);
    case 'concept':
      return drawConcept(picture.mask);
  }
}
