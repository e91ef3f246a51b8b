import type { ErrorEditFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';

interface ErrorEditsProps {
  readonly edits: readonly ErrorEditFragment[];
  /** In words, as the answer is called. */
  readonly question: string;
  readonly words: Words;
}

/** What replacing the pixels of concepts does to predictions, beside its control. */
export function ErrorEdits({ edits, question, words }: ErrorEditsProps) {
  const { t, percent } = words;
  return (
    <>
      <h3>{t('errors.edits.title')}</h3>
      <p className="hint-line">{t('errors.edits.hint')}</p>
      <TableScroll label={`${question}: ${t('errors.edits.title')}`}>
        <table className="data-table text-3 errors-ranges">
          <thead>
            <tr>
              <th scope="col">{t('errors.edits.concept')}</th>
              <th scope="col">{t('errors.ranges.role')}</th>
              <th scope="col">{t('errors.edits.edit')}</th>
              <th scope="col">{t('errors.edits.changed')}</th>
              <th scope="col">{t('errors.ranges.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {edits.map((edit) => (
              <tr key={`${edit.concept} ${edit.edit} ${edit.direction}`}>
                <th scope="row">{edit.concept}</th>
                <td>{t(`errors.edits.role.${edit.role}`)}</td>
                <td>{edit.direction === 'PUT_IN' ? t('errors.edits.putIn') : t(`errors.edits.way.${edit.edit}`)}</td>
                <td>
                  {edit.direction === 'PUT_IN'
                    ? t('errors.edits.broken', counted(edit, words))
                    : t('errors.edits.mended', counted(edit, words))}
                </td>
                <td>{`${percent(edit.effect)} (${percent(edit.effectLower)} – ${percent(edit.effectUpper)})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

function counted({ changed, imageCount, controlChanged }: ErrorEditFragment, { count }: Words) {
  return { found: count(changed), of: count(imageCount), control: count(controlChanged) };
}
