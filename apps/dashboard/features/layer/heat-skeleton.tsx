import { heatLayout } from '../../charts/heat-layout';
import type { Words } from '../../i18n/words';

interface HeatSkeletonProps {
  readonly unitCount: number;
  readonly clusterCount: number;
  readonly words: Words;
}

/** Holds the heat map's place, exactly as high, while it is read. */
export function HeatSkeleton({ unitCount, clusterCount, words: { t } }: HeatSkeletonProps) {
  const { bands, bandHeight } = heatLayout({ width: 1192, count: unitCount, clusterCount });
  return (
    <div className="figure" role="status">
      <h2>{t('layer.heatTitle')}</h2>
      <p className="figure-summary">{t('layer.heatLoading', { count: unitCount })}</p>
      <div className="skeleton" style={{ height: bands * bandHeight + 150 }} />
    </div>
  );
}
