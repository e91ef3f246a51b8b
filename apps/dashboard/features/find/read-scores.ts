import { ask } from '../../data/ask';
import type { FindPlacesQuery, FormulaScoresQuery } from '../../gql/graphql';
import type { FindAddress } from './find-address';
import { scoredVersion } from './find-scope';
import { SCORES } from './score-query';
import type { SearchText } from './search-text';

/** Rows of the table. */
const SHOWN = 20;

export interface Scores extends NonNullable<FormulaScoresQuery['modelVersion']> {
  readonly model: string;
  readonly version: string;
}

/** Scores what was typed against every neuron of one version; null where it is no formula, or cannot be scored now. */
export async function readScores(
  search: SearchText,
  { scope, places }: { readonly scope: FindAddress; readonly places: FindPlacesQuery },
): Promise<Scores | null> {
  const isFormula = search.kind === 'concept' || (search.kind === 'formula' && !search.wild);
  const of = scoredVersion(scope, places);
  if (!isFormula || !of) return null;
  const answer = await ask(SCORES, { ...of, layer: scope.layer, formula: search.text, first: SHOWN });
  if (answer.kind !== 'data' || !answer.data.modelVersion) return null;
  return { ...of, ...answer.data.modelVersion };
}
