import type { ClassRangeFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { countedOutcomes, effectText, RangeHead } from '../errors/range-cells';

interface ClassRangesProps {
  readonly name: string;
  readonly ranges: readonly ClassRangeFragment[];
  readonly model: string;
  readonly version: string;
  /** The model's, by which a layer is named in addresses. */
  readonly layerNames: readonly string[];
  readonly words: Words;
}

/** The ranges that have to do with a class, and what breaks without them beside the control. */
export function ClassRanges({ name, ranges, model, version, layerNames, words }: ClassRangesProps) {
  const { t, count } = words;
  if (ranges.length === 0) return <p>{t('classes.noRanges')}</p>;
  return (
    <TableScroll label={t('classes.rangesOf', { name })}>
      <table className="data-table text-3 errors-ranges">
        <thead>
          <tr>
            <th scope="col">{t('errors.ranges.range')}</th>
            <th scope="col">{t('errors.ranges.role')}</th>
            <th scope="col">{t('classes.grade')}</th>
            <th scope="col">{t('classes.broken')}</th>
            <th scope="col">{t('errors.ranges.effect')}</th>
            <th scope="col">{t('classes.takenFor')}</th>
          </tr>
        </thead>
        <tbody>
          {ranges.map((range) => {
            const { cluster, rightCount } = range;
            const { unit, clusterIndex, explanation } = cluster;
            const broken = { found: range.broken, of: rightCount, control: range.controlBroken };
            const grade = explanation?.grade ?? null;
            const taken = range.takenFor === null || range.takenFor === undefined ? '–' : range.takenFor;
            return (
              <tr key={`${unit.unitIndex} ${clusterIndex}`}>
                <RangeHead cluster={cluster} model={model} version={version} layerNames={layerNames} words={words} />
                <td>{t(`classes.role.${range.role}`)}</td>
                <td>{grade === null ? '–' : t(`grade.${grade}`)}</td>
                <td>{countedOutcomes(broken, words)}</td>
                <td>{effectText(range, words)}</td>
                <td>
                  {taken === '–' ? taken : t('classes.taken', { name: taken, images: count(range.takenForCount) })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
