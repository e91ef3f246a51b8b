import { graphql } from '../../gql/gql';

export const MODELS = graphql(`
  query Models($after: String) {
    models(first: 20, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        layerNames
        baseline {
          label
          accuracy
        }
        trained: versions(last: 1, where: { isBaseline: false }) {
          nodes {
            label
          }
        }
        latestVersion {
          label
          accuracy
          source
          layers(first: 1) {
            nodes {
              unitCount
            }
          }
        }
        versions(last: 100) {
          totalCount
          nodes {
            label
            accuracy
          }
        }
      }
    }
  }
`);
