import { graphql } from '../../gql/gql';

/** What replacing a concept's pixels does. */
export const ERROR_EDIT = graphql(`
  fragment ErrorEdit on ErrorEdit {
    concept
    edit
    direction
    role
    imageCount
    changed
    controlChanged
    effect
    effectLower
    effectUpper
  }
`);
