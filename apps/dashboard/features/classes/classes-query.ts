import { graphql } from '../../gql/gql';

export const CLASSES = graphql(`
  query Classes($model: String!, $version: String!) {
    modelVersion(model: $model, label: $version) {
      label
      classAnalyses {
        ...ClassAnalysis
      }
      errors {
        className
        predictedName
      }
    }
  }
`);
