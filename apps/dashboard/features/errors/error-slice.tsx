import type { ErrorSliceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { TableScroll } from '../../ui/table-scroll';
import { sliceSentence } from './error-sentences';

interface ErrorSliceProps {
  readonly slice: ErrorSliceFragment;
  readonly permutations: number;
  /** In words, as the answer is called. */
  readonly question: string;
  readonly words: Words;
}

/** A slice of errors: its sentence, how errors are spread inside and outside, and images. */
export function ErrorSlice({ slice, permutations, question, words }: ErrorSliceProps) {
  const { t, count, percent } = words;
  const { selectedCount, selectedWrong, unitCount, unitsWrong, p, verdict } = slice;
  const rows = [
    { where: t('errors.inside'), wrong: selectedWrong, all: selectedCount },
    { where: t('errors.outside'), wrong: unitsWrong - selectedWrong, all: unitCount - selectedCount },
  ];
  return (
    <article className="errors-slice" data-verdict={verdict}>
      <h3>{sliceSentence(slice, words)}</h3>
      <TableScroll label={`${question}: ${sliceSentence(slice, words)}`}>
        <table className="data-table text-1">
          <thead>
            <tr>
              <th scope="col">{t('errors.where')}</th>
              <th scope="col">{t('errors.wrong')}</th>
              <th scope="col">{t('errors.all')}</th>
              <th scope="col">{t('errors.rate')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ where, wrong, all }) => (
              <tr key={where}>
                <th scope="row">{where}</th>
                <td>{count(wrong)}</td>
                <td>{count(all)}</td>
                <td>{all === 0 ? '–' : percent(wrong / all)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="errors-p">{t('errors.p', { p: p.toFixed(3), permutations: count(permutations) })}</p>
      <ul className="errors-images">
        {slice.samples.map(({ sample, isWrong }) => {
          const { key, className, imageUrl } = sample;
          const name = className ?? key;
          const said = isWrong ? t('errors.imageWrong', { name }) : t('errors.imageRight', { name });
          return (
            <li key={key} data-wrong={isWrong}>
              {imageUrl && <img src={imageUrl} alt="" style={pictureRatio(sample)} loading="lazy" decoding="async" />}
              <span>{said}</span>
            </li>
          );
        })}
      </ul>
    </article>
  );
}
