import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  and,
  anyConcept,
  concept,
  conceptsOf,
  containsPattern,
  evaluateFormula,
  type Formula,
  type FormulaPattern,
  literalsByLevel,
  matchesPattern,
  not,
  or,
  parseFormula,
  parsePattern,
  printFormula,
  truthKey,
} from '../src/index.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const anyFormula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...NAMES).map(concept),
    tie('formula').map(not),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => and(a, b)),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => or(a, b)),
  ),
})).formula;

/** What searches find: `((c1 op c2) op c3)` of different concepts, the first perhaps negated. */
const leftDeep: fc.Arbitrary<Formula> = fc
  .tuple(fc.shuffledSubarray(NAMES, { minLength: 1 }), fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }))
  .map(([names, choices]) =>
    names.map(concept).reduce<Formula | null>((formula, leaf, place) => {
      const choice = choices[place] ?? 0;
      const literal = choice % 2 === 0 ? leaf : not(leaf);
      if (!formula) return literal;
      return choice < 2 ? and(formula, literal) : or(formula, literal);
    }, null),
  )
  .map((formula) => formula ?? concept('a'));

const patterns: fc.Arbitrary<FormulaPattern> = fc.letrec<{ pattern: FormulaPattern }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    fc.constant(anyConcept()),
    fc.oneof(fc.constantFrom(...NAMES, '*', 'and', 'x y'), fc.string({ minLength: 1 })).map(concept),
    tie('pattern').map((operand): FormulaPattern => ({ kind: 'not', operand })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), tie('pattern'), tie('pattern'))
      .map(([kind, left, right]): FormulaPattern => ({ kind, left, right })),
  ),
})).pattern;

/** Some leaves of a formula made wildcards, and its pairs turned round: still a pattern of it. */
function loosened(formula: Formula, choices: readonly boolean[]): FormulaPattern {
  let at = 0;
  const next = () => choices[at++ % choices.length] ?? false;
  const walk = (part: Formula): FormulaPattern => {
    if (part.kind === 'concept') return next() ? anyConcept() : part;
    if (part.kind === 'not') return { kind: 'not', operand: walk(part.operand) };
    const [left, right] = [walk(part.left), walk(part.right)];
    return next() ? { kind: part.kind, left: right, right: left } : { kind: part.kind, left, right };
  };
  return walk(formula);
}

/** Every formula over the names that the pattern becomes when its wildcards are replaced. */
function replacements(pattern: FormulaPattern): Formula[] {
  if (pattern.kind === 'any') return NAMES.map(concept);
  if (pattern.kind === 'concept') return [pattern];
  if (pattern.kind === 'not') return replacements(pattern.operand).map(not);
  const join = pattern.kind === 'and' ? and : or;
  const rights = replacements(pattern.right);
  return replacements(pattern.left).flatMap((left) => rights.map((right) => join(left, right)));
}

/** Whether two formulas hold on the same of all concept sets, one by one. */
function sameEverywhere(a: Formula, b: Formula): boolean {
  return Array.from({ length: 16 }, (_, set) => set).every((set) => {
    const has = (name: string) => ((set >> NAMES.indexOf(name)) & 1) === 1;
    return evaluateFormula(a, has) === evaluateFormula(b, has);
  });
}

describe('the pattern language', () => {
  it('reads back every pattern it prints', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(parsePattern(printFormula(pattern))).toEqual(pattern);
      }),
    );
  });

  it('takes * for any concept only in patterns, and a quoted * for a concept everywhere', () => {
    expect(parsePattern('water AND NOT *')).toEqual({
      kind: 'and',
      left: concept('water'),
      right: { kind: 'not', operand: anyConcept() },
    });
    expect(parseFormula('"*" OR a*b')).toEqual(or(concept('*'), concept('a*b')));
    expect(() => parseFormula('water AND *')).toThrow(
      'Expected a concept name, NOT or an opening parenthesis, found "*".',
    );
  });
});

describe('levels', () => {
  it('are chains of one operator, the outermost 0, whatever the order and grouping', () => {
    expect(literalsByLevel(parseFormula('NOT sky AND ((water OR river) OR (water OR NOT NOT pond))'))).toEqual([
      { name: 'sky', negated: true, level: 0, operator: 'AND' },
      { name: 'water', negated: false, level: 1, operator: 'OR' },
      { name: 'river', negated: false, level: 1, operator: 'OR' },
      { name: 'pond', negated: false, level: 1, operator: 'OR' },
    ]);
    expect(literalsByLevel(parseFormula('a AND a'))).toEqual([{ name: 'a', negated: false, level: 0, operator: null }]);
  });

  it.each(['(a OR b) AND (c OR d)', 'NOT (a OR b)', 'c AND NOT (a OR b)'])('do not exist in %s', (text) => {
    expect(literalsByLevel(parseFormula(text))).toBeNull();
  });

  it('keep the order of appearance of every left-deep formula', () => {
    fc.assert(
      fc.property(leftDeep, (formula) => {
        expect(literalsByLevel(formula)?.map(({ name, negated }) => ({ name, negated }))).toEqual(conceptsOf(formula));
      }),
    );
  });
});

describe('an exact match', () => {
  it('is one of the pattern’s replacements, up to the canonical form', () => {
    let matched = 0;
    fc.assert(
      fc.property(
        leftDeep,
        leftDeep,
        fc.array(fc.boolean(), { minLength: 5, maxLength: 9 }),
        (formula, other, choices) => {
          for (const pattern of [loosened(formula, choices), loosened(other, choices)]) {
            // A replacement that repeats a concept of its chain is another, shorter formula.
            const length = conceptsOf(formula).length;
            const wanted = replacements(pattern).some(
              (one) => conceptsOf(one).length === length && matchesPattern(formula, one),
            );
            expect(matchesPattern(formula, pattern)).toBe(wanted);
            if (wanted) matched += 1;
          }
          expect(matchesPattern(formula, loosened(formula, choices))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(matched).toBeGreaterThan(500);
  });

  it('means the same on all concept sets as the replacement that it is', () => {
    fc.assert(
      fc.property(leftDeep, leftDeep, (a, b) => {
        if (matchesPattern(a, b)) expect(sameEverywhere(a, b)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('containment', () => {
  it.each([
    ['(water AND tree) AND NOT sky', 'water AND NOT sky', true],
    ['(water OR river) AND NOT sky', 'river OR water', true],
    ['(water OR river) AND NOT sky', 'NOT sky', true],
    ['(water OR river) AND NOT sky', 'NOT * AND (river OR *)', true],
    ['(water OR river) AND NOT sky', 'sky', false],
    ['(water OR river) AND NOT sky', 'water AND NOT sky', false],
    ['((water OR river) OR pond) AND NOT sky', '(water OR river) AND NOT sky', false],
    ['(((water OR river) AND NOT sky) AND tree) OR car', '(water OR river) AND tree', true],
    ['(water AND NOT sky)', '* AND *', false],
    ['(water AND NOT sky)', '*', true],
    ['NOT sky', '*', false],
  ])('%s contains %s: %s', (formula, pattern, expected) => {
    expect(containsPattern(parseFormula(formula), parsePattern(pattern))).toBe(expected);
  });

  it('holds for all parts a left-deep formula is built from, and for what matches it', () => {
    fc.assert(
      fc.property(leftDeep, fc.array(fc.boolean(), { minLength: 5, maxLength: 9 }), (formula, choices) => {
        const parts = (part: Formula): Formula[] =>
          part.kind === 'and' || part.kind === 'or' ? [part, ...parts(part.left), part.right] : [part];
        for (const part of parts(formula)) {
          expect(containsPattern(formula, part)).toBe(true);
          expect(containsPattern(formula, loosened(part, choices))).toBe(true);
        }
      }),
    );
  });
});

describe('the truth key', () => {
  it('is equal exactly when two formulas hold on the same concept sets', () => {
    let equal = 0;
    fc.assert(
      fc.property(anyFormula, anyFormula, (a, b) => {
        const same = sameEverywhere(a, b);
        expect(truthKey(a) === truthKey(b)).toBe(same);
        if (same) equal += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(equal).toBeGreaterThan(50);
  });

  it('forgets concepts that make no difference, and decides ten but not eleven', () => {
    expect(truthKey(parseFormula('a OR (a AND b)'))).toBe(truthKey(parseFormula('a')));
    expect(truthKey(parseFormula('NOT (a OR b)'))).toBe(truthKey(parseFormula('NOT a AND NOT b')));
    const wide = (n: number) => parseFormula(Array.from({ length: n }, (_, i) => `c${i}`).join(' OR '));
    expect(truthKey(wide(10))).toHaveLength(
      1024 + JSON.stringify(Array.from({ length: 10 }, (_, i) => `c${i}`)).length + 1,
    );
    expect(truthKey(wide(11))).toBeNull();
  });
});
