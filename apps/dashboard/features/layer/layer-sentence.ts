import { pointOf } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { timesShuffled } from '../trends/trend-sentence';
import type { LayerPageData } from './read-layer-page';
import { unitsOf } from './units-of';

/** The finding of a layer's page: its strongest range beside shuffled images, or how many explanations the filters leave. */
export function layerSentence({ page, filtered }: { page: LayerPageData; filtered: boolean }, words: Words): string {
  const { t, iou } = words;
  const { found, trend, clusterCount } = page;
  if (!found) return t('layer.refused');
  const { unitCount, explanations, run } = found;
  const units = unitsOf({ done: run?.unitsDone ?? unitCount, all: unitCount }, words);
  if (filtered) return t('layer.filtered', { count: explanations.totalCount, units });
  const point = pointOf(trend ?? undefined, clusterCount);
  if (!point) return t('layer.plain', { units, n: run?.unitsDone ?? unitCount, count: explanations.totalCount });
  return t('layer.sentence', {
    units,
    iou: iou(point.median),
    times: timesShuffled(point.timesShuffled, words),
  });
}
