import type { BadFormula, Refusal } from '../../data/answer';
import type { Words } from '../../i18n/words';

/** What is wrong with a filter that cannot be read, with a mark under the place in the formula. */
export function BadFilter({ refusal, formula, words }: { refusal: Refusal; formula: string; words: Words }) {
  const { t } = words;
  return (
    <div className="alert" role="alert" data-trouble="refused">
      <p>{refusal.formula ? formulaProblem(refusal.formula, words) : refusal.message}</p>
      {refusal.column !== null && formula !== '' && (
        <pre aria-hidden="true">
          {formula}
          {'\n'}
          {' '.repeat(Math.max(0, refusal.column - 1))}↑
        </pre>
      )}
      {formula !== '' && <p className="text-small text-soft">{t('filter.formulaHint')}</p>}
    </div>
  );
}

/** Why a formula cannot be read. */
function formulaProblem({ problem, found, limit }: BadFormula, { t, count }: Words): string {
  const values = { found: found ?? '', isEnd: found === null ? 'yes' : 'no', limit: count(limit ?? 0) };
  return t(`filter.problem.${problem}`, values);
}
