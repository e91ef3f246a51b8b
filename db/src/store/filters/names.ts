import { conceptsOf, literalsByLevel, parseAskedFormula, parsePattern, wildcardFree } from '@strata/domain';
import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { conceptIs, layerWhere } from './compile-small-where.ts';
import type { ConceptUseWhere, FormulaMatch, LayerWhere, ModelVersionWhere } from './filter-types.ts';

/**
 * What a filter's words name, looked up before the rows are: the statement for the rows then holds numbers, and the planner
 * knows how common they are. A concept in every third formula and one in ten of a million want different plans.
 */
export interface Names {
  /** Layers and the runs they show. */
  layers(filter: LayerWhere): { readonly layerIds: readonly number[]; readonly runIds: readonly number[] };
  /** Concepts of such a name and category; null when any will do. */
  concepts(filter: ConceptUseWhere): NamedConcepts | null;
  /** Concepts that are called so, over all datasets. */
  conceptsNamed(name: string): readonly number[];
  /** The names under which formulas hold what is called so: of some dataset its own name, of another that of a synonym. */
  namesOf(called: string): readonly string[];
  /** Whether concepts that are called so stand in few formulas, or there is none. */
  isRare(name: string): boolean;
}

export interface NamedConcepts {
  readonly ids: readonly number[];
  /** Whether so few formulas use them that looking at all their explanations is less than walking down an ordered list. */
  readonly rare: boolean;
}

/**
 * A formula has some 15 explanations, so these are 30,000 of five million: a walk in order meets one of them every 170 rows,
 * and sooner stops only where nothing else is asked for.
 */
const FEW_FORMULAS = 2_000;

interface Wanted {
  readonly layers: Map<object, LayerWhere>;
  readonly concepts: Map<object, ConceptUseWhere>;
  readonly names: Set<string>;
}

interface NamedRow {
  readonly place: number;
  readonly id: number;
  readonly runId: number | null;
  readonly name: string | null;
  readonly aliases: readonly string[] | null;
  /** Uses in formulas, counted only as far as it matters. */
  readonly uses: number | null;
}

/**
 * Looks up what the filter of a list of explanations, units or formulas names: one statement, or none when it names nothing.
 * @throws FormulaSyntaxError when a text in it does not follow the formula language
 */
export async function resolveNames(db: Store['db'], where: object): Promise<Names> {
  const wanted: Wanted = { layers: new Map(), concepts: new Map(), names: new Set() };
  collect(where, wanted);
  const keys = [...wanted.layers.keys(), ...wanted.concepts.keys()];
  const statements = [
    ...[...wanted.layers.values()].map((filter, place) => selectLayers(filter, place)),
    ...[...wanted.concepts.values()].map((filter, at) => selectConcepts(conceptIs(filter), wanted.layers.size + at)),
  ];
  if (wanted.names.size > 0)
    statements.push(selectConcepts(conceptIs({ called: { in: [...wanted.names] } }), keys.length));
  if (statements.length === 0) return toNames([], keys);
  const { rows } = await db.execute(sql.join(statements, sql` union all `));
  return toNames(rows as unknown as NamedRow[], keys);
}

function collect(where: object, wanted: Wanted): void {
  for (const [field, value] of Object.entries(where)) {
    if (typeof value !== 'object' || value === null) continue;
    if (field === 'layer') wanted.layers.set(value, value);
    else if (field === 'modelVersion') wanted.layers.set(value, { modelVersion: value as ModelVersionWhere });
    else if (field === 'concept') collectConcept(value, wanted);
    else if (field === 'formula') for (const name of namesIn(value)) wanted.names.add(name);
    else if (Array.isArray(value)) for (const one of value) collect(Object(one), wanted);
    else if (field === 'not' || field === 'unit' || field === 'explanation') collect(value, wanted);
  }
}

function collectConcept(filter: ConceptUseWhere, { concepts }: Wanted): void {
  if (filter.name || filter.called || filter.category) concepts.set(filter, filter);
}

/** What is no formula is refused before any statement. */
function namesIn({ matches, contains, equivalent }: FormulaMatch): string[] {
  const asked = equivalent == null ? [] : conceptsOf(parseAskedFormula(equivalent)).map(({ name }) => name);
  const texts = [matches, contains].filter((text) => text != null);
  const named = texts.map(parsePattern).flatMap((pattern): readonly { readonly name: string | null }[] => {
    const plain = wildcardFree(pattern);
    return plain ? conceptsOf(plain) : (literalsByLevel(pattern) ?? []);
  });
  return [...asked, ...named.flatMap(({ name }) => name ?? [])];
}

function selectLayers(filter: LayerWhere, place: number): SQL {
  return sql`(select ${place}::int as place, layer.id::float8 as id, layer.current_run_id::float8 as "runId", null as name, null::text[] as aliases, null::int as uses
    from layer where ${layerWhere(filter)})`;
}

function selectConcepts(condition: SQL, place: number): SQL {
  return sql`(select ${place}::int as place, k.id::float8 as id, null::float8 as "runId", k.name, k.aliases,
    (select count(*)::int from (select 1 from formula_concept u where u.concept_id = k.id limit ${FEW_FORMULAS + 1}) few) as uses
    from concept k where ${condition})`;
}

function toNames(rows: readonly NamedRow[], keys: readonly object[]): Names {
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  const places = new Map(keys.map((key, place) => [key, place]));
  const rowsOf = (key: object) => {
    const place = places.get(key);
    return place === undefined ? null : (byPlace.get(place) ?? []);
  };
  const named = (name: string) =>
    (byPlace.get(keys.length) ?? []).filter((row) => row.name === name || row.aliases?.includes(name));
  return {
    layers: (filter) => {
      const found = rowsOf(filter) ?? [];
      return { layerIds: found.map(({ id }) => id), runIds: found.flatMap(({ runId }) => runId ?? []) };
    },
    concepts: (filter) => {
      const found = rowsOf(filter);
      if (!found) return null;
      const uses = found.reduce((sum, row) => sum + (row.uses ?? 0), 0);
      return { ids: found.map(({ id }) => id), rare: uses <= FEW_FORMULAS };
    },
    namesOf: (called) => [...new Set(named(called).flatMap(({ name }) => name ?? []))].sort(),
    conceptsNamed: (name) => named(name).map(({ id }) => id),
    isRare: (name) => named(name).reduce((sum, row) => sum + (row.uses ?? 0), 0) <= FEW_FORMULAS,
  };
}
