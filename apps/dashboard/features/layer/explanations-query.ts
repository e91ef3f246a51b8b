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
        ...RunProvenance
        unitsDone
        status
        baselineRun {
          id
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
          ...PageLinks
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
          ...Judgement
          metrics {
            ...MetricShares
          }
          unit {
            unitIndex
          }
          formula {
            ...FormulaChips
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
