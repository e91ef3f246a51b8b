import { graphql } from '../../gql/gql';

/** The rows of a search without their pictures, for a file. */
export const FOUND_FILE = graphql(`
  query FoundFile($first: Int!, $after: String, $where: ExplanationWhere, $orderBy: ExplanationOrder) {
    explanations(first: $first, after: $after, where: $where, orderBy: $orderBy) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        clusterIndex
        iou
        chance
        lift
        timesShuffled
        grade
        specialization
        ...Judgement
        unit {
          ...UnitPlace
        }
        formula {
          text
        }
      }
    }
  }
`);
