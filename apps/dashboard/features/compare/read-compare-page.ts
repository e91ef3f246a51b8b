import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import { findLayer } from '../../data/paths';
import type { ComparableQuery, CompareQuery } from '../../gql/graphql';
import { type CompareAddress, comparedRows } from './compare-address';
import { COMPARABLE, COMPARE } from './compare-query';

export type Comparison = NonNullable<CompareQuery['compare']>;
export type ComparedRow = Comparison['rows']['nodes'][number];
export type ComparedSide = NonNullable<ComparedRow['before']>;
export type ComparableModel = NonNullable<ComparableQuery['model']>;

export interface ComparePageData {
  readonly model: ComparableModel;
  /** The address with its versions filled in. */
  readonly address: CompareAddress;
  /** Null when there is no second version to compare with. */
  readonly comparison: Comparison | null;
}

/** Everything that the page of a comparison shows; null when there is no such model, version or layer. */
export async function readComparePage(name: string, asked: CompareAddress): Promise<Answer<ComparePageData | null>> {
  const found = await ask(COMPARABLE, { model: name });
  if (found.kind !== 'data') return found;
  const { model } = found.data;
  if (!model) return { kind: 'data', data: null };
  const pair = choosePair(model, asked);
  const address = { ...asked, ...pair };
  const { a, b } = pair;
  if (a === null || b === null) return { kind: 'data', data: { model, address, comparison: null } };
  const layer = address.layer === null ? null : findLayer(address.layer, model.layerNames);
  if (layer === undefined) return { kind: 'data', data: null };
  const answer = await ask(COMPARE, { model: model.name, a, b, layer, ...comparedRows(address) });
  if (answer.kind !== 'data') return answer;
  const { compare } = answer.data;
  return { kind: 'data', data: compare ? { model, address, comparison: compare } : null };
}

/** Versions that the address leaves open: the newest, and the one before it or the pinned baseline. */
export function choosePair(
  { versions, baseline }: Pick<ComparableModel, 'versions' | 'baseline'>,
  { a, b, pin }: Pick<CompareAddress, 'a' | 'b' | 'pin'>,
): Pick<CompareAddress, 'a' | 'b'> {
  const labels = versions.nodes.map(({ label }) => label);
  const after = b ?? labels.at(-1) ?? null;
  if (a !== null || after === null) return { a, b: after };
  const pinned = pin && baseline && baseline.label !== after ? baseline.label : undefined;
  return { a: pinned ?? labels[labels.indexOf(after) - 1] ?? null, b: after };
}

/** The comparisons one step earlier and later: of neighbours, or of a neighbour with the version that is pinned. */
export function neighbours(
  { versions }: Pick<ComparableModel, 'versions'>,
  { a, b, pin }: Pick<CompareAddress, 'a' | 'b' | 'pin'>,
): { earlier: Pick<CompareAddress, 'a' | 'b'> | null; later: Pick<CompareAddress, 'a' | 'b'> | null } {
  const labels = versions.nodes.map(({ label }) => label);
  const at = labels.indexOf(b ?? '');
  const pair = (index: number, step: number): Pick<CompareAddress, 'a' | 'b'> | null => {
    const label = labels[index];
    if (at < 0 || label === undefined) return null;
    // Compared with itself, a version says nothing.
    if (pin) return label === a ? pair(index + step, step) : { a, b: label };
    const previous = labels[index - 1];
    return previous === undefined ? null : { a: previous, b: label };
  };
  return { earlier: pair(at - 1, -1), later: pair(at + 1, 1) };
}
