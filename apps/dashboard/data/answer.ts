import { FORMULA_PROBLEMS, type FormulaProblem } from '@strata/domain';
import { z } from 'zod';

/** What came of a question to the API. */
export type Answer<T> = { readonly kind: 'data'; readonly data: T } | Refusal | Unreachable;

/** What is wrong with a formula, to be said in the reader's language. */
export interface BadFormula {
  readonly problem: FormulaProblem;
  /** What stands there instead; null: the end. */
  readonly found: string | null;
  readonly limit: number | null;
}

/** The API answered that it cannot do what was asked: `message` is written for people. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: string;
  readonly message: string;
  /** Where in a formula the reader stumbled, from 1. */
  readonly column: number | null;
  /** Null: it was no formula that could not be read. */
  readonly formula: BadFormula | null;
}

/** No usable answer: the API or its database is down, or something else listens at its address. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly detail: string;
}

/** What the API says when the fault is not the question's. */
const DOWN = new Set(['STORE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);

const errorShape = z.object({
  message: z.string(),
  extensions: z
    .looseObject({
      code: z.string().optional(),
      column: z.number().optional(),
      // One that this page does not know is said in the API's words.
      problem: z.enum(FORMULA_PROBLEMS).optional().catch(undefined),
      found: z.string().nullish(),
      limit: z.number().nullish(),
    })
    .optional(),
});
const bodyShape = z.object({ data: z.unknown().optional(), errors: z.array(errorShape).min(1).optional() });

/** Reads the body of a GraphQL response; errors win over partial data. */
export function readAnswer<T>(body: unknown): Answer<T> {
  const parsed = bodyShape.safeParse(body);
  if (!parsed.success) return { kind: 'unreachable', detail: 'The answer is not GraphQL.' };
  const [error] = parsed.data.errors ?? [];
  if (error) {
    const { code = 'UNKNOWN', column = null, problem, found = null, limit = null } = error.extensions ?? {};
    if (DOWN.has(code)) return { kind: 'unreachable', detail: error.message };
    const formula = problem ? { problem, found, limit } : null;
    return { kind: 'refused', code, message: error.message, column, formula };
  }
  if (!parsed.data.data) return { kind: 'unreachable', detail: 'The answer holds no data.' };
  return { kind: 'data', data: parsed.data.data as T };
}
