import { type GateOutcome, readGateLayers, type Store } from '@strata/db';
import type { AbsentCauseRule, GateRule, MetricRule } from '../rules/rules-schema.ts';
import { checkAbsentCause } from './cause-check.ts';
import { type Check, type CheckPlace, notJudged } from './check.ts';
import { checkConcept } from './concept-check.ts';
import { boundsOf, checkAccuracy, checkRange } from './metric-checks.ts';
import { worstOf } from './outcome.ts';
import { type Place, placesOf, type Subject } from './places.ts';

export interface Decision {
  readonly outcome: GateOutcome;
  /** In the order of the rules, then of layers and ranges. */
  readonly checks: readonly Check[];
}

/**
 * Decides about a version by rules: every bound of every rule in every place that the rule means, each on its interval.
 * One failure fails; else one that could not be judged leaves it undecided.
 */
export async function decideGate(store: Store, subject: Subject, rules: readonly GateRule[]): Promise<Decision> {
  const { version, baseline } = subject;
  const layers = await readGateLayers(store, { versionId: version.id, baselineId: baseline?.id ?? null });
  const checks: Check[] = [];
  for (const [ruleIndex, rule] of rules.entries()) {
    if ('metric' in rule && rule.metric === 'accuracy') {
      checks.push(...checkAccuracy(rule, placeOf(rule, ruleIndex), subject));
      continue;
    }
    if ('absentCause' in rule) {
      checks.push(await checkAbsentCause(store, { rule, place: placeOf(rule, ruleIndex), versionId: version.id }));
      continue;
    }
    for (const place of placesOf({ layer: rule.layer, range: rule.range ?? 'highest' }, layers)) {
      checks.push(...(await checkPlace(store, { rule, ruleIndex, place })));
    }
  }
  return { outcome: worstOf(checks.map(({ outcome }) => outcome)), checks };
}

interface ToCheck {
  readonly rule: Exclude<GateRule, AbsentCauseRule>;
  readonly ruleIndex: number;
  readonly place: Place;
}

async function checkPlace(store: Store, { rule, ruleIndex, place }: ToCheck): Promise<Check[]> {
  const own = placeOf(rule, ruleIndex, place);
  if ('why' in place) {
    const asked =
      'metric' in rule
        ? boundsOf(rule)
        : [{ bound: 'unitsMin', required: rule.unitsMin, greaterIsBetter: true } as const];
    return asked.map((bound) => notJudged(own, bound, place.why));
  }
  if ('metric' in rule) return checkRange(store, { rule: rule as MetricRule, place: own, range: place });
  return [await checkConcept(store, { rule, place: own, range: place })];
}

function placeOf(rule: GateRule, ruleIndex: number, place?: Place): CheckPlace {
  const subject = subjectOf(rule);
  const range = place && !('why' in place) ? place : null;
  return {
    ruleIndex,
    name: rule.name ?? subject,
    subject,
    layer: place?.layer ?? null,
    clusterIndex: range?.clusterIndex ?? null,
    runId: range?.runId ?? null,
  };
}

function subjectOf(rule: GateRule): string {
  if ('metric' in rule) return rule.metric;
  return 'concept' in rule ? `concept:${rule.concept}` : `absentCause:${rule.absentCause.concept}`;
}
