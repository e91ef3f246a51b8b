import { graphql } from '../../gql/gql';

/** Everything that is said of a version as a whole. */
export const VERSION = graphql(`
  query Version($model: String!, $version: String!) {
    model(name: $model) {
      name
      layerNames
      taggedVersion(tag: "production") {
        label
      }
    }
    modelVersion(model: $model, label: $version) {
      label
      accuracy
      isBaseline
      contentSha256
      source
      trainingRun
      createdAt
      light {
        color
        reason
      }
      tags {
        name
        actor
        setAt
      }
      notes(first: 5) {
        nodes {
          text
          actor
          writtenAt
        }
      }
      errors {
        ...ErrorHeadline
      }
      collections {
        errorsNeeded
        pairs {
          verdict
          first
          firstKind
          second
          secondKind
        }
      }
      gateRuns(first: 5) {
        nodes {
          ...GateDecision
        }
      }
      layers(first: 20) {
        nodes {
          ...VersionLayer
        }
      }
    }
    clear: explanations(
      first: 12
      where: {
        modelVersion: { label: { eq: $version }, model: { name: { eq: $model } } }
        grade: { eq: CLEAR }
      }
      orderBy: { field: TIMES_SHUFFLED, direction: DESC }
    ) {
      totalCount
      nodes {
        ...Claim
      }
    }
  }
`);
