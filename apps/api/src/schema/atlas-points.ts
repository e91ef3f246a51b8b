import type { AtlasPointRow } from '@strata/db';
import { conceptsOf, GRADES, parseFormula, SPECIALIZATIONS } from '@strata/domain';

const POINT_BYTES = 16;
/** A range in which nothing named lies: after the grades. */
const NOTHING_NAMED = GRADES.length + 1;

/** Packs points as `AtlasPoints.packed` says, with the concepts that they refer to. */
export function packPoints(points: readonly AtlasPointRow[]): {
  readonly packed: string;
  readonly concepts: readonly string[];
} {
  const bytes = Buffer.alloc(points.length * POINT_BYTES);
  const places = new Map<string, number>();
  const leading = new Map<string, number>();
  const placeOf = (formula: string): number => {
    const known = leading.get(formula);
    if (known !== undefined) return known;
    const name = leadingConcept(formula);
    const place = name === null ? 0 : (places.get(name) ?? places.size + 1);
    if (name !== null) places.set(name, place);
    leading.set(formula, place);
    return place;
  };
  for (const [position, { unitIndex, clusterIndex, x, y, formula, iou, grade, specialization }] of points.entries()) {
    const at = position * POINT_BYTES;
    bytes.writeUInt32LE(unitIndex, at);
    bytes.writeUInt16LE(x, at + 4);
    bytes.writeUInt16LE(y, at + 6);
    bytes.writeUInt16LE(formula === null ? 0 : placeOf(formula), at + 8);
    bytes.writeUInt8(clusterIndex, at + 10);
    bytes.writeUInt8(formula === null ? NOTHING_NAMED : grade === null ? 0 : GRADES.indexOf(grade) + 1, at + 11);
    bytes.writeUInt8(specialization === null ? 0 : SPECIALIZATIONS.indexOf(specialization) + 1, at + 12);
    bytes.writeUInt16LE(Math.round((iou ?? 0) * 65_535), at + 14);
  }
  return { packed: bytes.toString('base64'), concepts: [...places.keys()] };
}

/** The first concept that is not negated; null where all are. */
function leadingConcept(formula: string): string | null {
  return conceptsOf(parseFormula(formula)).find(({ negated }) => !negated)?.name ?? null;
}
