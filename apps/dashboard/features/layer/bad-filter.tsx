import type { Refusal } from '../../data/answer';
import type { Words } from '../../i18n/words';

/** What the API says about a filter it cannot read, with a mark under the place in the formula. */
export function BadFilter({ refusal, formula, words: { t } }: { refusal: Refusal; formula: string; words: Words }) {
  return (
    <div className="alert" role="alert" data-trouble="refused">
      <p>{refusal.message}</p>
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
