/** Metrics of a version as a whole. */
const VERSION_METRICS = ['accuracy'] as const;

/** Metrics of a layer's range, each a mean over its explanations or a share of them, stored when the run was completed. */
const RANGE_METRICS = [
  ...(['iou', 'heldOutIou', 'timesShuffled', 'detectionAccuracy', 'activationCoverage', 'sampleCoverage'] as const),
  ...(['explanationCoverage', 'clearShare', 'specializedShare', 'excess', 'specificationsHeld'] as const),
] as const;

/** Metrics of a layer's range that only two versions together have. */
const CHANGE_METRICS = ['meaningChangedShare'] as const;

/** Metrics of a layer's range that people's judgements have. */
const JUDGEMENT_METRICS = ['judgedShare', 'rejectedShare'] as const;

/** All that a rule can ask of. */
export const GATE_METRICS = [
  ...([...VERSION_METRICS, ...RANGE_METRICS] as const),
  ...([...CHANGE_METRICS, ...JUDGEMENT_METRICS] as const),
] as const;

export type GateMetric = (typeof GATE_METRICS)[number];
export type RangeMetric = (typeof RANGE_METRICS)[number];
export type JudgementMetric = (typeof JUDGEMENT_METRICS)[number];

/** What is the better the smaller it is, unless a rule says otherwise. */
export const SMALLER_IS_BETTER: ReadonlySet<GateMetric> = new Set<GateMetric>(['meaningChangedShare', 'rejectedShare']);

/** What has no change of its own: it is one already, or it tells how far people are. */
export const THRESHOLD_ONLY: ReadonlySet<GateMetric> = new Set<GateMetric>([...CHANGE_METRICS, ...JUDGEMENT_METRICS]);

/** The least and the greatest value that a metric can have: a bound outside can never be met, or never be missed. */
export const METRIC_RANGE: Readonly<Record<GateMetric, readonly [least: number, greatest: number]>> = {
  accuracy: [0, 1],
  iou: [0, 1],
  heldOutIou: [0, 1],
  timesShuffled: [0, Number.MAX_VALUE],
  detectionAccuracy: [0, 1],
  activationCoverage: [0, 1],
  sampleCoverage: [0, 1],
  explanationCoverage: [0, 1],
  clearShare: [0, 1],
  specializedShare: [0, 1],
  excess: [-1, 1],
  specificationsHeld: [0, 1],
  meaningChangedShare: [0, 1],
  judgedShare: [0, 1],
  rejectedShare: [0, 1],
};

export function isRangeMetric(metric: GateMetric): metric is RangeMetric {
  return (RANGE_METRICS as readonly string[]).includes(metric);
}

export function isJudgementMetric(metric: GateMetric): metric is JudgementMetric {
  return (JUDGEMENT_METRICS as readonly string[]).includes(metric);
}
