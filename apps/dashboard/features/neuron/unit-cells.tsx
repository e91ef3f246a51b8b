import type { Words } from '../../i18n/words';
import type { NeuronPageData } from './read-neuron-page';

/** What lies outside the lanes and on their upper end: zeros that are off, and activations tied at the greatest. */
export function UnitCells({ unit, words }: { unit: NeuronPageData['unit']; words: Words }) {
  const { t, count, percent, quantity } = words;
  const { cells, clusters, max } = unit;
  if (!cells) return null;
  const top = clusters.at(-1);
  const total = count(cells.total);
  const tied = clusters.length === 1 && top?.includesLower && top.lower === max;
  const saturated = cells.saturated ?? 0;
  return (
    <>
      {cells.off != null && (
        <p className="hint-line">
          {t('neuron.off', { share: percent(cells.offShare ?? 0), n: count(cells.off), total })}
        </p>
      )}
      {top && saturated > 0 && (
        <p className="hint-line">
          {tied
            ? t('neuron.tied', {
                max: quantity(max ?? 0),
                n: count(saturated),
                total,
                share: percent(saturated / cells.total),
              })
            : t('neuron.saturated', {
                share: percent(cells.saturatedShare ?? 0),
                index: top.clusterIndex,
                max: quantity(max ?? 0),
              })}
        </p>
      )}
    </>
  );
}
