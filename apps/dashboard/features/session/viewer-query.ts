import { graphql } from '../../gql/gql';

/** Who the visitor is, and what they may do. */
export const VIEWER = graphql(`
  query Viewer {
    viewer {
      role
      name
      canReview
      canRun
    }
  }
`);
