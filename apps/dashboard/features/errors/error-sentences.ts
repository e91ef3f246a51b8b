import type { ErrorHeadlineFragment, ErrorSliceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { formulaPlain, withoutGaps } from '../formula/formula-plain';

/** What a sentence about a whole answer rests on. */
type Answer = Pick<
  ErrorHeadlineFragment,
  'className' | 'predictedName' | 'imageCount' | 'imagesWrong' | 'errorsNeeded' | 'slices'
>;

/** The finding of a page of errors: what the answer to the widest question says first. */
export function errorsHeadline([first]: readonly Pick<Answer, 'errorsNeeded' | 'slices'>[], words: Words): string {
  const { t } = words;
  if (!first) return t('errors.headline.notAsked');
  if (first.errorsNeeded !== null) return t('errors.headline.tooFew');
  const found = first.slices.find(({ verdict }) => verdict === 'FOUND');
  return found
    ? withoutGaps(t('errors.headline.goesWith', { formula: formulaPlain(found.formula, words) }))
    : t('errors.headline.nothing');
}

/** What is asked: all errors, a class's, or those of one class taken for another. */
export function questionName(
  { className, predictedName }: Pick<Answer, 'className' | 'predictedName'>,
  { t }: Words,
): string {
  if (className === null) return t('errors.question.all');
  if (predictedName === null) return t('errors.question.class', { name: className });
  return t('errors.question.confusion', { from: className, to: predictedName });
}

/** How many images are wrong. */
export function errorCounts(
  { imageCount, imagesWrong }: Pick<Answer, 'imageCount' | 'imagesWrong'>,
  { t, count, percent }: Words,
): string {
  const share = percent(imageCount === 0 ? 0 : imagesWrong / imageCount);
  return t('errors.counts', { wrong: count(imagesWrong), images: count(imageCount), share });
}

/** A slice in words that its verdict allows. */
export function sliceSentence({ formula, position, verdict }: ErrorSliceFragment, words: Words): string {
  const { t } = words;
  const named = { formula: formulaPlain(formula, words) };
  if (verdict === 'TOO_FEW_ERRORS') return withoutGaps(t('errors.slice.tooFew', named));
  if (verdict === 'BY_CHANCE') return withoutGaps(t('errors.slice.byChance', named));
  return withoutGaps(position === 1 ? t('errors.slice.goesWith', named) : t('errors.slice.beyond', named));
}
