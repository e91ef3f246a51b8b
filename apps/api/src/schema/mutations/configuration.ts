import type { NewRunRequest } from '@strata/db';

/** The longest formulas that are searched with a proof. */
const OPTIMAL_LENGTH_MAX = 4;

/** The longest that are where no search is asked for, as on the command line. */
export const OPTIMAL_LENGTH_DEFAULT = 3;

/** The share of zeros from which on they stand on their own, where none is asked for; as on the command line. */
export const OFF_SHARE = 0.05;

/** Bounds of a configuration, in words for descriptions. */
export const LIMITS = {
  clusters: '1–32',
  length: `1–10, with OPTIMAL 1–${OPTIMAL_LENGTH_MAX}`,
  beam: '1–1,000',
  nullSearches: '0–999',
} as const;

/** The search where none is asked for, as on the command line. */
export function defaultSearch(length: number): NewRunRequest['search'] {
  return length <= OPTIMAL_LENGTH_DEFAULT ? 'optimal' : 'beam';
}

const LAYER_CHARACTERS_MAX = 500;
const CATEGORIES_MAX = 20;
const BUDGET_MS_MAX = 86_400_000;

/** What is wrong with a configuration, in words; null when a run can have it. */
export function configurationProblem(asked: NewRunRequest): string | null {
  const { clusters, length, beam, search, grammar, searchBudgetMs, categories, minConceptShare = 0, layerName } = asked;
  const { offShare = null, nullSearches = null } = asked;
  const lengthMax = search === 'optimal' ? OPTIMAL_LENGTH_MAX : 10;
  const checks: readonly [holds: boolean, message: string][] = [
    [
      layerName !== '' && layerName.length <= LAYER_CHARACTERS_MAX,
      `Expected a layer of 1 to ${LAYER_CHARACTERS_MAX} characters.`,
    ],
    [within(clusters, [1, 32]), `Expected clusters ${LIMITS.clusters}; got ${clusters}.`],
    [
      offShare === null || (offShare > 0 && offShare <= 1),
      `Expected offShare above 0 and up to 1, or null for never; got ${offShare}.`,
    ],
    [within(length, [1, lengthMax]), `Expected length 1–${lengthMax} with the ${search} search; got ${length}.`],
    [within(beam, [1, 1000]), `Expected beam ${LIMITS.beam}; got ${beam}.`],
    [
      nullSearches === null || within(nullSearches, [0, 999]),
      `Expected nullSearches ${LIMITS.nullSearches}; got ${nullSearches}.`,
    ],
    [within(minConceptShare, [0, 1]), `Expected minConceptShare 0–1; got ${minConceptShare}.`],
    [
      grammar === 'paper' || search === 'beam' || search === 'optimal',
      `Expected grammar PAPER with the ${search} search; FULL goes with BEAM and OPTIMAL.`,
    ],
    [searchBudgetMs == null || search === 'optimal', 'Expected searchBudgetMs with the search OPTIMAL alone.'],
    [
      searchBudgetMs == null || within(searchBudgetMs, [1, BUDGET_MS_MAX]),
      `Expected searchBudgetMs 1–${BUDGET_MS_MAX}.`,
    ],
    [
      !categories || within(categories.length, [1, CATEGORIES_MAX]),
      `Expected 1–${CATEGORIES_MAX} categories, or none given.`,
    ],
  ];
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
