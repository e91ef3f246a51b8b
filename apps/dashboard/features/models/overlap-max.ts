import { niceScale } from '../../charts/axis-ticks';
import type { ModelOverview } from './read-models-page';

/** The end of the axis that all cards share: the largest overlap that any of them draws, now or untrained. */
export function overlapMax(models: readonly Pick<ModelOverview, 'series'>[]): number {
  const medians = models.flatMap(({ series }) => {
    const drawn = [series?.versions.at(-1), series?.versions.find(({ isBaseline }) => isBaseline)];
    return drawn.flatMap((version) => version?.points.map(({ median }) => median) ?? []);
  });
  return niceScale(Math.max(0, ...medians)).max;
}
