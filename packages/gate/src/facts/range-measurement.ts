import { type GateMeasure, readMeaningChanged, readStoredEstimate, readUnitParts, type Store } from '@strata/db';
import { bootstrapOf, shareWithInterval } from '@strata/statistics';
import { ratio } from '../decide/change.ts';
import type { Measurement } from '../decide/outcome.ts';
import type { RangeMetric } from '../rules/gate-metrics.ts';

/** How the store calls what rules name. */
export const MEASURES: Readonly<Record<Exclude<RangeMetric, 'excess'>, GateMeasure>> = {
  iou: 'IOU',
  heldOutIou: 'HELD_OUT_IOU',
  timesShuffled: 'TIMES_SHUFFLED',
  detectionAccuracy: 'DETECTION_ACCURACY',
  activationCoverage: 'ACTIVATION_COVERAGE',
  sampleCoverage: 'SAMPLE_COVERAGE',
  explanationCoverage: 'EXPLANATION_COVERAGE',
  clearShare: 'CLEAR_SHARE',
  specializedShare: 'SPECIALIZED_SHARE',
  specificationsHeld: 'SPECIFICATIONS_HELD',
};

/** Why a number is not there, and what makes it. */
const MISSING: Partial<Record<RangeMetric, string>> = {
  heldOutIou: 'its evidence is not computed: explain it again with evidence (the default)',
  timesShuffled: 'its evidence is not computed: explain it again with evidence (the default)',
  clearShare: 'it is not graded: explain it again with evidence (the default)',
  specializedShare: 'it is not classified: explain an untrained network of the model first (strata randomize)',
  excess: 'it takes three untrained networks: strata randomize --seeds 5, and explain them with --baseline',
  specificationsHeld: 'its specifications are not computed: explain it again with --specifications',
};

/** A stored number of a range with its interval. */
export async function measureRange(
  store: Store,
  {
    runId,
    clusterIndex,
    metric,
  }: { readonly runId: number; readonly clusterIndex: number; readonly metric: RangeMetric },
): Promise<Measurement> {
  if (metric === 'specificationsHeld') return measureSpecifications(store, { runId, clusterIndex });
  const measure = metric === 'excess' ? 'EXCESS' : MEASURES[metric];
  const measured = await readStoredEstimate(store, { runId, clusterIndex, measure });
  return measured ? { measured } : { missing: MISSING[metric] ?? 'no explanation of the range has it' };
}

/** Over neurons, whose specifications are not independent. */
async function measureSpecifications(
  store: Store,
  range: { readonly runId: number; readonly clusterIndex: number },
): Promise<Measurement> {
  const parts = await readUnitParts(store, { ...range, measure: 'SPECIFICATIONS_HELD' });
  const interval = bootstrapOf(parts.length, (rows) => ratio(parts, rows), { seed: range.clusterIndex });
  if (parts.length === 0 || !interval) return { missing: MISSING.specificationsHeld as string };
  return { measured: { value: ratio(parts), ...interval, n: parts.length } };
}

/** The share of a range's explanations that mean something else than in the baseline. */
export async function measureMeaningChanged(
  store: Store,
  range: { readonly runId: number; readonly fromRunId: number; readonly clusterIndex: number },
): Promise<Measurement> {
  const { changed, known, notComputed } = await readMeaningChanged(store, range);
  if (notComputed > 0 || known === 0) {
    return { missing: `of ${notComputed} ranges it is not computed what became of them: run strata compare first` };
  }
  const { share, lower, upper } = shareWithInterval(changed, known);
  return { measured: { value: share, lower, upper, n: known } };
}
