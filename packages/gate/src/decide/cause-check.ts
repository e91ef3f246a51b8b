import {
  type ErrorAnalysisRow,
  readAnalysesWithConcept,
  readErrorAnalyses,
  readErrorSlices,
  readNamedCauses,
  type Store,
} from '@strata/db';
import { conceptsOf, parseFormula } from '@strata/domain';
import type { AbsentCauseRule } from '../rules/rules-schema.ts';
import { type BoundAsked, type Check, type CheckPlace, notJudged } from './check.ts';

const ASKED: BoundAsked = { bound: 'causesMax', required: 0, greaterIsBetter: false };

/** What a slice's formula calls a concept that covers at least a share of the image: `sky ≥ 30 %`. */
const SHARE = / ≥ \d+ %$/u;

export interface CauseChecked {
  readonly rule: AbsentCauseRule;
  readonly place: CheckPlace;
  readonly versionId: number;
}

/**
 * Checks that errors neither go with a concept nor are caused by a range that responds to it, by the newest answer to each
 * question that was asked about the version's errors. Absence of evidence passes only where there were errors enough to look.
 */
export async function checkAbsentCause(store: Store, { rule, place, versionId }: CauseChecked): Promise<Check> {
  const { concept } = rule.absentCause;
  const analyses = (await readErrorAnalyses(store, [versionId])).filter((one) => isAsked(one, rule));
  if (analyses.length === 0) return notJudged(place, ASKED, `${notAsked(rule)}; strata errors asks it`);
  const asked = { errorAnalysisIds: analyses.map(({ id }) => id), concept };
  const known = new Set(await readAnalysesWithConcept(store, asked));
  if (known.size < analyses.length) {
    return notJudged(place, ASKED, `the probe dataset has no concept called ${concept}`);
  }
  const slices = (await readErrorSlices(store, asked.errorAnalysisIds)).filter(({ formula }) => has(formula, concept));
  const found = slices.filter(({ verdict }) => verdict === 'FOUND');
  const causes = await readNamedCauses(store, asked);
  const n = Math.max(...analyses.map(({ imageCount }) => imageCount));
  if (found.length + causes.length > 0) {
    const said = [
      ...found.map(({ formula }) => `errors go with ${formula}`),
      ...causes.map(
        ({ unit, clusterIndex, formula }) => `neuron ${unit}, range ${clusterIndex} (${formula}) causes errors`,
      ),
    ];
    return decided(place, { outcome: 'FAIL', value: said.length, n, reason: `${sentence(said.join('; '))}.` });
  }
  const few = analyses.find(({ errorsNeeded }) => errorsNeeded !== null);
  if (few) return notJudged(place, ASKED, tooFew(few));
  const open = slices.find(({ verdict }) => verdict === 'TOO_FEW_ERRORS');
  if (open) return notJudged(place, ASKED, `there are too few errors to speak of ${open.formula}`);
  const reason = `Of ${analyses.length} answers about errors none names ${concept}, and no range that responds to it is known to cause any.`;
  return decided(place, { outcome: 'PASS', value: 0, n, reason });
}

/** Without a class: every question that was asked. */
function isAsked({ className, predictedName }: ErrorAnalysisRow, { absentCause }: AbsentCauseRule): boolean {
  const { class: wanted, predicted } = absentCause;
  if (wanted === undefined) return true;
  return className === wanted && predictedName === (predicted ?? null);
}

function notAsked({ absentCause: { class: wanted, predicted } }: AbsentCauseRule): string {
  if (wanted === undefined) return 'what its errors go with has not been asked';
  const taken = predicted === undefined ? '' : ` taken for ${predicted}`;
  return `what the errors of ${wanted}${taken} go with has not been asked`;
}

/** Either way of a concept counts: errors without it are errors that go with it. */
function has(formula: string, concept: string): boolean {
  return conceptsOf(parseFormula(formula)).some(({ name }) => name === concept || name.replace(SHARE, '') === concept);
}

function tooFew({ className, unitsWrong, errorsNeeded }: ErrorAnalysisRow): string {
  const of = className === null ? '' : ` of ${className}`;
  return `there are too few errors${of} (${unitsWrong}, and ${errorsNeeded} are needed) to look for what they go with`;
}

function decided(
  place: CheckPlace,
  { value, ...told }: Pick<Check, 'outcome' | 'n' | 'reason'> & { readonly value: number },
): Check {
  return { ...place, ...told, bound: 'causesMax', value, lower: value, upper: value, required: 0 };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
