import { graphql } from '../../../gql/gql';

/** What became of the ranges between two versions, counted; without the ranges themselves. */
export const VERSION_CHANGES = graphql(`
  query VersionChanges($model: String!, $a: String!, $b: String!, $layer: String) {
    compare(model: $model, a: $a, b: $b, layer: $layer) {
      pairing
      floor {
        value
        lower
        upper
      }
      summary {
        ...ComparisonNumbers
      }
    }
  }
`);
