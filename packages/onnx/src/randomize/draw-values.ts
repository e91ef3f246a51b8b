import { productOf } from './fan-in.ts';
import { DATA_TYPES, LEVELS } from './number-types.ts';
import type { Replacement } from './settle-roles.ts';
import { uniformFor } from './uniform.ts';

/** Zero, in 8 bits without a sign. */
const MIDDLE = 128;

/** Bounds of a uniform draw: ±√(6 / inputs) for weights (He et al. 2015), ±√3 of the standard deviation for tables. */
export function boundOf(role: Replacement['role']): number {
  if (role.kind === 'weight') return Math.sqrt(6 / Math.max(1, role.fanIn));
  return role.kind === 'embedding' ? Math.sqrt(3) * role.deviation : 0;
}

/**
 * New numbers for a constant, row by row; for 8 bits they fill ±127 around zero, since the scale holds the bound. What is
 * drawn hangs on seed, key and number of values alone.
 */
export function drawValues(
  { role, measured: { dims, dataType } }: Pick<Replacement, 'role' | 'measured'>,
  { key, seed }: { readonly key: string; readonly seed: number },
): Float32Array {
  const values = new Float32Array(productOf(dims));
  const zero = dataType === DATA_TYPES.uint8 ? MIDDLE : 0;
  if (role.kind === 'fill') return values.fill(role.value + zero);
  const next = uniformFor(key, { seed });
  const bound = dataType === DATA_TYPES.int8 || dataType === DATA_TYPES.uint8 ? LEVELS : boundOf(role);
  for (let i = 0; i < values.length; i += 1) values[i] = zero + bound * next();
  return values;
}
