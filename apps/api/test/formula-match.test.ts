import {
  and,
  concept,
  containsPattern,
  evaluateFormula,
  type Formula,
  type FormulaPattern,
  matchesPattern,
  not,
  or,
  parseFormula,
  printFormula,
} from '@strata/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApi, startApi } from '../src/index.ts';
import { answerOf, list, pick } from './ask.ts';
import { CONCEPTS, type OpenedStore, openSmallStore, type SmallRun, storeRun } from './small-store.ts';

let opened: OpenedStore;
let api: RunningApi;
let stored: readonly Formula[];

/** What searches find: `((c1 op c2) op c3)` of different concepts, the first perhaps negated. */
const leftDeep: fc.Arbitrary<Formula> = fc
  .tuple(
    fc.shuffledSubarray([...CONCEPTS], { minLength: 1 }),
    fc.array(fc.record({ negated: fc.boolean(), joins: fc.constantFrom(and, or) }), { minLength: 4, maxLength: 4 }),
  )
  .map(([names, choices]) =>
    names.slice(1).reduce<Formula>(
      (formula, name, at) => {
        const { negated, joins } = choices[at] ?? { negated: false, joins: and };
        return joins(formula, negated ? not(concept(name)) : concept(name));
      },
      choices[3]?.negated ? not(concept(names[0] ?? '')) : concept(names[0] ?? ''),
    ),
  );

/** Any formula that people may write, left-deep or not. */
const anyFormula = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...CONCEPTS).map(concept),
    tie('formula').map(not),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => and(a, b)),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => or(a, b)),
  ),
})).formula;

/** Some concepts made wildcards. */
function loosened(formula: FormulaPattern, wild: ReadonlySet<string>): FormulaPattern {
  if (formula.kind === 'any') return formula;
  if (formula.kind === 'concept') return wild.has(formula.name) ? { kind: 'any' } : formula;
  if (formula.kind === 'not') return { kind: 'not', operand: loosened(formula.operand, wild) };
  return { kind: formula.kind, left: loosened(formula.left, wild), right: loosened(formula.right, wild) };
}

const patterns = fc
  .tuple(fc.oneof(leftDeep, leftDeep, anyFormula), fc.subarray([...CONCEPTS]))
  .map(([formula, wild]) => loosened(formula, new Set(wild)));

beforeAll(async () => {
  opened = await openSmallStore();
  const texts = new Set(fc.sample(leftDeep, { numRuns: 400, seed: 7 }).map(printFormula));
  await storeRun(opened.store, {
    model: 'net',
    version: 'v1',
    layer: 'conv',
    units: [...texts].map((formula, unit) => ({ unit, explanations: [{ clusterIndex: 1, formula, iou: 0.1 }] })),
  });
  stored = [...texts].map(parseFormula);
  api = await startApi({ store: opened.store, port: 0, rateLimit: { burst: 1e9 } });
});

afterAll(async () => {
  await api?.close();
  await opened?.close();
});

async function found(match: Record<string, string>): Promise<string[]> {
  const texts: string[] = [];
  for (let after: unknown = null; ; ) {
    const answer = await answerOf(
      api.url,
      `query($match: FormulaMatch, $after: String) { formulas(first: 100, after: $after, where: {formula: $match}) {
        nodes { text } pageInfo { hasNextPage endCursor } } }`,
      { match, after },
    );
    texts.push(...list(answer, 'formulas', 'nodes').map((node) => String(pick(node, 'text'))));
    if (!pick(answer, 'formulas', 'pageInfo', 'hasNextPage')) return texts.sort();
    after = pick(answer, 'formulas', 'pageInfo', 'endCursor');
  }
}

const wanted = (holds: (formula: Formula) => boolean) => stored.filter(holds).map(printFormula).sort();

it('finds by pattern what the pattern language says of each stored formula', async () => {
  let some = 0;
  await fc.assert(
    fc.asyncProperty(patterns, async (pattern) => {
      const text = printFormula(pattern);
      const matching = wanted((formula) => matchesPattern(formula, pattern));
      const containing = wanted((formula) => containsPattern(formula, pattern));
      expect(await found({ matches: text })).toEqual(matching);
      expect(await found({ contains: text })).toEqual(containing);
      if (matching.length > 0 && containing.length > matching.length) some += 1;
    }),
    { numRuns: 300 },
  );
  expect(some).toBeGreaterThan(50);
});

it('finds as equivalent what holds on the same of all sixteen concept sets', async () => {
  const sets = Array.from({ length: 2 ** CONCEPTS.length }, (_, set) => set);
  const truthOf = (formula: Formula) =>
    sets.map((set) => evaluateFormula(formula, (name) => ((set >> CONCEPTS.indexOf(name)) & 1) === 1)).join();
  let some = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constantFrom(...stored), anyFormula), async (formula) => {
      const equivalent = wanted((one) => truthOf(one) === truthOf(formula));
      expect(await found({ equivalent: printFormula(formula) })).toEqual(equivalent);
      if (equivalent.length > 1) some += 1;
    }),
    { numRuns: 300 },
  );
  expect(some).toBeGreaterThan(30);
});

describe('what concepts are called in other languages, and by synonyms', () => {
  const called: SmallRun['called'] = {
    sky: { names: { ja: '空' }, synonyms: ['heaven'] },
    water: { names: { ja: '水' }, grounding: 'BOXES' },
    // Known to the dataset, and said of both.
    boat: { synonyms: ['craft'] },
    tree: { synonyms: ['craft'] },
  };
  beforeAll(async () => {
    // The dataset is there already: it gets the names that a later run says.
    await storeRun(opened.store, { model: 'net', version: 'v2', layer: 'conv', units: [], called });
  });

  it.each([
    ['matches', '空 AND NOT *', 'sky AND NOT *'],
    ['matches', '空 AND NOT 水', 'sky AND NOT water'],
    ['matches', 'heaven', 'sky'],
    ['contains', '(空 OR 水)', 'sky OR water'],
    ['equivalent', 'NOT (空 OR NOT 水)', 'NOT (sky OR NOT water)'],
  ])('finds by %s %s what %s finds', async (kind, text, original) => {
    const expected = await found({ [kind]: original });
    expect(expected.length).toBeGreaterThan(0);
    expect(await found({ [kind]: text })).toEqual(expected);
  });

  it('finds by a synonym of two concepts the formulas of both', async () => {
    for (const kind of ['matches', 'contains', 'equivalent']) {
      const both = [...(await found({ [kind]: 'boat' })), ...(await found({ [kind]: 'tree' }))];
      expect(await found({ [kind]: 'craft' })).toEqual([...new Set(both)].sort());
    }
  });

  it('are answered, and concepts found by how any of them begins', async () => {
    const answer = await answerOf(
      api.url,
      `{ concepts(first: 10, where: {called: {startsWith: "heav"}}) { nodes { name names { language name } synonyms grounding } }
        others: concepts(first: 10, where: {called: {in: ["水", "heaven"]}, not: {called: {eq: "craft"}}}) { nodes { name } } }`,
    );
    expect(list(answer, 'concepts', 'nodes')).toEqual([
      { name: 'sky', names: [{ language: 'ja', name: '空' }], synonyms: ['heaven'], grounding: 'MASKS' },
    ]);
    expect(list(answer, 'others', 'nodes')).toEqual([{ name: 'sky' }, { name: 'water' }]);
  });

  it('say how a formula is known: as the weakest of its concepts', async () => {
    const groundingOf = async (text: string) =>
      list(
        await answerOf(
          api.url,
          `{ formulas(first: 1, where: {text: {eq: ${JSON.stringify(text)}}}) { nodes { grounding } } }`,
        ),
        'formulas',
        'nodes',
      );
    const [withWater] = stored.map(printFormula).filter((text) => text.includes('water'));
    const [without] = stored.map(printFormula).filter((text) => !text.includes('water'));
    expect(await groundingOf(String(withWater))).toEqual([{ grounding: 'BOXES' }]);
    expect(await groundingOf(String(without))).toEqual([{ grounding: 'MASKS' }]);
  });

  it('are uses of a concept in a formula', async () => {
    const count = async (where: string) =>
      pick(
        await answerOf(api.url, `{ formulas(first: 1, where: {concept: ${where}}) { totalCount } }`),
        'formulas',
        'totalCount',
      );
    expect(await count('{called: {eq: "空"}, negated: true}')).toBe(await count('{name: {eq: "sky"}, negated: true}'));
  });
});
