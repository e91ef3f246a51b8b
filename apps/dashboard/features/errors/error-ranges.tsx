import type { ErrorRangeFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { countedOutcomes, effectText, RangeHead } from './range-cells';

/** Rows at most: what mends least is of little use. */
const SHOWN = 8;

export interface ErrorRangesProps {
  readonly ranges: readonly ErrorRangeFragment[];
  /** In words, as the answer is called. */
  readonly question: string;
  readonly model: string;
  readonly version: string;
  /** The model's, by which a layer is named in addresses. */
  readonly layerNames: readonly string[];
  readonly words: Words;
}

/** Ranges that fire on errors more than on successes, and what taking them out does beside its control. */
export function ErrorRanges({ ranges, question, model, version, layerNames, words }: ErrorRangesProps) {
  const { t, count } = words;
  return (
    <>
      <h3>{t('errors.ranges.title')}</h3>
      <p className="hint-line">{t('errors.ranges.hint')}</p>
      <TableScroll label={`${question}: ${t('errors.ranges.title')}`}>
        <table className="data-table text-3 errors-ranges">
          <thead>
            <tr>
              <th scope="col">{t('errors.ranges.range')}</th>
              <th scope="col">{t('errors.ranges.role')}</th>
              <th scope="col">{t('errors.ranges.way')}</th>
              <th scope="col">{t('errors.ranges.mended')}</th>
              <th scope="col">{t('errors.ranges.broken')}</th>
              <th scope="col">{t('errors.ranges.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {ranges.slice(0, SHOWN).map((range) => {
              const { cluster, role, intervention, wrongCount, rightCount } = range;
              const { unit, clusterIndex } = cluster;
              const mended = { found: range.mended, of: wrongCount, control: range.controlMended };
              const broken = { found: range.broken, of: rightCount, control: range.controlBroken };
              return (
                <tr key={`${unit.layer.name} ${unit.unitIndex} ${clusterIndex} ${intervention}`}>
                  <RangeHead cluster={cluster} model={model} version={version} layerNames={layerNames} words={words} />
                  <td>{role === 'CAUSE' ? t('errors.ranges.cause') : t('errors.ranges.goesWith')}</td>
                  <td>{intervention === 'ZERO' ? t('errors.ranges.zero') : t('errors.ranges.mean')}</td>
                  <td>{countedOutcomes(mended, words)}</td>
                  <td>{countedOutcomes(broken, words)}</td>
                  <td>{effectText(range, words)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
      {ranges.length > SHOWN && <p>{t('errors.ranges.more', { more: count(ranges.length - SHOWN) })}</p>}
    </>
  );
}
