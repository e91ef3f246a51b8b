import { DatasetError, type Grounding, weakestGrounding } from '@strata/domain';
import { callingsOf } from '../naming/callings.ts';
import { requireOwnNames } from '../naming/own-names.ts';
import type { ProbeConcept } from '../probe-dataset.ts';
import type { MappedConcept, Mapping, NamedConcepts } from './read-mapping.ts';

export interface MergedConcepts {
  /** Numbered from 1 in the order of their first appearance. */
  readonly concepts: readonly ProbeConcept[];
  /** (dataset)(position there) position here; −1: left out. */
  readonly positions: readonly Int32Array[];
}

/** A concept of one of the datasets, as it goes into one of the probe. */
interface Member {
  readonly dataset: number;
  readonly concept: ProbeConcept;
  readonly row: MappedConcept | undefined;
}

/**
 * Makes one list of the concepts of several datasets: those that the mapping gives one name are one, and without it those of
 * one name. Two of one dataset are one only where the mapping says so of both.
 * @throws DatasetError naming file and line, or the datasets, when two concepts of one dataset would come to one name unsaid,
 * when categories contradict each other, and when nothing is left
 */
export function mergeConcepts(datasets: readonly NamedConcepts[], mapping: Mapping | null): MergedConcepts {
  const groups = new Map<string, Member[]>();
  const positions = datasets.map(({ concepts }) => new Int32Array(concepts.length).fill(-1));
  const places = new Map<string, number>();
  for (const [dataset, { concepts }] of datasets.entries()) {
    for (const [at, concept] of concepts.entries()) {
      const row = mapping?.rows[dataset]?.get(concept.name);
      const name = row?.name ?? concept.name;
      if (name === '') continue;
      const group = groups.get(name) ?? [];
      const member = { dataset, concept, row };
      requireSaid(member, { group, name, datasets, mapping });
      groups.set(name, [...group, member]);
      if (group.length === 0) places.set(name, places.size);
      (positions[dataset] as Int32Array)[at] = places.get(name) as number;
    }
  }
  if (groups.size === 0)
    throw new DatasetError(`${mapping?.file ?? 'The datasets'}: expected at least one concept, all are left out.`);
  const names = new Set(groups.keys());
  const concepts = [...groups].map(([name, members], at) => ({
    ...merged(name, { members, datasets, mapping, names }),
    index: at + 1,
  }));
  requireOwnNames(concepts, () => mapping?.file ?? datasets.map(({ name }) => name).join(' and '));
  return { concepts, positions };
}

interface Among {
  readonly datasets: readonly NamedConcepts[];
  readonly mapping: Mapping | null;
}

function requireSaid(
  member: Member,
  { group, name, datasets, mapping }: Among & { group: readonly Member[]; name: string },
): void {
  const other = group.find(({ dataset, row }) => dataset === member.dataset && !(row && member.row));
  if (other === undefined) return;
  const [said, unsaid] = member.row ? [member, other] : [other, member];
  const { name: dataset } = datasets[member.dataset] as NamedConcepts;
  throw new DatasetError(
    `${mapping?.file}, line ${said.row?.line}: "${name}" is the name of another concept of ${dataset}. If "${said.concept.name}" and "${unsaid.concept.name}" are to be one, say so with a row "${dataset},${unsaid.concept.name},${name}"; else choose another name.`,
  );
}

function merged(
  name: string,
  {
    members,
    datasets,
    mapping,
    names,
  }: Among & { readonly members: readonly Member[]; readonly names: ReadonlySet<string> },
): Omit<ProbeConcept, 'index'> {
  const languages: Record<string, string> = {};
  for (const { concept } of members.toReversed()) Object.assign(languages, concept.names);
  const shown = new Set([name, ...Object.values(languages)]);
  const others = members.flatMap(({ concept }) => callingsOf(concept));
  const grounding: Grounding = weakestGrounding(members.map(({ concept }) => concept.grounding ?? 'MASKS'));
  return {
    name,
    category: categoryOf(name, { members, datasets, mapping }),
    grounding,
    names: languages,
    // What a concept was called in its dataset is how people look for it, unless another one is called so now.
    synonyms: [...new Set(others)].filter((called) => !shown.has(called) && !names.has(called)),
  };
}

function categoryOf(
  name: string,
  { members, datasets, mapping }: Among & { readonly members: readonly Member[] },
): string {
  const said = members.flatMap(({ row }) => (row?.category ? [{ line: row.line, category: row.category }] : []));
  const [first] = said;
  const against = said.find(({ category }) => category !== first?.category);
  if (first !== undefined && against !== undefined) {
    throw new DatasetError(
      `${mapping?.file}, line ${against.line}: "${name}" is said to be of the category ${against.category}, line ${first.line} says ${first.category}. Correct one of them.`,
    );
  }
  if (first !== undefined) return first.category;
  const [one] = members as readonly [Member];
  const other = members.find(({ concept }) => concept.category !== one.concept.category);
  if (other === undefined) return one.concept.category;
  const of = ({ dataset, concept }: Member) => `${concept.category} in ${datasets[dataset]?.name} ("${concept.name}")`;
  const line = (one.row ?? other.row)?.line;
  const where = mapping === null ? 'The datasets' : line === undefined ? mapping.file : `${mapping.file}, line ${line}`;
  throw new DatasetError(
    `${where}: "${name}" is of two categories: ${of(one)}, ${of(other)}. Say which in the mapping's column category, or give them names of their own there (--mapping).`,
  );
}
