import type { Formula } from '../formula/ast.ts';
import { conceptsOf } from '../formula/inspect.ts';
import { ENGLISH_NAMES, inEnglish } from './english.ts';
import { inJapanese, JAPANESE_NAMES } from './japanese.ts';
import { type PhrasePart, quotedName } from './phrase-part.ts';
import { readingOf } from './reading.ts';

/** Languages that formulas are said in. */
export const PHRASE_LANGUAGES = ['en', 'ja'] as const;
export type PhraseLanguage = (typeof PHRASE_LANGUAGES)[number];

export interface PhraseOptions {
  /** Default en. */
  readonly language?: PhraseLanguage;
  /** How a concept is called in the language. Default: as in the dataset. */
  readonly nameOf?: (name: string) => string;
}

/**
 * A formula in words, piece by piece. It can be read back: formulas of different canonical forms never have the same words.
 * Names that could be read as a part of the sentence stand in quotes; where two concepts of a formula are called alike in
 * the language, they keep their names in the dataset.
 */
export function formulaPhrase(formula: Formula, { language = 'en', nameOf }: PhraseOptions = {}): PhrasePart[] {
  const shown = shownNames(formula, nameOf);
  const isEnglish = language === 'en';
  const rules = isEnglish ? ENGLISH_NAMES : JAPANESE_NAMES;
  const say = isEnglish ? inEnglish : inJapanese;
  return say(readingOf(formula), ({ name }, negated) => ({
    kind: 'name',
    text: quotedName(shown(name), rules),
    name,
    negated,
  }));
}

/**
 * A formula in words, as people say it.
 * @example formulaWords(parseFormula('snow AND NOT night')) // 'snow without night'
 * @example formulaWords(parseFormula('snow AND NOT night'), { language: 'ja' }) // 'snow（night を除く）'
 */
export function formulaWords(formula: Formula, options?: PhraseOptions): string {
  return formulaPhrase(formula, options)
    .map(({ text }) => text)
    .join('');
}

function shownNames(formula: Formula, nameOf: PhraseOptions['nameOf']): (name: string) => string {
  if (!nameOf) return (name) => name;
  const names = new Set(conceptsOf(formula).map(({ name }) => name));
  const isClear = new Set([...names].map(nameOf)).size === names.size;
  return isClear ? nameOf : (name) => name;
}
