import type { ConceptTables } from '../search/concept-tables.ts';
import { coveredShares, masksShares, openProfile, type Profile, packProfile } from './profile.ts';
import { distancesTo, leastOf, profileTable } from './profiles-near.ts';

/** Concepts that become landmarks: the largest. More would be time and paper without another neighbourhood. */
const CONCEPTS_MAX = 400;
/** Each concept's nearest concepts, to which a landmark leads halfway. */
const BRIDGES = 3;

/** A mask, real or halfway between two, whose place on the map is laid out. */
export interface Landmark {
  /** The concept's position, where it is one. */
  readonly concept: number | null;
  readonly profile: Profile;
}

/**
 * The landmarks of a probe dataset's map, concepts first: the masks of its largest concepts, of all pixels and of those
 * without a concept; what lies halfway between a concept and all pixels (a bitmap that is half concept and half anything), and
 * halfway between a concept and each of the three most like it. Only the dataset decides them. Masks that can't be told
 * apart are one landmark.
 */
export function landmarksOf(tables: ConceptTables): Landmark[] {
  const covered = coveredShares(tables);
  const everything = masksShares(tables, tables.areas);
  if (!everything) return [];
  const concepts = largestConcepts(tables).map((concept) => ({ concept, shares: conceptShares(tables, concept) }));
  const open = (shares: Float64Array): Profile => openProfile(packProfile(shares, covered));
  const own = concepts.map(({ shares }) => open(shares));
  const table = profileTable(own);
  const between = (one: Float64Array, other: Float64Array): Float64Array =>
    one.map((share, i) => (share + (other[i] as number)) / 2);
  const nothing = new Float64Array(covered.length);
  nothing[tables.conceptCount] = 1;
  const landmarks: Landmark[] = [
    ...concepts.map(({ concept }, i) => ({ concept, profile: own[i] as Profile })),
    { concept: null, profile: open(everything) },
    ...((covered[tables.conceptCount] as number) > 0 ? [{ concept: null, profile: open(nothing) }] : []),
    ...concepts.map(({ shares }) => ({ concept: null, profile: open(between(shares, everything)) })),
  ];
  for (const [position, { shares }] of concepts.entries()) {
    const near = leastOf(distancesTo(table, own[position] as Profile), BRIDGES + 1).filter(
      (other) => other !== position,
    );
    for (const other of near.slice(0, BRIDGES)) {
      const profile = open(between(shares, concepts[other]?.shares as Float64Array));
      landmarks.push({ concept: null, profile });
    }
  }
  return withoutTwins(landmarks);
}

/** Ascending; concepts without a pixel have no mask. */
function largestConcepts({ conceptAreas }: ConceptTables): number[] {
  return Array.from(conceptAreas, (area, concept) => ({ area, concept }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area || a.concept - b.concept)
    .slice(0, CONCEPTS_MAX)
    .map(({ concept }) => concept)
    .sort((a, b) => a - b);
}

function conceptShares(tables: ConceptTables, concept: number): Float64Array {
  const hits = new Float64Array(tables.cellCount);
  const cells = tables.cells.subarray(tables.cellOffsets[concept], tables.cellOffsets[concept + 1]);
  for (const cell of cells) hits[cell] = tables.areas[cell] as number;
  return masksShares(tables, hits) ?? new Float64Array(tables.conceptCount + 1);
}

/** A concept keeps its landmark though it is another's twin: it has a name that people look for. */
function withoutTwins(landmarks: readonly Landmark[]): Landmark[] {
  const known = new Set<string>();
  return landmarks.filter(({ concept, profile }) => {
    const key = `${profile.concepts.join()}:${profile.strengths.join()}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew || concept !== null;
  });
}
