import { graphql } from '../../gql/gql';

export const EXPLANATIONS = graphql(`
  query Explanations(
    $model: String!
    $version: String!
    $layer: String!
    $first: Int
    $last: Int
    $after: String
    $before: String
    $where: ExplanationWhere
    $orderBy: ExplanationOrder
  ) {
    layer(model: $model, version: $version, name: $layer) {
      unitCount
      height
      width
      run {
        id
        clusters
        unitsDone
        startedAt
        finishedAt
        status
        length
        baselineRun {
          id
        }
        probeDataset {
          name
          sampleCount
        }
      }
      explanations(
        first: $first
        last: $last
        after: $after
        before: $before
        where: $where
        orderBy: $orderBy
      ) {
        totalCount
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        nodes {
          id
          clusterIndex
          iou
          chance
          lift
          timesShuffled
          grade
          length
          gap
          specialization
          metrics {
            detectionAccuracy
            activationCoverage
            sampleCoverage
            explanationCoverage
          }
          unit {
            unitIndex
          }
          formula {
            text
            concepts {
              concept {
                name
                category
              }
            }
          }
        }
      }
    }
  }
`);

/** The whole layer at a glance: what the heat map shows of a hundred neurons. */
export const HEAT = graphql(`
  query Heat($model: String!, $version: String!, $layer: String!, $from: Int!, $to: Int!) {
    layer(model: $model, version: $version, name: $layer) {
      units(first: 100, where: { unitIndex: { gte: $from, lt: $to } }) {
        nodes {
          unitIndex
          clusters {
            clusterIndex
            explanation {
              iou
              timesShuffled
              specialization
            }
          }
        }
      }
    }
  }
`);
