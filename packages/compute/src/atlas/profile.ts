import type { ConceptTables } from '../search/concept-tables.ts';

/** Concepts that a profile keeps: what comes after the strongest of them says nearly nothing. */
const ENTRIES_MAX = 48;
/** Bytes of an entry: the concept's position (uint32), how strong (uint16), little-endian. */
const ENTRY_BYTES = 6;
const STRENGTH_MAX = 65_535;

/** A profile, opened: (entry), ascending by concept. The position after the last concept's means "no concept". */
export interface Profile {
  readonly concepts: Uint32Array;
  readonly strengths: Uint16Array;
  /** The length of the vector. */
  readonly norm: number;
}

/** (concept, and last: no concept) the share of all pixels that it covers. */
export function coveredShares({ conceptCount, conceptAreas, areas, totalPixels }: ConceptTables): Float64Array {
  const shares = new Float64Array(conceptCount + 1);
  for (let concept = 0; concept < conceptCount; concept += 1) {
    shares[concept] = (conceptAreas[concept] as number) / totalPixels;
  }
  shares[conceptCount] = (areas[0] ?? 0) / totalPixels;
  return shares;
}

/** (concept, and last: no concept) the share of a mask's pixels that lie in it, the mask given by its pixels in each cell; null: no pixels. */
export function masksShares(
  { conceptCount, conceptOffsets, conceptPositions }: ConceptTables,
  hits: Uint32Array | Float64Array,
): Float64Array | null {
  const shares = new Float64Array(conceptCount + 1);
  let pixels = 0;
  for (let cell = 0; cell < hits.length; cell += 1) {
    const inside = hits[cell] as number;
    if (inside === 0) continue;
    pixels += inside;
    const from = conceptOffsets[cell] as number;
    const to = conceptOffsets[cell + 1] as number;
    if (from === to) shares[conceptCount] = (shares[conceptCount] as number) + inside;
    for (let i = from; i < to; i += 1) {
      const concept = conceptPositions[i] as number;
      shares[concept] = (shares[concept] as number) + inside;
    }
  }
  if (pixels === 0) return null;
  for (let concept = 0; concept <= conceptCount; concept += 1) shares[concept] = (shares[concept] as number) / pixels;
  return shares;
}

/**
 * The profile of a mask: its cosine with the mask of each concept, over all pixels of all samples, brought to length 1:
 * |B ∩ M| / √(|B| |M|). The strongest 48 are kept, ties to the first concept, in steps of 1 / 65,535. `shares` and `covered`
 * are those of `masksShares` and `coveredShares`.
 */
export function packProfile(shares: Float64Array, covered: Float64Array): Uint8Array {
  const strengths = shares.map((share, concept) => (share === 0 ? 0 : share / Math.sqrt(covered[concept] as number)));
  const norm = Math.sqrt(strengths.reduce((sum, strength) => sum + strength * strength, 0));
  const kept = Array.from(strengths, (strength, concept) => ({
    concept,
    strength: Math.round((strength / norm) * STRENGTH_MAX),
  }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || a.concept - b.concept)
    .slice(0, ENTRIES_MAX)
    .sort((a, b) => a.concept - b.concept);
  const bytes = new Uint8Array(kept.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [entry, { concept, strength }] of kept.entries()) {
    view.setUint32(entry * ENTRY_BYTES, concept, true);
    view.setUint16(entry * ENTRY_BYTES + 4, strength, true);
  }
  return bytes;
}

/** The profile of a range, given by its pixels in each cell; null where no pixel lies in it. */
export function profileOf(tables: ConceptTables, hits: Uint32Array): Uint8Array | null {
  const shares = masksShares(tables, hits);
  return shares && packProfile(shares, coveredShares(tables));
}

/** Opens what `packProfile` wrote. */
export function openProfile(bytes: Uint8Array): Profile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / ENTRY_BYTES);
  const concepts = new Uint32Array(count);
  const strengths = new Uint16Array(count);
  let squares = 0;
  for (let entry = 0; entry < count; entry += 1) {
    concepts[entry] = view.getUint32(entry * ENTRY_BYTES, true);
    const strength = view.getUint16(entry * ENTRY_BYTES + 4, true);
    strengths[entry] = strength;
    squares += strength * strength;
  }
  return { concepts, strengths, norm: Math.sqrt(squares) };
}

/** How far two profiles of length 1 are apart when the product of what was packed is known: 0 alike, √2 nothing in common. */
export function distanceOf(
  product: number,
  { norm: one }: Pick<Profile, 'norm'>,
  { norm: other }: Pick<Profile, 'norm'>,
): number {
  if (one === 0 || other === 0) return Math.SQRT2;
  // What was packed is whole numbers, so a profile's product with itself is exactly its squared norm only before the root.
  const cosine = Math.min(1, product / (one * other));
  return Math.sqrt(Math.max(0, 2 - 2 * cosine));
}
