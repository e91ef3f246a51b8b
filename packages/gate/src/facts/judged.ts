import { countsOf, readJudged, type Store } from '@strata/db';
import { judgementOf } from '@strata/domain';
import { shareWithInterval } from '@strata/statistics';
import type { Measurement } from '../decide/outcome.ts';
import type { JudgementMetric } from '../rules/gate-metrics.ts';

export interface JudgedAsked {
  readonly runId: number;
  readonly clusterIndex: number;
  readonly metric: JudgementMetric;
}

/**
 * The share of a range's explanations that people have judged, which is counted and has no interval of its own; or of those
 * the share that they rejected, with its Wilson interval.
 */
export async function measureJudged(store: Store, { runId, clusterIndex, metric }: JudgedAsked): Promise<Measurement> {
  const rows = (await readJudged(store, { runId, sight: null })).filter((row) => row.clusterIndex === clusterIndex);
  const said = rows.map(({ verdicts }) => Object.values(verdicts)).filter((verdicts) => verdicts.length > 0);
  if (rows.length === 0) return { missing: 'no neuron of the range has an explanation' };
  if (metric === 'judgedShare') {
    const value = said.length / rows.length;
    return { measured: { value, lower: value, upper: value, n: rows.length } };
  }
  if (said.length === 0)
    return { missing: 'nobody has judged an explanation of it: the page of judgements has a queue' };
  const rejected = said.filter((verdicts) => judgementOf(countsOf(verdicts)) === 'REJECTED').length;
  const { share, lower, upper } = shareWithInterval(rejected, said.length);
  return { measured: { value: share, lower, upper, n: said.length } };
}
