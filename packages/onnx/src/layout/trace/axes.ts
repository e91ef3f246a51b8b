/** Rows or columns of a map: intervals of the image's own, so that what was cut off, moved or added at the border is known. */
export interface PlaceAxis {
  readonly total: number;
  /** [from, to), one behind the other; what is below 0 or from `total` on was added at the border. */
  readonly pieces: readonly (readonly [from: number, to: number])[];
}

/**
 * A part of a dimension, counted as digits of a number are. `other` is whatever is neither the batch nor a place: units,
 * heads, queries, weights. `some` are a few places that are no map, which may stand beside one. `tokens` holds places with further tokens in front or behind.
 */
export type Factor =
  | { readonly kind: 'batch' | 'other' | 'some'; readonly size: number }
  | { readonly kind: 'rows' | 'columns'; readonly size: number; readonly step: number; readonly axis: PlaceAxis }
  | { readonly kind: 'tokens'; readonly size: number; readonly front: number; readonly inside: Dim };
/** What a dimension counts, the slowest factor first; empty for a size of 1. */
export type Dim = readonly Factor[];
export type PlaceFactor = Extract<Factor, { kind: 'rows' | 'columns' }>;

/** A tensor whose places no longer lie as the image's do. */
export interface Broken {
  /** For people. */
  readonly broken: string;
}
/** What the dimensions of a tensor count; or why that is no map; null = an operator that isn't known. */
export type Traced = readonly Dim[] | Broken | null;

/** Thrown while an operator is traced, caught where all are. */
export class BrokenPlaces extends Error {}

export const isPlace = (factor: Factor): factor is PlaceFactor => factor.kind === 'rows' || factor.kind === 'columns';
export const sizeOf = (dim: Dim): number => dim.reduce((product, { size }) => product * size, 1);
/** A dimension that counts neither images nor places. */
export const plain = (size: number): Dim => (size === 1 ? [] : [{ kind: 'other', size }]);
export const isPlain = (dim: Dim): boolean => dim.every(({ kind }) => kind === 'other' || kind === 'some');
export const isPlainTensor = (traced: Traced): boolean =>
  traced !== null && !('broken' in traced) && traced.every(isPlain);

/** Rows or columns that lie on the image as a whole. */
export function wholeAxis(kind: PlaceFactor['kind'], size: number): Dim {
  return [{ kind, size, step: 1, axis: { total: size, pieces: [[0, size]] } }];
}

/** The only factor of a dimension that counts all of its rows, or all of its columns, in their order; else null. */
export function wholePlaces(dim: Dim): PlaceFactor | null {
  const [factor, another] = dim;
  if (!factor || another || !isPlace(factor)) return null;
  return factor.step === 1 && factor.size === lengthOf(factor.axis) ? factor : null;
}

export const lengthOf = ({ pieces }: PlaceAxis): number => pieces.reduce((sum, [from, to]) => sum + to - from, 0);

/** Share of a map's rows that a border on each side may add before the map no longer is the image's. */
const BORDER_SHARE = 0.1;

/** Why rows or columns don't lie on the image as they are; null when they do, give or take an even border. */
export function whyMoved({ total, pieces }: PlaceAxis): string | null {
  const [piece, another] = pieces;
  if (piece === undefined) return 'none of its places are left';
  if (another) return 'its rows or columns are rolled round (shifted windows) or cut and joined in another order';
  const [before, after] = [-piece[0], piece[1] - total];
  if (before < 0 || after < 0) return 'it holds only some rows or columns of a map';
  if (Math.abs(before - after) > 1 || Math.max(before, after) > Math.max(1, BORDER_SHARE * total)) {
    return 'rows or columns are added at its border, so that it doesn’t lie on the whole image';
  }
  return null;
}

/** Joins neighbours that are the digits of one count again. */
export function joinFactors(dim: Dim): Dim {
  const joined: Factor[] = [];
  for (const factor of dim) {
    const last = joined.at(-1);
    const both = last && joinTwo(last, factor);
    if (both) joined[joined.length - 1] = both;
    else joined.push(factor);
  }
  return joined;
}

function joinTwo(slow: Factor, fast: Factor): Factor | null {
  if (slow.kind === 'other' && fast.kind === 'other') return { kind: 'other', size: slow.size * fast.size };
  if (!isPlace(slow) || !isPlace(fast) || slow.kind !== fast.kind || !same(slow.axis, fast.axis)) return null;
  return slow.step === fast.step * fast.size ? { ...fast, size: slow.size * fast.size } : null;
}

/**
 * What two values of one dimension count together, as in a sum: of equal sizes, places and batch are known and others
 * are not, so that a weight takes the places' side.
 * @throws BrokenPlaces where the two count places in different orders
 */
export function combineDims(a: Dim, b: Dim): Dim {
  const [sizeA, sizeB] = [sizeOf(a), sizeOf(b)];
  if (sizeA !== sizeB) return sizeA === 1 ? b : a;
  if (isPlain(a)) return isPlain(b) && a.length > 0 ? a : b;
  if (isPlain(b) || same(a, b)) return a;
  const [one, two] = [wholePlaces(a), wholePlaces(b)];
  if (one && two && one.kind === two.kind && !whyMoved(one.axis) && !whyMoved(two.axis)) {
    return wholeAxis(one.kind, one.size);
  }
  throw new BrokenPlaces('it joins values whose places lie in different orders');
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
