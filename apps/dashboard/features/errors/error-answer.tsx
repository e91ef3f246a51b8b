import type { ErrorAnswerFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { errorCounts, questionName } from './error-sentences';
import { ErrorSlice } from './error-slice';

/** The answer to one question about a version's errors. */
export function ErrorAnswer({ answer, words }: { answer: ErrorAnswerFragment; words: Words }) {
  const { t, count } = words;
  const { isGrouped, unitCount, unitsWrong, errorsNeeded, slices, permutations } = answer;
  return (
    <section className="panel errors-answer">
      <h2>{questionName(answer, words)}</h2>
      <p>
        {errorCounts(answer, words)}
        {isGrouped && ` ${t('errors.grouped', { wrong: count(unitsWrong), units: count(unitCount) })}`}
      </p>
      {errorsNeeded !== null && <p>{t('errors.needed', { needed: count(errorsNeeded) })}</p>}
      {errorsNeeded === null && slices.length === 0 && <p>{t('errors.noFormula')}</p>}
      {slices.map((slice) => (
        <ErrorSlice key={slice.position} slice={slice} permutations={permutations} words={words} />
      ))}
    </section>
  );
}
