import { readUnitParts, type Store } from '@strata/db';
import { measureAccuracy, measureAccuracyChange } from '../facts/accuracy.ts';
import { measureJudged } from '../facts/judged.ts';
import { MEASURES, measureMeaningChanged, measureRange } from '../facts/range-measurement.ts';
import { isJudgementMetric, isRangeMetric, SMALLER_IS_BETTER } from '../rules/gate-metrics.ts';
import type { MetricRule } from '../rules/rules-schema.ts';
import { changeOf } from './change.ts';
import { type BoundAsked, type Check, type CheckPlace, checkOf, notJudged } from './check.ts';
import type { Measurement } from './outcome.ts';
import type { RangePlace, Subject } from './places.ts';

/** The bounds that a rule states. */
export function boundsOf(rule: MetricRule): BoundAsked[] {
  const greaterIsBetter = rule.greaterIsBetter ?? !SMALLER_IS_BETTER.has(rule.metric);
  return (['threshold', 'minAbsoluteChange', 'minRelativeChange'] as const).flatMap((bound) => {
    const required = rule[bound];
    return required === undefined ? [] : [{ bound, required, greaterIsBetter }];
  });
}

/** Checks the accuracy of the version. */
export function checkAccuracy(rule: MetricRule, place: CheckPlace, { version, baseline }: Subject): Check[] {
  return boundsOf(rule).map((asked) => {
    if (asked.bound === 'threshold') return checkOf(place, asked, measureAccuracy(version.accuracy, rule.samples));
    if (!baseline) return notJudged(place, asked, 'a change needs a baseline (--baseline)');
    const accuracies = { before: baseline.accuracy, after: version.accuracy, samples: rule.samples };
    return checkOf(place, asked, measureAccuracyChange(accuracies, asked.bound === 'minRelativeChange'));
  });
}

/** Checks a metric of one range. */
export async function checkRange(
  store: Store,
  { rule, place, range }: { readonly rule: MetricRule; readonly place: CheckPlace; readonly range: RangePlace },
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const asked of boundsOf(rule)) checks.push(checkOf(place, asked, await measure(store, { rule, asked, range })));
  return checks;
}

interface Asked {
  readonly rule: MetricRule;
  readonly asked: BoundAsked;
  readonly range: RangePlace;
}

async function measure(store: Store, { rule: { metric }, asked: { bound }, range }: Asked): Promise<Measurement> {
  const { runId, clusterIndex, baselineRunId, whyNoBaseline } = range;
  if (isJudgementMetric(metric)) return measureJudged(store, { runId, clusterIndex, metric });
  if (!isRangeMetric(metric)) {
    if (baselineRunId === null) return { missing: whyNoBaseline };
    return measureMeaningChanged(store, { runId, fromRunId: baselineRunId, clusterIndex });
  }
  if (bound === 'threshold') return measureRange(store, { runId, clusterIndex, metric });
  if (baselineRunId === null) return { missing: whyNoBaseline };
  // The untrained networks are the same for both: what they take away from each is no part of the difference.
  const own = MEASURES[metric === 'excess' ? 'specializedShare' : metric];
  const [before, after] = await Promise.all([
    readUnitParts(store, { runId: baselineRunId, clusterIndex, measure: own }),
    readUnitParts(store, { runId, clusterIndex, measure: own }),
  ]);
  const relative = bound === 'minRelativeChange';
  return changeOf(before, after, { paired: range.sharesUnits, relative, seed: clusterIndex });
}
