import type { Literal } from './literal.ts';
import type { LiteralRow, Measures } from './measures.ts';
import type { OpenPair } from './open-pairs.ts';

/**
 * A bound for V of an open pair's formula with a third literal. The V of all three together lies between two bounds: its
 * positive part is at most that of each two of them, and at least what two must share within the third (Pxy + Pxz − Px);
 * so is its negative part. Every formula's V is linear in it.
 */
export function tripleBound(measures: Measures, { shape, x, y }: OpenPair): (z: Literal) => number {
  if (shape === 'all') return chainBound(measures, x, y);
  const { values, positives } = measures;
  const rowX = measures.row(x);
  const rowY = measures.row(y);
  const vx = at(values, x);
  const vy = at(values, y);
  const vxy = at(rowX.values, y);
  const px = at(positives, x);
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
function chainBound(measures: Measures, x: Literal, y: Literal): (z: Literal) => number {
  const row: LiteralRow = measures.row(x);
  const negative = at(measures.positives, x) - at(measures.values, x);
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
