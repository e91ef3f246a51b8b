import type {
  ConceptUseWhere,
  ConceptWhere,
  ExplanationWhere,
  FormulaMatch,
  FormulaWhere,
  LayerWhere,
  Logic,
  ModelVersionWhere,
  ModelWhere,
  NumberFilter,
  RunWhere,
  StringFilter,
  UnitWhere,
} from '@strata/db';
import { GRADES, SPECIALIZATIONS, UNIT_OUTCOMES } from '@strata/domain';
import fc, { type Arbitrary } from 'fast-check';

export interface Vocabulary {
  readonly models: readonly string[];
  readonly labels: readonly string[];
  readonly layers: readonly string[];
  readonly concepts: readonly string[];
  readonly categories: readonly string[];
  readonly formulas: readonly string[];
  /** Formulas with wildcards, and such as stand in others. */
  readonly patterns: readonly string[];
  /** Values of overlaps, lifts, chances and shares that are stored exactly so. */
  readonly floats: readonly number[];
}

const WHOLE = fc.integer({ min: -1, max: 6 });

/** Filters that mostly say something about the world of this vocabulary. */
export function randomWheres(words: Vocabulary) {
  const float = fc.oneof(fc.constantFrom(...words.floats), fc.double({ min: -1, max: 12, noNaN: true }));
  const integers = numbers(WHOLE);
  const floats = numbers(float);
  const model = logic(partial<ModelWhere>({ name: strings(words.models) }));
  const version = logic(
    partial<ModelVersionWhere>({
      model,
      label: strings(words.labels),
      sequence: integers,
      isBaseline: fc.boolean(),
      accuracy: floats,
    }),
  );
  const layer = logic(
    partial<LayerWhere>({ modelVersion: version, name: strings(words.layers), op: strings(['Conv', 'Relu']) }),
  );
  const concept = partial<ConceptUseWhere>({
    name: strings(words.concepts),
    category: strings(words.categories),
    negated: fc.boolean(),
  });
  const formula = partial<FormulaMatch>({
    matches: fc.oneof(fc.constantFrom(...words.formulas), fc.constantFrom(...words.patterns)),
    contains: fc.oneof(fc.constantFrom(...words.formulas), fc.constantFrom(...words.patterns)),
    equivalent: fc.constantFrom(...words.formulas),
  });
  const specialization = fc.oneof(
    partial({ eq: fc.constantFrom(...SPECIALIZATIONS) }),
    partial({ in: fc.array(fc.constantFrom(...SPECIALIZATIONS), { maxLength: 2 }) }),
  );
  const grade = fc.oneof(
    partial({ eq: fc.constantFrom(...GRADES) }),
    partial({ in: fc.array(fc.constantFrom(...GRADES), { maxLength: 3 }) }),
  );
  const ownExplanation = partial<ExplanationWhere>({
    layer,
    modelVersion: version,
    clusterIndex: integers,
    iou: floats,
    lift: floats,
    chance: floats,
    length: integers,
    specialization,
    grade,
    timesShuffled: floats,
    concept,
    formula,
  });
  const outcome = fc.oneof(
    partial({ eq: fc.constantFrom(...UNIT_OUTCOMES) }),
    partial({ in: fc.array(fc.constantFrom(...UNIT_OUTCOMES), { maxLength: 3 }) }),
  );
  const ownUnit = partial<UnitWhere>({ layer, unitIndex: integers, outcome, explanation: ownExplanation });
  return {
    models: model,
    modelVersions: version,
    layers: layer,
    units: logic(ownUnit),
    explanations: logic(fc.oneof(ownExplanation, partial<ExplanationWhere>({ unit: logic(ownUnit), iou: floats }))),
    formulas: logic(partial<FormulaWhere>({ concept, length: integers, text: strings(words.formulas), formula })),
    concepts: logic(
      partial<ConceptWhere>({ name: strings(words.concepts), category: strings(words.categories), pixelShare: floats }),
    ),
    runs: logic(
      partial<RunWhere>({ status: partial({ in: fc.subarray(['RUNNING', 'COMPLETED', 'FAILED'] as const) }), layer }),
    ),
  };
}

/** Two conditions at most, some of them null: more would mostly find nothing. */
function partial<T extends object>(fields: { readonly [Name in keyof T]?: Arbitrary<T[Name]> }): Arbitrary<T> {
  const entries = Object.entries(fields) as [string, Arbitrary<unknown>][];
  const some = fc.subarray(entries, { maxLength: Math.min(2, entries.length) });
  return some.chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map(([name, value]) => [name, fc.option(value, { freq: 9 })]))),
  ) as Arbitrary<T>;
}

function logic<T extends Logic<T>>(own: Arbitrary<T>): Arbitrary<T> {
  const list = fc.array(own, { maxLength: 3 });
  return fc.oneof(
    { arbitrary: own, weight: 3 },
    { arbitrary: fc.tuple(own, fc.record({ or: list })).map(([a, b]) => ({ ...a, ...b })), weight: 2 },
    { arbitrary: fc.record({ and: list }) as unknown as Arbitrary<T>, weight: 1 },
    { arbitrary: fc.record({ not: own }) as unknown as Arbitrary<T>, weight: 2 },
    { arbitrary: fc.record({ not: fc.record({ or: list }) }) as unknown as Arbitrary<T>, weight: 1 },
  );
}

function numbers(value: Arbitrary<number>): Arbitrary<NumberFilter> {
  return partial<NumberFilter>({
    eq: value,
    in: fc.array(value, { maxLength: 3 }),
    lt: value,
    lte: value,
    gt: value,
    gte: value,
  });
}

function strings(words: readonly string[]): Arbitrary<StringFilter> {
  const word = fc.oneof(
    { arbitrary: fc.constantFrom(...words), weight: 8 },
    { arbitrary: fc.string({ unit: fc.constantFrom('%', '_', '\\', "'", 'é') }), weight: 1 },
  );
  const prefix = word.chain((text) => fc.nat(text.length).map((length) => text.slice(0, length)));
  return partial<StringFilter>({ eq: word, in: fc.array(word, { maxLength: 3 }), startsWith: prefix });
}

/** Steps into and, or, not, unit and explanation, one inside the other: more than five are refused. */
export function depthOf(where: unknown): number {
  if (typeof where !== 'object' || where === null) return 0;
  const steps = new Set(['and', 'or', 'not', 'unit', 'explanation']);
  const depths = Object.entries(where).map(([name, value]) => (steps.has(name) ? 1 : 0) + depthOf(value));
  return Math.max(0, ...depths);
}
