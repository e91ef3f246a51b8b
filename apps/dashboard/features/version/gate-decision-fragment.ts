import { graphql } from '../../gql/gql';

/** What a gate decided, and by which checks. */
export const GATE_DECISION = graphql(`
  fragment GateDecision on GateRun {
    outcome
    actor
    decidedAt
    rulesSha256
    baseline {
      label
    }
    checks {
      name
      subject
      bound
      layer
      clusterIndex
      outcome
      value
      lower
      upper
      required
      reason
    }
  }
`);
