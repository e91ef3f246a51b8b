import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportExplanation, ExportImage, ExportRun, Snapshot } from '@strata/db';
import { type LayerExport, type RangeChoice, shownRanges } from '../layers/layer-export.ts';
import { type Picture, readMaskOver, readPicture } from './read-picture.ts';
import type { PixelMask } from './shown-mask.ts';

/** An image that an explained range is shown by, with its picture and where the neuron fires on it. */
export interface MarkedImage {
  readonly run: ExportRun;
  readonly explanation: ExportExplanation & { readonly formula: string };
  readonly image: ExportImage;
  readonly picture: Picture;
  readonly mask: PixelMask;
  /** The picture's file inside the folder. */
  readonly file: string;
}

export interface MarkedOptions {
  readonly range: RangeChoice;
  /** Folder for pictures, which is made; each picture is written once. */
  readonly folder: string;
}

/**
 * All that the explained ranges of layers are shown by, picture files written on the way. Images without a stored picture
 * are passed by.
 */
export async function* markedImages(
  snapshot: Snapshot,
  layers: AsyncIterable<LayerExport>,
  { range, folder }: MarkedOptions,
): AsyncGenerator<MarkedImage> {
  await mkdir(folder);
  const written = new Set<number>();
  for await (const layer of layers) {
    for await (const { explanation, images } of shownRanges(layer, range)) {
      const { formula } = explanation;
      if (formula === null) continue;
      for (const image of images) {
        const picture = await readPicture(snapshot, image);
        if (!picture) continue;
        const mask = await readMaskOver(snapshot, image, picture);
        if (!mask) continue;
        const file = `${image.imageId}.webp`;
        if (!written.has(image.imageId)) await writeFile(join(folder, file), picture.webp, { flag: 'wx' });
        written.add(image.imageId);
        yield { run: layer.run, explanation: { ...explanation, formula }, image, picture, mask, file };
      }
    }
  }
}
