import type { ErrorAnswerFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { ErrorEdits } from './error-edits';
import { ErrorRanges } from './error-ranges';
import { errorCounts, questionName } from './error-sentences';
import { ErrorSlice } from './error-slice';

interface ErrorAnswerProps {
  readonly answer: ErrorAnswerFragment;
  readonly model: string;
  readonly version: string;
  readonly layerNames: readonly string[];
  readonly words: Words;
}

/** The answer to one question about a version's errors. */
export function ErrorAnswer({ answer, words, ...place }: ErrorAnswerProps) {
  const { t, count } = words;
  const { isGrouped, unitCount, unitsWrong, errorsNeeded, slices, permutations, ranges, edits } = answer;
  const question = questionName(answer, words);
  return (
    <section className="panel errors-answer">
      <h2>{question}</h2>
      <p>
        {errorCounts(answer, words)}
        {isGrouped && ` ${t('errors.grouped', { wrong: count(unitsWrong), units: count(unitCount) })}`}
      </p>
      {errorsNeeded !== null && <p>{t('errors.needed', { needed: count(errorsNeeded) })}</p>}
      {errorsNeeded === null && slices.length === 0 && <p>{t('errors.noFormula')}</p>}
      {slices.map((slice) => (
        <ErrorSlice key={slice.position} slice={slice} permutations={permutations} question={question} words={words} />
      ))}
      {ranges.length > 0 && <ErrorRanges ranges={ranges} question={question} words={words} {...place} />}
      {edits.length > 0 && <ErrorEdits edits={edits} question={question} words={words} />}
    </section>
  );
}
