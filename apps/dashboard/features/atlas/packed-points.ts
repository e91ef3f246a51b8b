import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { AtlasPointsQuery } from '../../gql/graphql';
import { ATLAS_POINTS } from './atlas-query';
import type { PackedPoints } from './points';

/** Points of one answer of the API. */
const BATCH = 20_000;

type Page = NonNullable<NonNullable<NonNullable<AtlasPointsQuery['layer']>['run']>['atlas']>['points'];

interface MapOf {
  readonly model: string;
  readonly version: string;
  /** The layer's whole name. */
  readonly layer: string;
}

/** All points of a version's map, page by page as the API packs them; null where there is no map. */
export async function packedPoints(of: MapOf): Promise<Answer<readonly PackedPoints[] | null>> {
  const pages: PackedPoints[] = [];
  let after: string | null = null;
  do {
    const answer: Answer<AtlasPointsQuery> = await ask(ATLAS_POINTS, { ...of, first: BATCH, after });
    if (answer.kind !== 'data') return answer;
    const found: Page | undefined = answer.data.layer?.run?.atlas?.points;
    if (!found) return { kind: 'data', data: null };
    const { packed, concepts, hasNextPage, endCursor } = found;
    pages.push({ packed, concepts });
    after = hasNextPage ? (endCursor ?? null) : null;
  } while (after !== null);
  return { kind: 'data', data: pages };
}
