import { formulaWords, parseFormula } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { type NamedUse, nameIn } from './concept-words';

interface FormulaPlainOptions {
  /** What is said of its concepts. Default only their names. */
  readonly concepts?: readonly NamedUse[];
}

/** A formula in the reader's language without any dress, for pictures that hold only text. */
export function formulaPlain(
  text: string,
  { locale }: Pick<Words, 'locale'>,
  { concepts }: FormulaPlainOptions = {},
): string {
  return formulaWords(parseFormula(text), {
    language: locale === 'ja' ? 'ja' : 'en',
    nameOf: nameIn(concepts, { locale }),
  });
}

/** A sentence with a formula in it: Japanese brackets need no room beside them. */
export function withoutGaps(sentence: string): string {
  return sentence.replaceAll(/(?<=[」』）]) | (?=[「『（])/gu, '');
}
