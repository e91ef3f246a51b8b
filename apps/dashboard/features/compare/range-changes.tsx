import { rangeColor } from '../../charts/range-color';
import type { Words } from '../../i18n/words';
import { RangeMark } from '../../ui/range-mark';
import { TextLink } from '../../ui/text-link';
import { type CompareAddress, comparePath } from './compare-address';
import { hasClasses } from './has-classes';
import { meaningOf } from './meaning-of';
import type { Comparison } from './read-compare-page';
import { signed } from './signed';

interface RangeChangesProps {
  readonly model: string;
  readonly address: CompareAddress;
  readonly comparison: Comparison;
  readonly words: Words;
}

/** How much of each activation range changed, highest on top: a table whose bars are its picture. */
export function RangeChanges({ model, address, comparison, words }: RangeChangesProps) {
  const { t, count, percent } = words;
  const top = Math.max(...comparison.ranges.map(({ clusterIndex }) => clusterIndex));
  const classes = hasClasses(comparison);
  const { appeared, disappeared } = comparison.summary;
  const comesOrGoes = appeared + disappeared > 0;
  return (
    <section className="listing" aria-labelledby="range-changes">
      <h2 id="range-changes">{t('compare.rangesTitle')}</h2>
      <table className="data-table range-changes">
        <thead>
          <tr>
            <th scope="col">{t('column.range')}</th>
            <th scope="col">{t('compare.changedShare')}</th>
            <th scope="col" className="num">
              {t('compare.changedCount')}
            </th>
            {comesOrGoes && (
              <th scope="col" className="num">
                {t('compare.apart')}
              </th>
            )}
            {classes && (
              <th scope="col" className="num">
                {t('compare.specialBalance')}
              </th>
            )}
            <th scope="col" className="num">
              {t('compare.meanDelta')}
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison.ranges.toReversed().map(({ clusterIndex, counts }) => {
            const { changed, known } = meaningOf(counts);
            const share = known === 0 ? 0 : changed / known;
            const chosen = address.range === clusterIndex;
            return (
              <tr key={clusterIndex} data-current={chosen || undefined}>
                <th scope="row">
                  <TextLink
                    href={`${comparePath(model, address, { range: chosen ? null : clusterIndex })}#rows`}
                    aria-current={chosen ? 'true' : undefined}
                    title={t('compare.onlyRange', { index: clusterIndex })}
                  >
                    <RangeMark index={clusterIndex} count={top} label={t('column.range')} />
                  </TextLink>
                </th>
                <td className="cell-share">
                  <span className="share-track" aria-hidden="true">
                    <span style={{ width: `${share * 100}%`, background: rangeColor(clusterIndex, top) }} />
                  </span>
                  <span>{percent(share)}</span>
                </td>
                <td className="num">{t('compare.ofRanges', { changed: count(changed), n: count(known) })}</td>
                {comesOrGoes && (
                  <td className="num">
                    {t('compare.balance', { gained: count(counts.appeared), lost: count(counts.disappeared) })}
                  </td>
                )}
                {classes && (
                  <td className="num">
                    {t('compare.balance', {
                      gained: count(counts.newlySpecialized),
                      lost: count(counts.lostSpecialization),
                    })}
                  </td>
                )}
                <td className="num">{counts.meanDeltaIou == null ? '–' : signed(counts.meanDeltaIou, words)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
