import { ask } from '../../data/ask';
import type { FoundSpreadQuery } from '../../gql/graphql';
import type { Facet, FacetName, FacetValue } from './facet';
import { ALL_VERSIONS, type FindAddress } from './find-address';
import { POLARITY_COUNTS, SPREAD } from './find-queries';
import { whereOf } from './find-where';
import type { SearchText } from './search-text';

type Spread = FoundSpreadQuery['explanationCounts'];

/**
 * What choosing each value would show, given all the other choices. Facets of which nothing is chosen are spread alike and
 * share a request; without an answer their values are missing.
 */
export async function countValues(
  facets: readonly Facet[],
  { search, address }: { search: SearchText; address: FindAddress },
): Promise<ReadonlyMap<FacetValue, number>> {
  const spreads = new Map<string, Promise<Spread | null>>();
  const spreadOf = (without: FindAddress): Promise<Spread | null> => {
    const where = whereOf(search, without);
    const key = JSON.stringify(where);
    const spread = spreads.get(key) ?? readSpread(where);
    spreads.set(key, spread);
    return spread;
  };
  const counted = await Promise.all(
    facets.map(async ({ name, values }): Promise<(readonly [FacetValue, number])[]> => {
      const numbers =
        name === 'polarity'
          ? await readPolarities(search, address)
          : numbersIn(name, await spreadOf(open(address, values)));
      return numbers ? values.map((value) => [value, numbers.get(value.value) ?? 0] as const) : [];
    }),
  );
  return new Map(counted.flat());
}

/** The address with nothing of this facet chosen. */
function open(address: FindAddress, values: readonly FacetValue[]): FindAddress {
  const keys = values.flatMap(({ change }) => Object.keys(change));
  return { ...address, ...Object.fromEntries(keys.map((key) => [key, null])) };
}

async function readSpread(where: ReturnType<typeof whereOf>): Promise<Spread | null> {
  const answer = await ask(SPREAD, { where });
  return answer.kind === 'data' ? answer.data.explanationCounts : null;
}

async function readPolarities(search: SearchText, address: FindAddress): Promise<Map<string, number> | null> {
  const of = (polarity: FindAddress['polarity']) => whereOf(search, { ...address, polarity });
  const answer = await ask(POLARITY_COUNTS, {
    responds: of('responds'),
    excludes: of('excludes'),
    either: of('either'),
  });
  if (answer.kind !== 'data') return null;
  return new Map(Object.entries(answer.data).map(([polarity, { n }]) => [polarity, n]));
}

/** A facet's numbers by its values, as the address says them. */
function numbersIn(name: Exclude<FacetName, 'polarity'>, spread: Spread | null): Map<string, number> | null {
  if (!spread) return null;
  const { models, versions, layerNames, ranges, specializations, grades, categories } = spread;
  const numbers = {
    model: () => models.map(({ model, n }) => [model.name, n] as const),
    version: () => [
      [ALL_VERSIONS, versions.reduce((sum, { n }) => sum + n, 0)] as const,
      ...versions.map(({ modelVersion, n }) => [modelVersion.label, n] as const),
    ],
    layer: () => layerNames.map(({ name: layer, n }) => [layer, n] as const),
    range: () => ranges.map(({ clusterIndex, n }) => [String(clusterIndex), n] as const),
    class: () => specializations.map(({ specialization, n }) => [specialization, n] as const),
    grade: () => grades.map(({ grade, n }) => [grade, n] as const),
    category: () => categories.map(({ category, n }) => [category, n] as const),
  }[name]();
  return new Map(numbers);
}
