import { graphql } from '../../gql/gql';

/** What `FormulaChips` shows. */
export const FORMULA_CHIPS = graphql(`
  fragment FormulaChips on Formula {
    text
    concepts {
      concept {
        ...ConceptChip
      }
    }
  }
`);
