import { graphql } from '../../gql/gql';

/** What a version's light and its open things are told from, without the rest of its page. */
export const VERSION_HEADLINE = graphql(`
  query VersionHeadline($model: String!, $version: String!) {
    model(name: $model) {
      name
      taggedVersion(tag: "production") {
        label
      }
    }
    modelVersion(model: $model, label: $version) {
      label
      isBaseline
      light {
        color
        reason
      }
      gateRuns(first: 1) {
        nodes {
          outcome
          decidedAt
          checks {
            outcome
          }
        }
      }
      layers(first: 20) {
        nodes {
          name
          run {
            status
            points {
              clusterIndex
              grades {
                grade
                n
              }
            }
            excess {
              missingSeeds
              ranges {
                clusterIndex
                isSpecialized
              }
            }
          }
        }
      }
    }
    clear: explanations(
      first: 1
      where: {
        modelVersion: { label: { eq: $version }, model: { name: { eq: $model } } }
        grade: { eq: CLEAR }
      }
    ) {
      totalCount
    }
  }
`);
