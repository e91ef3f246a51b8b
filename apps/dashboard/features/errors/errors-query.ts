import { graphql } from '../../gql/gql';

export const ERRORS = graphql(`
  query Errors($model: String!, $version: String!) {
    modelVersion(model: $model, label: $version) {
      label
      errors {
        ...ErrorAnswer
      }
      collections {
        ...Collection
      }
    }
  }
`);
