import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  and,
  concept,
  type Formula,
  formulaKey,
  formulaPhrase,
  formulaWords,
  not,
  or,
  PHRASE_LANGUAGES,
  type PhraseLanguage,
  parseFormula,
} from '../src/index.ts';
import { readEnglish, readJapanese } from './read-phrase.ts';

function say(text: string, language: PhraseLanguage = 'en', nameOf?: (name: string) => string): string {
  return formulaWords(parseFormula(text), { language, ...(nameOf ? { nameOf } : {}) });
}

/** Names that look like parts of a sentence are the ones to get wrong. */
const names = fc.oneof(
  fc.constantFrom('snow', 'snow cap', 'Night', 'chest of drawers', 'sky ≥ 30 %', '空', '雪原'),
  fc.constantFrom('a or b', 'AND', 'without', 'not', 'the part of', 'that is', 'a, without b', '(a)', 'x  y', ' x', ''),
  fc.constantFrom('または', 'a かつ b', '以外', 'a・b', '「a」', 'を除く', 'a のうち', '“a”', '”', '\\'),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const formulas: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5 },
    names.map(concept),
    tie('formula').map(not),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => and(a, b)),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => or(a, b)),
  ),
})).formula;

describe('a formula in words', () => {
  it.each([
    ['snow', 'snow', 'snow'],
    ['snow AND NOT night', 'snow without night', 'snow（night を除く）'],
    ['snow AND NOT night AND NOT "snow cap"', 'snow, without night and snow cap', 'snow（night・snow cap を除く）'],
    ['a OR b OR c', 'a or b or c', 'a または b または c'],
    ['(a OR b) AND c', 'the part of (a or b) that is c', '「a または b」のうち c と重なる部分'],
    ['c AND (a OR b)', 'the part of (a or b) that is c', '「a または b」のうち c と重なる部分'],
    [
      '(a OR b) AND c AND NOT d',
      'the part of (a or b) that is c, without d',
      '「a または b」のうち c と重なる部分（d を除く）',
    ],
    ['(a OR b) AND NOT c', '(a or b) without c', '「a または b」（c を除く）'],
    ['(a AND b) OR c', '(a and b) or c', '「a かつ b」または c'],
    ['(a AND NOT b) OR c', '(a without b) or c', '「a（b を除く）」または c'],
    ['a AND b AND NOT c', 'a and b, without c', 'a かつ b（c を除く）'],
    ['NOT a', 'not a', 'a 以外'],
    ['a OR NOT b', 'a or not b', 'a または「b 以外」'],
    ['NOT a AND NOT b', 'not a and not b', 'a・b 以外'],
    ['NOT (a OR b)', 'not (a or b)', '「a または b」以外'],
    [
      'a OR (b AND (c OR d AND e))',
      'a or (the part of (c or (d and e)) that is b)',
      'a または「『c または「d かつ e」』のうち b と重なる部分」',
    ],
  ])('says %s', (text, english, japanese) => {
    expect([say(text), say(text, 'ja')]).toEqual([english, japanese]);
  });

  it('says what was written twice or negated twice once', () => {
    expect(say('a AND NOT NOT a AND b')).toBe('a and b');
    expect(say('(a AND b) OR (b AND a)')).toBe('a and b');
  });

  it('quotes names that could be read as a part of the sentence, and no others', () => {
    expect(say('"salt and pepper" OR "chest of drawers"')).toBe('“salt and pepper” or chest of drawers');
    expect(say('"salt and pepper" OR "a・b"', 'ja')).toBe('salt and pepper または “a・b”');
  });

  it('calls concepts as the language does, unless two would be called alike', () => {
    const japanese = (name: string) => ({ snow: '雪', ice: '氷', rock: '岩', stone: '岩' })[name] ?? name;
    expect(say('(snow OR ice) AND rock', 'ja', japanese)).toBe('「雪 または 氷」のうち 岩 と重なる部分');
    expect(say('rock AND NOT stone', 'ja', japanese)).toBe('rock（stone を除く）');
  });

  it('can be read back: different canonical formulas never have the same words', () => {
    const read = { en: readEnglish, ja: readJapanese };
    for (const language of PHRASE_LANGUAGES)
      fc.assert(
        fc.property(formulas, (formula) => {
          expect(formulaKey(read[language](formulaWords(formula, { language })))).toBe(formulaKey(formula));
        }),
        { numRuns: 400 },
      );
  });

  it('tells of each name whether it is left out', () => {
    const uses = formulaPhrase(parseFormula('NOT (a AND NOT b) OR c')).flatMap((part) =>
      part.kind === 'name' ? [[part.name, part.negated]] : [],
    );
    expect(uses).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });
});
