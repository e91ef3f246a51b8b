'use server';

import { z } from 'zod';
import { ask } from '../../data/ask';
import { layerPath } from '../../data/paths';
import { getWords } from '../../i18n/words';
import { PAGE_SIZE, readFilters, toOrder, toWhere } from '../place/layer-filters';
import { readPlace } from '../place/read-place';
import { ExplanationRows } from './explanation-rows';
import { EXPLANATIONS } from './explanations-query';
import type { RowsPage } from './more-rows';
import { shownColumns } from './shown-columns';

/** Anybody can call an action with anything. */
const requestShape = z.object({
  model: z.string(),
  version: z.string(),
  /** The layer's place in addresses. */
  layer: z.string(),
  /** The filters as in the address. */
  query: z.string(),
  clusterCount: z.number().int(),
  hasClasses: z.boolean(),
  max: z.number(),
});

export type RowsRequest = z.infer<typeof requestShape>;

/** The rows of a layer's table behind a cursor, ready to be shown; null when the API does not give them. */
export async function loadRows(request: RowsRequest, after: string): Promise<RowsPage | null> {
  const parsed = requestShape.safeParse(request);
  if (!parsed.success || typeof after !== 'string') return null;
  const { model, version, layer: slug, query, clusterCount, hasClasses, max } = parsed.data;
  const place = await readPlace(model, slug);
  if (place.kind !== 'data' || !place.data) return null;
  const filters = readFilters(toRecord(new URLSearchParams(query)));
  const [answer, words] = await Promise.all([
    ask(EXPLANATIONS, {
      model,
      version,
      layer: place.data.layer,
      first: PAGE_SIZE,
      after,
      where: toWhere(filters),
      orderBy: toOrder(filters),
    }),
    getWords(),
  ]);
  const found = answer.kind === 'data' ? answer.data.layer?.explanations : null;
  if (!found) return null;
  const address = { model, version, layer: place.data.slug };
  return {
    rows: (
      <ExplanationRows
        nodes={found.nodes}
        columns={shownColumns(filters, hasClasses)}
        place={address}
        here={layerPath(address)}
        clusterCount={clusterCount}
        max={max}
        filters={filters}
        words={words}
      />
    ),
    next: found.pageInfo.hasNextPage ? (found.pageInfo.endCursor ?? null) : null,
  };
}

function toRecord(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]));
}
