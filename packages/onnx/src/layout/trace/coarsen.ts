import { type Dim, type Factor, isPlace, joinFactors, lengthOf, type PlaceFactor, whyMoved } from './axes.ts';

const KINDS = ['rows', 'columns'] as const;

/**
 * Rows and columns of a coarser map, where only the slow part of a count is left: patches whose own pixels were summed up
 * are places of their own.
 */
export function coarsen(dims: readonly Dim[]): readonly Dim[] {
  return KINDS.reduce((coarse: readonly Dim[], kind) => coarsenKind(coarse, kind, () => true), dims);
}

/** The same, where the fast part stands among units, as after space-to-depth: there it counts units. */
export function coarsenBesideUnits(dims: readonly Dim[]): readonly Dim[] {
  const mixed = dims.map((dim) => dim.some(({ kind, size }) => kind === 'other' && size > 1));
  return KINDS.reduce((coarse: readonly Dim[], kind) => coarsenKind(coarse, kind, (at) => !mixed[at]), dims);
}

function coarsenKind(
  dims: readonly Dim[],
  kind: PlaceFactor['kind'],
  counts: (dim: number) => boolean,
): readonly Dim[] {
  const digits = dims
    .filter((_, i) => counts(i))
    .flatMap((dim) => placesIn(dim).filter((place) => place.kind === kind));
  const slow = digits.filter(({ size }) => size > 1).sort((a, b) => a.step - b.step);
  const [first] = slow;
  if (first === undefined || first.step === 1 || whyMoved(first.axis) !== null) return dims;
  const fast = first.step;
  const reached = slow.reduce((step, digit) => (digit.step === step ? step * digit.size : Number.NaN), fast);
  if (reached !== lengthOf(first.axis)) return dims;
  const total = reached / fast;
  const change =
    (at: number) =>
    (factor: Factor): Factor => {
      if (factor.kind === 'tokens') return { ...factor, inside: factor.inside.map(change(at)) };
      if (!isPlace(factor) || factor.kind !== kind) return factor;
      if (!counts(at)) return { kind: 'other', size: factor.size };
      return { ...factor, step: Math.max(1, factor.step / fast), axis: { total, pieces: [[0, total]] } };
    };
  return dims.map((dim, at) => joinFactors(dim.map(change(at))));
}

const placesIn = (dim: Dim): PlaceFactor[] =>
  dim.flatMap((factor) => (factor.kind === 'tokens' ? placesIn(factor.inside) : isPlace(factor) ? [factor] : []));
