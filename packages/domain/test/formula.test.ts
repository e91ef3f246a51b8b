import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  and,
  canonicalFormula,
  concept,
  conceptsOf,
  evaluateFormula,
  type Formula,
  FormulaSyntaxError,
  formulaKey,
  formulaLength,
  formulaToLeftDeep,
  type LeftDeepTerm,
  leftDeepToFormula,
  not,
  or,
  parseFormula,
  printFormula,
} from '../src/index.ts';

const names = fc.oneof(
  fc.constantFrom('sky', 'water', 'grey-c', 'traffic light', 'and', '空'),
  fc.string({ minLength: 1 }),
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

describe('the formula language', () => {
  it('prints left-deep formulas as the published code does', () => {
    const formula = leftDeepToFormula(
      [
        { operator: null, concept: 0 },
        { operator: 'OR', concept: 1 },
        { operator: 'AND NOT', concept: 2 },
      ],
      ['water', 'river', 'sky'],
    );
    expect(printFormula(formula)).toBe('((water OR river) AND NOT sky)');
  });

  it('gives back the terms of every left-deep formula, and refuses others', () => {
    const concept = fc.nat({ max: 3 });
    const first = fc.oneof(
      concept.map((c): LeftDeepTerm => ({ operator: null, concept: c })),
      concept.map((c): LeftDeepTerm => ({ operator: null, concept: c, negatedFirst: true })),
    );
    const operator = fc.constantFrom('OR' as const, 'AND' as const, 'AND NOT' as const, 'OR NOT' as const);
    const rest = fc.array(fc.record({ operator, concept }), { maxLength: 4 });
    const texts = ['a', 'b', 'c', 'd'];
    const positionOf = (name: string) => texts.indexOf(name);
    fc.assert(
      fc.property(first, rest, (head, tail) => {
        const terms = [head, ...tail];
        expect(formulaToLeftDeep(leftDeepToFormula(terms, texts), positionOf)).toEqual(terms);
      }),
    );
    expect(() => formulaToLeftDeep(parseFormula('a AND (b OR c)'), positionOf)).toThrow(/left-deep/);
  });

  it('binds NOT before AND before OR, and reads operators in any case', () => {
    expect(printFormula(parseFormula('a or not b and c'))).toBe('(a OR (NOT b AND c))');
  });

  it('reads back every formula it prints', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        expect(parseFormula(printFormula(formula))).toEqual(formula);
      }),
    );
  });

  it.each([
    ['', 1, 'TERM_EXPECTED', null],
    ['water AND', 10, 'TERM_EXPECTED', null],
    ['water sky', 7, 'OPERATOR_EXPECTED', 'sky'],
    ['(water OR sky', 14, 'BRACKET_OPEN', null],
    ['water AND )', 11, 'TERM_EXPECTED', ')'],
    ['"water', 1, 'QUOTE_OPEN', null],
    ['a AND ""', 7, 'NAME_EMPTY', null],
  ])('points at the column of the mistake in %j, and says of what kind it is', (text, column, problem, found) => {
    expect(() => parseFormula(text)).toThrow(FormulaSyntaxError);
    try {
      parseFormula(text);
    } catch (error) {
      expect(error).toMatchObject({ column, problem, found });
    }
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parseFormula(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).toThrow(/nested levels/);
  });
});

describe('the canonical form', () => {
  it('is the same for any order, grouping, repetition and double negation', () => {
    expect(formulaKey(parseFormula('a OR (b OR c)'))).toBe(formulaKey(parseFormula('(c OR NOT NOT a) OR b OR a')));
    expect(formulaKey(parseFormula('a AND b'))).not.toBe(formulaKey(parseFormula('a OR b')));
    expect(formulaKey(parseFormula('NOT (a OR b)'))).not.toBe(formulaKey(parseFormula('NOT a AND NOT b')));
  });

  it('means the same and is its own canonical form', () => {
    fc.assert(
      fc.property(formulas, fc.func(fc.boolean()), (formula, has) => {
        const canonical = canonicalFormula(formula);
        expect(evaluateFormula(canonical, has)).toBe(evaluateFormula(formula, has));
        expect(formulaKey(canonical)).toBe(formulaKey(formula));
      }),
    );
  });
});

describe('evaluation and polarity', () => {
  it("obeys De Morgan's laws", () => {
    fc.assert(
      fc.property(formulas, formulas, fc.func(fc.boolean()), (a, b, has) => {
        expect(evaluateFormula(not(or(a, b)), has)).toBe(evaluateFormula(and(not(a), not(b)), has));
      }),
    );
  });

  it('names every concept with its polarity', () => {
    const formula = parseFormula('NOT (a AND NOT b) OR c');
    expect(conceptsOf(formula)).toEqual([
      { name: 'a', negated: true },
      { name: 'b', negated: false },
      { name: 'c', negated: false },
    ]);
    expect(formulaLength(formula)).toBe(3);
  });
});
