import { graphql } from '../../gql/gql';

/** The explanation that is judged first, and how many wait. It asks for nothing that others said. */
export const REVIEW_QUEUE = graphql(`
  query ReviewQueue($where: ExplanationWhere, $order: ReviewOrder, $after: String) {
    reviewQueue(first: 1, where: $where, order: $order, after: $after) {
      totalCount
      edges {
        cursor
        node {
          importance
          importanceIsMeasured
          doubt
          explanation {
            ...ReviewItem
          }
        }
      }
    }
  }

  fragment ReviewItem on Explanation {
    id
    clusterIndex
    iou
    grade
    run {
      clusters
    }
    unit {
      ...UnitPlace
    }
    formula {
      ...FormulaTree
    }
    cluster {
      share
      samples {
        ...EvidenceSample
      }
    }
  }
`);

/** Says what the visitor thinks of an explanation. */
export const JUDGE = graphql(`
  mutation Judge($input: JudgeInput!) {
    judge(input: $input) {
      __typename
      ... on JudgeSuccess {
        explanation {
          ...Judgement
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

/** What reviewers say of a layer. */
export const LAYER_REVIEWS = graphql(`
  query LayerReviews($model: String!, $version: String!, $layer: String!) {
    layer(model: $model, version: $version, name: $layer) {
      reviewEstimate {
        explanations
        judged
        share
        lower
        upper
      }
      agreement {
        clusterIndex
        explanations
        judged
        judgedByTwo
        reviewers
        confirmed
        partlyConfirmed
        rejected
        disputed
        undecided
        cohen {
          ...AgreementMeasure
        }
        fleiss {
          ...AgreementMeasure
        }
        krippendorff {
          ...AgreementMeasure
        }
      }
    }
  }

  fragment AgreementMeasure on AgreementMeasure {
    value
    lower
    upper
  }
`);
