import { graphql } from '../../gql/gql';

/** What the breadcrumb offers: the model's versions and layers, and all models. */
export const PLACE = graphql(`
  query Place($name: String!) {
    models(first: 100, orderBy: { field: NAME, direction: ASC }) {
      nodes {
        name
        latestVersion {
          label
        }
      }
    }
    model(name: $name) {
      name
      layerNames
      versions(last: 100) {
        nodes {
          label
          isBaseline
        }
      }
    }
  }
`);
