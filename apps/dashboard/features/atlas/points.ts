const POINT_BYTES = 16;
/** Places are whole numbers from 0 to this. */
export const PLACE_MAX = 65_535;

/** The points of a map, column by column; point by point in the order of neurons and ranges. */
export interface Points {
  readonly count: number;
  readonly unit: Uint32Array;
  /** From 1, the lowest range. */
  readonly range: Uint8Array;
  /** From the left and from above, 0–1. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** 0 not known, 1 CLEAR, 2 PARTLY, 3 UNCLEAR, 4 NONE, 5 nothing named lies there. */
  readonly grade: Uint8Array;
  /** 0 not known, 1 UNSPECIALIZED, 2 WEAKLY_SPECIALIZED, 3 NOT_NAMEABLE, 4 SPECIALIZED. */
  readonly class: Uint8Array;
  /** Place of the leading concept in `concepts` from 1, 0 for none. */
  readonly concept: Uint16Array;
  readonly overlap: Float32Array;
  readonly concepts: readonly string[];
}

/** Points as the API packs them. */
export interface PackedPoints {
  readonly packed: string;
  readonly concepts: readonly string[];
}

/** Opens packed points; several pages become one list. */
export function openPoints(pages: readonly PackedPoints[]): Points {
  const opened = pages.map(({ packed }) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)));
  const count = opened.reduce((sum, bytes) => sum + bytes.length / POINT_BYTES, 0);
  const concepts = [...new Set(pages.flatMap((page) => page.concepts))];
  const places = new Map(concepts.map((name, place) => [name, place + 1]));
  const points = {
    count,
    unit: new Uint32Array(count),
    range: new Uint8Array(count),
    x: new Float32Array(count),
    y: new Float32Array(count),
    grade: new Uint8Array(count),
    class: new Uint8Array(count),
    concept: new Uint16Array(count),
    overlap: new Float32Array(count),
    concepts,
  };
  let at = 0;
  for (const [page, bytes] of opened.entries()) {
    const view = new DataView(bytes.buffer);
    const names = pages[page]?.concepts ?? [];
    for (let from = 0; from < bytes.length; from += POINT_BYTES, at += 1) {
      points.unit[at] = view.getUint32(from, true);
      points.x[at] = view.getUint16(from + 4, true) / PLACE_MAX;
      points.y[at] = view.getUint16(from + 6, true) / PLACE_MAX;
      points.concept[at] = places.get(names[view.getUint16(from + 8, true) - 1] ?? '') ?? 0;
      points.range[at] = view.getUint8(from + 10);
      points.grade[at] = view.getUint8(from + 11);
      points.class[at] = view.getUint8(from + 12);
      points.overlap[at] = view.getUint16(from + 14, true) / 65_535;
    }
  }
  return points;
}

/** Names a range of a neuron in addresses and maps: 37.5. */
export function pointKey(points: Points, at: number): string {
  return `${points.unit[at]}.${points.range[at]}`;
}

/** Where the range of a neuron stands in the list; −1 where it has no place. */
export function findPoint(points: Points, key: string): number {
  const [unit, range] = key.split('.').map(Number);
  for (let at = 0; at < points.count; at += 1) if (points.unit[at] === unit && points.range[at] === range) return at;
  return -1;
}
