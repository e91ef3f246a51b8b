import type { METRICS } from '../../schema/metric-point.ts';

export type Metric = (typeof METRICS)[number];

/** The column of `explanation` that holds a metric. */
export const METRIC_COLUMNS: Readonly<Record<Metric, string>> = {
  IOU: 'iou',
  LIFT: 'lift',
  CHANCE: 'chance',
  LENGTH: 'length',
  DETECTION_ACCURACY: 'detection_accuracy',
  ACTIVATION_COVERAGE: 'activation_coverage',
  SAMPLE_COVERAGE: 'sample_coverage',
  EXPLANATION_COVERAGE: 'explanation_coverage',
};
