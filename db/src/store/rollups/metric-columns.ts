import type { METRICS } from '../../schema/metric-point.ts';

export type Metric = (typeof METRICS)[number];

/** A metric in terms of `explanation`'s columns, as SQL; null where an explanation has none. */
export const METRIC_SQL: Readonly<Record<Metric, string>> = {
  IOU: 'iou',
  LIFT: 'lift',
  CHANCE: 'chance',
  LENGTH: 'length',
  DETECTION_ACCURACY: 'detection_accuracy',
  ACTIVATION_COVERAGE: 'activation_coverage',
  SAMPLE_COVERAGE: 'sample_coverage',
  EXPLANATION_COVERAGE: 'explanation_coverage',
  HELD_OUT_IOU: iou('held_out'),
  SHUFFLED_IOU: iou('shuffled'),
  TIMES_SHUFFLED: 'times_shuffled',
};

/** That of two empty sets is 0. */
function iou(of: string): string {
  return `case when ${of}_union = 0 then 0 else ${of}_intersection::float8 / ${of}_union end`;
}
