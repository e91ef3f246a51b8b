import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import type { ImageAddress } from './image-address';
import type { ImagePageData } from './read-image-page';

/** The finding of the page: what fires here and not elsewhere, or most unlike in other images. */
export function imageSentence(
  { sample, ranges, layer }: ImagePageData,
  { squares }: ImageAddress,
  { t, iou, percent }: Words,
): string {
  const name = sample.className ?? sample.key;
  const best = ranges?.ranges[0];
  if (!ranges || ranges.missing) return t('image.unknown', { name });
  if (!best)
    return squares.length > 0 ? t('image.nothingThere', { layer: layerLabel(layer) }) : t('image.plain', { name });
  const { clusterIndex: index, unit } = best.cluster;
  if (squares.length > 0) return t('image.there', { unit: unit.unitIndex, index, iou: iou(best.iou) });
  const shares = { share: percent(best.share), mean: percent(best.meanShare) };
  return t('image.unlike', { unit: unit.unitIndex, index, ...shares });
}
