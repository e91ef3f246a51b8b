import { BrokenPlaces, type Dim, type Factor, isPlace, joinFactors, plain } from './axes.ts';

const SCRAMBLED = 'a reshape cuts its places apart, so that they are no rows and columns any more';

/**
 * What dimensions count after a reshape: the same values in the same order, so the factors are dealt out again, split
 * where a size asks for it.
 * @throws BrokenPlaces where a size cuts a factor that isn't a multiple of it
 */
export function reshapeDims(dims: readonly Dim[], shape: readonly number[]): Dim[] {
  const left = [...joinOthers(dims.flat())];
  const reshaped = shape.map((size) => {
    const dim: Factor[] = [];
    let wanted = size;
    // A dimension of one place takes one factor of one, such as a batch of one image.
    if (size === 1 && left[0]?.size === 1) dim.push(left.shift() as Factor);
    while (wanted > 1) {
      const next = left.shift();
      if (!next) throw new BrokenPlaces(SCRAMBLED);
      if (wanted % next.size === 0) {
        dim.push(next);
        wanted /= next.size;
        continue;
      }
      if (next.size % wanted !== 0) throw new BrokenPlaces(SCRAMBLED);
      const [slow, fast] = split(next, wanted);
      dim.push(slow);
      left.unshift(fast);
      wanted = 1;
    }
    return dim;
  });
  // What is left are factors of one: they belong to the dimension in front of them.
  reshaped.at(-1)?.push(...left);
  return reshaped.map(joinFactors);
}

/** A factor as a slower one of this size and the rest. */
function split(factor: Factor, size: number): [slow: Factor, fast: Factor] {
  const rest = factor.size / size;
  if (isPlace(factor))
    return [
      { ...factor, size, step: factor.step * rest },
      { ...factor, size: rest },
    ];
  if (factor.kind === 'tokens' || factor.kind === 'batch') throw new BrokenPlaces(SCRAMBLED);
  return [
    { ...factor, size },
    { ...factor, size: rest },
  ];
}

/** Neighbours that count neither images nor places can be cut anywhere. */
function joinOthers(factors: readonly Factor[]): Dim {
  const joined: Factor[] = [];
  for (const factor of factors) {
    const last = joined.at(-1);
    if (factor.kind === 'other' && last?.kind === 'other') {
      joined[joined.length - 1] = { kind: 'other', size: last.size * factor.size };
    } else joined.push(factor);
  }
  return joined;
}

/** The dimensions of a shape that counts neither images nor places. */
export const plainDims = (shape: readonly number[]): Dim[] => shape.map(plain);
