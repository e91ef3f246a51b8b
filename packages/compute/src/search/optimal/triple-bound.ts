import { type Lead, leadOf } from './lead.ts';
import type { Literal } from './literal.ts';
import type { Measures } from './measures.ts';
import type { OpenPair, Shape } from './open-pairs.ts';

/** A bound for V of an open pair's formula with a third literal. */
export function tripleBound(measures: Measures, { shape, x, y }: OpenPair): (z: Literal) => number {
  return boundAfter(measures, leadOf(measures, x), { shape, y });
}

/**
 * A bound for V of a formula of three parts, by its third, a literal z: x, what it begins with, and a literal y are given.
 * The V of all three together lies between two bounds: its positive part is at most that of each two of them, and at least
 * what two must share within the third (Pxy + Pxz − Px); so is its negative part. Every formula's V is linear in it.
 */
export function boundAfter(
  measures: Measures,
  lead: Lead,
  { shape, y }: { readonly shape: Shape; readonly y: Literal },
): (z: Literal) => number {
  if (shape === 'all') return chainBound(lead, y);
  const { values, positives } = measures;
  const { value: vx, positive: px, row: rowX } = lead;
  const rowY = measures.row(y);
  const vy = at(values, y);
  const vxy = at(rowX.values, y);
  const py = at(positives, y);
  const pxy = at(rowX.positives, y);
  const nxy = pxy - vxy;
  return (z) => {
    const vxz = at(rowX.values, z);
    const vyz = at(rowY.values, z);
    const pxz = at(rowX.positives, z);
    const pyz = at(rowY.positives, z);
    const nxz = pxz - vxz;
    const nyz = pyz - vyz;
    if (shape === 'any') {
      const vz = at(values, z);
      const nz = at(positives, z) - vz;
      const leastNegative = Math.max(0, nxy + nxz - (px - vx), nxy + nyz - (py - vy), nxz + nyz - nz);
      return vx + vy + vz - vxy - vxz - vyz + Math.min(pxy, pxz, pyz) - leastNegative;
    }
    const leastPositive = Math.max(0, pxy + pxz - px, pxy + pyz - py, pxz + pyz - at(positives, z));
    const lowest = leastPositive - Math.min(nxy, nxz, nyz);
    return shape === 'within' ? vxz + vyz - lowest : vxz + vy - lowest;
  };
}

/** Of x AND y AND z from x's row alone. */
function chainBound({ value, positive, row }: Lead, y: Literal): (z: Literal) => number {
  const negative = positive - value;
  const pxy = at(row.positives, y);
  const nxy = pxy - at(row.values, y);
  return (z) => {
    const pxz = at(row.positives, z);
    return Math.min(pxy, pxz) - Math.max(0, nxy + (pxz - at(row.values, z)) - negative);
  };
}

function at(measure: Float64Array, literal: Literal): number {
  return measure[literal] as number;
}
