import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';

/** What points are coloured by. */
export const COLOURINGS = ['grade', 'concept', 'range', 'class'] as const;
export type Colouring = (typeof COLOURINGS)[number];

const parsers = {
  /** The layer as addresses say it. */
  layer: parseAsString.withDefault(''),
  /** A version's label. */
  version: parseAsString.withDefault(''),
  colour: parseAsStringLiteral(COLOURINGS).withDefault('grade'),
  /** Only this range is shown. */
  range: parseAsInteger,
  /** The part of the legend that stands out, by its number. */
  only: parseAsInteger,
  /** The range of a neuron that is read, as 37.5. */
  point: parseAsString.withDefault(''),
  /** A drawn area, and the version that it was drawn on: its points are followed through the others. */
  area: parseAsString.withDefault(''),
  drawn: parseAsString.withDefault(''),
  /** The list's page, from 1. */
  page: parseAsInteger.withDefault(1),
};

/** What the address of a map says. */
export type AtlasAddress = inferParserType<typeof parsers>;

const load = createLoader(parsers);
const serialize = createSerializer(parsers, { clearOnDefault: true });

/** Reads the address; what is no value counts as not there. */
export function readAtlasAddress(query: Record<string, string | string[] | undefined>): AtlasAddress {
  return load(query);
}

/** The query of the address with a change; whatever changes, the list starts on its first page. */
export function atlasQuery(address: Partial<AtlasAddress>, change: Partial<AtlasAddress> = {}): string {
  return serialize({ ...address, ...change, page: change.page ?? 1 });
}

/** The address of a model's map with a change. `file` is what lies below it: the still picture, points, rows. */
export function atlasPath(
  model: string,
  address: Partial<AtlasAddress> = {},
  { file = '', ...change }: Partial<AtlasAddress> & { readonly file?: string } = {},
): string {
  return `/models/${encodeURIComponent(model)}/atlas${file && `/${file}`}${atlasQuery(address, change)}`;
}
