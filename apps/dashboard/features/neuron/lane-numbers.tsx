import type { Words } from '../../i18n/words';
import type { Cluster } from './range-lane';

/** The exact numbers behind a lane, for those who check. */
export function LaneNumbers({ cluster, words: { t, count, quantity } }: { cluster: Cluster; words: Words }) {
  const { lower, upper, bitmapPixels, explanation } = cluster;
  if (!explanation) return null;
  const bound = (value: number | null | undefined, open: string) =>
    value === null || value === undefined ? open : quantity(value);
  const rows: [string, string][] = [
    [t('numbers.range'), `${bound(lower, '−∞')} … ${bound(upper, '∞')}`],
    [t('numbers.iou'), String(explanation.iou)],
    [t('numbers.chance'), String(explanation.chance)],
    [t('numbers.intersection'), count(explanation.intersection)],
    [t('numbers.union'), count(explanation.union)],
    [t('numbers.neuronPixels'), count(bitmapPixels)],
    [t('numbers.formulaPixels'), count(explanation.formulaPixels)],
    [t('numbers.formula'), explanation.formula.text],
  ];
  return (
    <details className="numbers">
      <summary className="text-button">{t('numbers.title')}</summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
