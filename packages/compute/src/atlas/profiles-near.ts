import { distanceOf, type Profile } from './profile.ts';

/** Profiles by concept, so that the distances of one to all are found by the concepts that it has. */
export interface ProfileTable {
  readonly profiles: readonly Profile[];
  /** (concept) the profiles with it, and how strong it is there. */
  readonly byConcept: ReadonlyMap<
    number,
    { readonly profiles: readonly number[]; readonly strengths: readonly number[] }
  >;
}

/** Turns profiles around. */
export function profileTable(profiles: readonly Profile[]): ProfileTable {
  const byConcept = new Map<number, { profiles: number[]; strengths: number[] }>();
  for (const [position, { concepts, strengths }] of profiles.entries()) {
    for (const [entry, concept] of concepts.entries()) {
      const list = byConcept.get(concept) ?? { profiles: [], strengths: [] };
      byConcept.set(concept, list);
      list.profiles.push(position);
      list.strengths.push(strengths[entry] as number);
    }
  }
  return { profiles, byConcept };
}

/** (profile of the table) the distance of a profile to each. Products are sums of whole numbers: exact in any order. */
export function distancesTo({ profiles, byConcept }: ProfileTable, profile: Profile): Float64Array {
  const products = new Float64Array(profiles.length);
  for (const [entry, concept] of profile.concepts.entries()) {
    const list = byConcept.get(concept);
    if (!list) continue;
    const strength = profile.strengths[entry] as number;
    for (const [i, position] of list.profiles.entries()) {
      products[position] = (products[position] as number) + strength * (list.strengths[i] as number);
    }
  }
  return products.map((product, position) => distanceOf(product, profile, profiles[position] as Profile));
}

/** Positions of the `count` least values, ascending by value and then by position. */
export function leastOf(values: Float64Array, count: number): number[] {
  const least: number[] = [];
  for (let position = 0; position < values.length; position += 1) {
    const value = values[position] as number;
    if (least.length === count && value >= (values[least[count - 1] as number] as number)) continue;
    let at = least.length;
    while (at > 0 && (values[least[at - 1] as number] as number) > value) at -= 1;
    least.splice(at, 0, position);
    if (least.length > count) least.pop();
  }
  return least;
}
