import { graphql } from '../../gql/gql';

/** Concepts to suggest in the filter, the most common first. */
export const CONCEPTS = graphql(`
  query LayerConcepts($model: String!, $version: String!, $layer: String!) {
    layer(model: $model, version: $version, name: $layer) {
      run {
        probeDataset {
          concepts(first: 100, orderBy: { field: PIXEL_SHARE, direction: DESC }) {
            nodes {
              name
              category
            }
          }
        }
      }
    }
  }
`);
