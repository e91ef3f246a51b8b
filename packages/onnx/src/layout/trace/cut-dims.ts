import {
  BrokenPlaces,
  type Dim,
  type Factor,
  isPlace,
  isPlain,
  type PlaceAxis,
  type PlaceFactor,
  plain,
  sizeOf,
  wholeAxis,
  wholePlaces,
  whyMoved,
} from './axes.ts';

const SOME = 'it holds only some of its places';

/**
 * What a dimension counts after every `step`-th entry from `from` up to `to` was taken.
 * @throws BrokenPlaces where places are picked that are no map by themselves
 */
export function sliceDim(dim: Dim, { from, to, step = 1 }: { from: number; to: number; step?: number }): Dim {
  const size = sizeOf(dim);
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (from === 0 && count === size && step === 1) return dim;
  if (isPlain(dim)) return plain(count);
  const places = wholePlaces(dim);
  if (places && step === 1) return [withAxis(places, cutAxis(places.axis, from, to))];
  if (places && step > 1) {
    const moved = whyMoved(places.axis);
    // Every second row lies on the image as strided pooling does.
    if (!moved && count >= Math.floor(size / step)) return wholeAxis(places.kind, count);
    throw new BrokenPlaces(moved ?? SOME);
  }
  if (step !== 1) throw new BrokenPlaces(step < 0 ? 'its places are mirrored' : SOME);
  const [only] = dim;
  if (dim.some(({ kind }) => kind === 'batch')) throw new BrokenPlaces('it holds only some of the images');
  if (dim.length !== 1 || only?.kind !== 'tokens') return some(count);
  const last = only.front + sizeOf(only.inside);
  if (to <= only.front || from >= last) return plain(count);
  if (from > only.front || to < last) return some(count);
  return withTokens(only.inside, { front: only.front - from, behind: to - last });
}

const some = (size: number): Dim => [{ kind: 'some', size }];

/** Places with further tokens in front and behind. */
function withTokens(inside: Dim, { front, behind }: { front: number; behind: number }): Dim {
  return front + behind === 0 ? inside : [{ kind: 'tokens', size: front + sizeOf(inside) + behind, front, inside }];
}

/**
 * What a dimension counts after others were put behind it, in this order.
 * @throws BrokenPlaces where places of several maps stand one behind the other
 */
export function concatDims(dims: readonly Dim[]): Dim {
  if (dims.every(isPlain)) return plain(sizes(dims));
  const wholes = dims.map(wholePlaces);
  const known = wholes.filter((one) => one !== null);
  const [first] = known;
  const alike = first && known.every(({ kind, axis }) => kind === first.kind && axis.total === first.axis.total);
  if (alike && dims.every((dim, i) => wholes[i] || isPlain(dim))) return [joinWholes(dims, wholes, first)];
  const at = dims.findIndex((dim) => !isPlain(dim));
  if (dims.some((dim, i) => i !== at && !isPlain(dim))) {
    throw new BrokenPlaces('the places of several maps stand one behind the other');
  }
  const [front, behind] = [sizes(dims.slice(0, at)), sizes(dims.slice(at + 1))];
  const dim = dims[at] as Dim;
  if (dim.some(({ kind }) => kind === 'batch')) throw new BrokenPlaces('its batch holds more than the images');
  const [only] = dim;
  if (dim.length !== 1 || only?.kind !== 'tokens') return withTokens(dim, { front, behind });
  const own = only.size - only.front - sizeOf(only.inside);
  return withTokens(only.inside, { front: front + only.front, behind: behind + own });
}

const sizes = (dims: readonly Dim[]): number => dims.reduce((sum, dim) => sum + sizeOf(dim), 0);

/** Rows behind rows; what counts no places is a border. */
function joinWholes(dims: readonly Dim[], wholes: readonly (PlaceFactor | null)[], first: PlaceFactor): Factor {
  const pieces: [number, number][] = [];
  const before = wholes.findIndex((one) => one !== null);
  for (const [i, dim] of dims.entries()) {
    const own = wholes[i]?.axis.pieces;
    const size = sizeOf(dim);
    const start = i < before ? -sizes(dims.slice(i, before)) : (pieces.at(-1)?.[1] ?? 0);
    pieces.push(...(own ?? [[start, start + size] as const]).map(([from, to]): [number, number] => [from, to]));
  }
  return withAxis(first, { total: first.axis.total, pieces: joinPieces(pieces) });
}

/**
 * What a dimension counts after entries were picked by their numbers.
 * @throws BrokenPlaces as `sliceDim` does
 */
export function pickFromDim(dim: Dim, picked: readonly number[]): Dim {
  if (isPlain(dim)) return plain(picked.length);
  const places = wholePlaces(dim);
  if (places) {
    const numbers = places.axis.pieces.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
    const pieces = picked.map((i): [number, number] => {
      const number = numbers.at(i) as number;
      return [number, number + 1];
    });
    return [withAxis(places, { total: places.axis.total, pieces: joinPieces(pieces) })];
  }
  const [from = 0] = picked;
  if (picked.every((entry, i) => entry === from + i)) return sliceDim(dim, { from, to: from + picked.length });
  throw new BrokenPlaces('its places are picked in another order');
}

/**
 * What a dimension counts with so many entries put in front and behind, or cut off there.
 * @throws BrokenPlaces where the dimension is made of several
 */
export function padDim(dim: Dim, { before, after }: { before: number; after: number }): Dim {
  if (before === 0 && after === 0) return dim;
  if (isPlain(dim)) return plain(sizeOf(dim) + before + after);
  const places = wholePlaces(dim);
  const [first, another] = places?.axis.pieces ?? [];
  if (places && first && !another) {
    const pieces = [[first[0] - before, first[1] + after] as const];
    return [withAxis(places, { total: places.axis.total, pieces })];
  }
  const [only] = dim;
  if (before < 0 || after < 0 || (only && dim.length === 1 && places)) throw new BrokenPlaces(SOME);
  return concatDims([plain(before), dim, plain(after)].filter((_, i) => [before, 1, after][i] !== 0));
}

function cutAxis({ total, pieces }: PlaceAxis, from: number, to: number): PlaceAxis {
  let at = 0;
  const cut: [number, number][] = [];
  for (const [start, end] of pieces) {
    const [low, high] = [Math.max(start, start + from - at), Math.min(end, start + to - at)];
    if (low < high) cut.push([low, high]);
    at += end - start;
  }
  return { total, pieces: joinPieces(cut) };
}

function joinPieces(pieces: readonly (readonly [number, number])[]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of pieces) {
    const last = joined.at(-1);
    if (last && last[1] === from) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}

function withAxis(places: PlaceFactor, axis: PlaceAxis): PlaceFactor {
  const size = axis.pieces.reduce((sum, [from, to]) => sum + to - from, 0);
  return { ...places, size, axis };
}

/** Whether a dimension counts places, whatever their order. */
export function hasPlaces(dim: Dim): boolean {
  return dim.some((factor) => isPlace(factor) || factor.kind === 'tokens');
}
