import type { NpyHeader } from '@strata/domain';

/** What a line of Python makes of the labels. */
interface Mended {
  readonly path: string;
  /** Of the array `a`. */
  readonly expression: string;
}

function mended({ path, expression }: Mended): string {
  return `a = np.load('${path}'); np.save('${path}', np.ascontiguousarray(${expression}))`;
}

/**
 * The line of Python that makes labels of another type or order what is read: uint16 (sample, plane, height, width). The
 * number of concepts tells planes of true and false, one per concept, from others.
 */
export function labelsAdvice(
  { type, shape }: Pick<NpyHeader, 'type' | 'shape'>,
  { path, concepts }: { readonly path: string; readonly concepts: readonly number[] },
): string | null {
  const laid =
    shape.length === 4 ? 'a' : shape.length === 3 ? 'a[:, None]' : shape.length === 2 ? 'a[None, None]' : null;
  if (laid === null) return null;
  if (type === '|b1' && shape.length === 4) {
    const oneHot = oneHotExpression(shape, concepts);
    if (oneHot !== null) return mended({ path, expression: oneHot });
  }
  if (!/^[<>|][bifu]\d$/u.test(type)) return null;
  const line = mended({ path, expression: `${laid}.astype('<u2')` });
  // NumPy wraps it around without a word.
  return /^.i/u.test(type)
    ? `${line} (-1 becomes 65535: if that marks pixels without a label, add --void 65535)`
    : line;
}

/** The line that makes labels of planes of 0 and 1, one per concept. */
export function oneHotAdvice(
  shape: readonly number[],
  { path, concepts }: { readonly path: string; readonly concepts: readonly number[] },
): string | null {
  const expression = oneHotExpression(shape, concepts);
  return expression === null ? null : mended({ path, expression });
}

/**
 * Multiplies each plane by its concept's number, so that concepts may overlap still. Planes come second, as PyTorch has
 * them, or last; with one more than concepts, the first is the background.
 */
function oneHotExpression(shape: readonly number[], concepts: readonly number[]): string | null {
  const [, second = 0, , last = 0] = shape;
  const numbers = (planes: number): string | null => {
    if (planes < 2) return null;
    if (planes === concepts.length) return `[${concepts.join(', ')}]`;
    return planes === concepts.length + 1 ? `[${[0, ...concepts].join(', ')}]` : null;
  };
  const inFront = numbers(second);
  if (inFront !== null) return `a * np.array(${inFront}, '<u2')[:, None, None]`;
  const behind = numbers(last);
  return behind === null ? null : `a.transpose(0, 3, 1, 2) * np.array(${behind}, '<u2')[:, None, None]`;
}
