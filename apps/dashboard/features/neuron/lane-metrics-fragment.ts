import { graphql } from '../../gql/gql';

/** The shares that tell how well a formula matches its range. */
export const METRIC_SHARES = graphql(`
  fragment MetricShares on ExplanationMetrics {
    detectionAccuracy
    activationCoverage
    sampleCoverage
    shuffledSampleCoverage
    explanationCoverage
  }
`);
