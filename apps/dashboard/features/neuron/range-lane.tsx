import { getFormatter, getTranslations } from 'next-intl/server';
import { FormulaChips } from '../formula/formula-chips';
import type { ClusterData } from './neuron-query';

/** One activation range of a neuron: its formula, its numbers, and its top images with the masks over them. */
export async function RangeLane({ cluster }: { cluster: ClusterData }) {
  const [t, format] = await Promise.all([getTranslations(), getFormatter()]);
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 });
  const { explanation, clusterIndex } = cluster;
  return (
    <section
      className="card lane space-y-3"
      style={{ borderLeft: `8px solid var(--range-${Math.min(5, clusterIndex)})` }}
    >
      <h2>
        {t('range', { index: clusterIndex })}{' '}
        <span className="quiet">
          {cluster.lower === null ? '−∞' : number(cluster.lower)} …{' '}
          {cluster.upper === null ? '∞' : number(cluster.upper)}
        </span>
      </h2>
      {explanation ? (
        <p className="flex flex-wrap gap-4">
          <FormulaChips text={explanation.formula.text} />
          <span>{t('iou', { value: number(explanation.iou) })}</span>
          <span className="quiet">
            {t('chance', { chance: number(explanation.chance), lift: `${number(explanation.lift)}×` })}
          </span>
        </p>
      ) : (
        <p>{t('noExplanation')}</p>
      )}
      <ul className="grid grid-cols-3 gap-2 md:grid-cols-6">
        {cluster.samples.map((sample) => (
          <li key={sample.rank} className="relative aspect-square overflow-hidden rounded-md bg-black">
            {sample.imageUrl && (
              <img
                src={sample.imageUrl}
                alt={t('sampleAlt', { key: sample.sample.key })}
                className="absolute inset-0 size-full opacity-55"
              />
            )}
            <img src={sample.overlayUrl} alt={t('overlayAlt')} className="absolute inset-0 size-full" />
          </li>
        ))}
      </ul>
    </section>
  );
}
