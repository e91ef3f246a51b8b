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
  // Undefined: there are no more.
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const answer: Answer<AtlasPointsQuery> = await ask(ATLAS_POINTS, { ...of, first: BATCH, after });
    if (answer.kind !== 'data') return answer;
    const page: Page | undefined = answer.data.layer?.run?.atlas?.points;
    if (!page) return { kind: 'data', data: null };
    pages.push({ packed: page.packed, concepts: page.concepts });
    after = page.hasNextPage ? (page.endCursor ?? undefined) : undefined;
  }
  return { kind: 'data', data: pages };
}
