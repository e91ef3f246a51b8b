import { graphql } from '../../gql/gql';

/** What `FormulaTree` shows. */
export const FORMULA_TREE = graphql(`
  fragment FormulaTree on Formula {
    text
    concepts {
      negated
      concept {
        ...ConceptChip
        pixelShare
      }
    }
  }
`);
