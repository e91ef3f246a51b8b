import { ask } from '../../data/ask';
import type { AtlasRowsQuery } from '../../gql/graphql';
import type { AtlasAddress } from './atlas-address';
import { ATLAS_ROWS } from './atlas-query';
import { groupsOf } from './palette';
import type { AtlasPage } from './read-atlas';

/** Rows a page: neurons of as many ranges as one question answers. */
const PAGE_SIZE = 20;

type Explanation = NonNullable<AtlasRowsQuery['layer']>['explanations']['nodes'][number];
type MapOfPage = NonNullable<AtlasPage['map']>;

/** A range of the list. */
export interface AtlasRow {
  readonly unit: number;
  readonly range: number;
  readonly x: number;
  readonly y: number;
  /** Null where nothing named lies in it. */
  readonly explanation: Explanation | null;
}

export interface AtlasRows {
  readonly rows: readonly AtlasRow[];
  /** Of the whole list. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** The shown points as places in the list, the best graded first, then by overlap, neuron and range. */
export function shownPoints({ points, colours, selected }: MapOfPage, { range, only }: AtlasAddress): number[] {
  const groups = groupsOf(points, colours);
  const rank = (at: number): number => (points.grade[at] as number) || 3.5;
  return Array.from({ length: points.count }, (_, at) => at)
    .filter((at) => range === null || points.range[at] === range)
    .filter((at) => only === null || groups[at] === only)
    .filter((at) => !selected || selected.has(`${points.unit[at]}.${points.range[at]}`))
    .sort((a, b) => rank(a) - rank(b) || (points.overlap[b] as number) - (points.overlap[a] as number) || a - b);
}

/** A page of the list with what the ranges say; null when the API does not answer. */
export async function readAtlasRows(
  { map, place, version }: AtlasPage & { readonly map: MapOfPage },
  address: AtlasAddress,
): Promise<AtlasRows | null> {
  const { points } = map;
  const all = shownPoints(map, address);
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, address.page), pages);
  const shown = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const explanations = await readExplanations(
    { model: place.model, version: version.label, layer: place.layer },
    shown.map((at) => ({ unit: points.unit[at] as number, range: points.range[at] as number })),
  );
  if (!explanations) return null;
  const rows = shown.map((at): AtlasRow => {
    const [unit, range] = [points.unit[at] as number, points.range[at] as number];
    const explanation = explanations.get(`${unit}.${range}`) ?? null;
    return { unit, range, x: points.x[at] as number, y: points.y[at] as number, explanation };
  });
  return { rows, total: all.length, page, pages };
}

interface Wanted {
  readonly unit: number;
  readonly range: number;
}

/** Range by range: so an answer has no more rows than are asked for. */
export async function readExplanations(
  of: { readonly model: string; readonly version: string; readonly layer: string },
  wanted: readonly Wanted[],
): Promise<Map<string, Explanation> | null> {
  const byRange = Map.groupBy(wanted, ({ range }) => range);
  const answers = await Promise.all(
    [...byRange].map(([range, same]) =>
      ask(ATLAS_ROWS, {
        ...of,
        where: { clusterIndex: { eq: range }, unit: { unitIndex: { in: same.map(({ unit }) => unit) } } },
      }),
    ),
  );
  const found = new Map<string, Explanation>();
  for (const answer of answers) {
    if (answer.kind !== 'data') return null;
    for (const node of answer.data.layer?.explanations.nodes ?? [])
      found.set(`${node.unit.unitIndex}.${node.clusterIndex}`, node);
  }
  return found;
}
