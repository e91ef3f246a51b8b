import { FORMULA_PROBLEMS, type FormulaSyntaxError, parseFormula } from '@strata/domain';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BadFilter } from '../features/layer/bad-filter';
import { wordsFor } from './words-for';

function say(text: string, locale: 'en' | 'ja'): string {
  try {
    parseFormula(text);
  } catch (error) {
    const { message, column, problem, found, limit } = error as FormulaSyntaxError;
    const refusal = { kind: 'refused', code: '', message, column, formula: { problem, found, limit } } as const;
    const markup = renderToStaticMarkup(<BadFilter refusal={refusal} formula={text} words={wordsFor(locale)} />);
    return markup.match(/<p>(.*?)<\/p>/u)?.[1] ?? '';
  }
  throw new Error(`${text} can be read.`);
}

describe('a formula that cannot be read', () => {
  it.each([
    ['sea AND (boat OR', 'A concept is missing at the end.', '末尾に概念がありません。'],
    ['sea boat', 'Before “boat” an AND or OR is missing.', '「boat」の前に AND か OR が必要です。'],
    ['(sea OR boat', 'A closing bracket is missing at the end.', '末尾に閉じ括弧がありません。'],
    ['"sea', 'A closing quote is missing.', '閉じる引用符がありません。'],
    ['""', 'There is no name between the quotes.', '引用符の間に名前がありません。'],
    ['sea '.repeat(6000), 'The formula has more than 20,000 characters.', '論理式が 20,000 文字を超えています。'],
  ])('is explained in the reader’s language: %.20s', (text, english, japanese) => {
    expect([say(text, 'en'), say(text, 'ja')]).toEqual([english, japanese]);
  });

  it('is explained whatever is wrong with it', () => {
    for (const locale of ['en', 'ja'] as const)
      for (const problem of FORMULA_PROBLEMS)
        expect(wordsFor(locale).t(`filter.problem.${problem}`, { found: '', isEnd: 'no', limit: '1' })).not.toContain(
          'filter.problem',
        );
  });
});
