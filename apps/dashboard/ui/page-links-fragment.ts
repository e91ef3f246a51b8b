import { graphql } from '../gql/gql';

/** What leads to the pages before and after this one. */
export const PAGE_LINKS = graphql(`
  fragment PageLinks on PageInfo {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`);
