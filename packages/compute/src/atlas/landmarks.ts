import { createRandom, type Random } from '@strata/statistics';
import type { ConceptTables } from '../search/concept-tables.ts';
import { coveredShares, masksShares, openProfile, type Profile, packProfile } from './profile.ts';

/** Concepts whose names stand on the map: the largest. */
const CONCEPTS_MAX = 400;
/** Neurons that are made up at the most, eight for each concept, and of how many concepts each is one. */
const NEURONS_MAX = 80;
const NEURONS_PER_CONCEPT = 8;
const WEIGHED_MAX = 6;
/** How much of what they do is chance. */
const NOISE = 0.3;
/** Shares of the pixels below each of their ranges: the higher a range, the rarer, as k-means cuts neurons' values. */
const CUTS = [0, 0.35, 0.65, 0.85, 0.95, 1];
/** Up to so much of a range is anything at all. */
const ANYTHING_MAX = 0.9;
/** Cells that are looked at: the largest. */
const CELLS_MAX = 1500;
const SEED = 3;

/** The mask of a concept, as the map knows it. */
export interface ConceptProfile {
  /** The concept's position. */
  readonly concept: number;
  readonly profile: Profile;
}

/** The masks of a dataset's largest concepts, up to 400, ascending; concepts without a pixel have none. */
export function conceptProfiles(tables: ConceptTables): ConceptProfile[] {
  const covered = coveredShares(tables);
  const largest = Array.from(tables.conceptAreas, (area, concept) => ({ area, concept }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area || a.concept - b.concept)
    .slice(0, CONCEPTS_MAX)
    .sort((a, b) => a.concept - b.concept);
  return largest.flatMap(({ concept }) => {
    const hits = new Float64Array(tables.cellCount);
    const cells = tables.cells.subarray(tables.cellOffsets[concept], tables.cellOffsets[concept + 1]);
    for (const cell of cells) hits[cell] = tables.areas[cell] as number;
    const shares = masksShares(tables, hits);
    return shares ? [{ concept, profile: openProfile(packProfile(shares, covered)) }] : [];
  });
}

/**
 * What a probe dataset's map is laid out from: bitmaps of up to 80 made-up neurons in five ranges, each neuron a sum of up to six of
 * the dataset's concepts with chance, each range blended with anything at all. So landmarks lie where neurons can lie, trained
 * or not, and only the dataset decides them: a map that is fitted to some versions places others worse than this one does
 * (trustworthiness 0.79 beside 0.81 on the bundled world), and moves when it is fitted to those, too. Landmarks that can't be
 * told apart are one.
 */
export function landmarksOf(tables: ConceptTables): Profile[] {
  const covered = coveredShares(tables);
  const everything = masksShares(tables, tables.areas);
  if (!everything) return [];
  const random = createRandom(SEED);
  const cells = largestCells(tables);
  const neurons = Math.min(NEURONS_MAX, NEURONS_PER_CONCEPT * (tables.conceptCount + 1));
  const profiles: Profile[] = [];
  for (let neuron = 0; neuron < neurons; neuron += 1) {
    const order = cellsByValue(tables, { cells, random });
    for (const [range, from] of CUTS.slice(0, -1).entries()) {
      const shares = masksShares(tables, hitsBetween(tables, { order, from, to: CUTS[range + 1] as number }));
      const anything = ANYTHING_MAX * random.next();
      if (!shares) continue;
      const blended = shares.map((share, i) => share * (1 - anything) + anything * (everything[i] as number));
      profiles.push(openProfile(packProfile(blended, covered)));
    }
  }
  return withoutTwins(profiles);
}

function largestCells({ areas }: ConceptTables): number[] {
  return Array.from(areas.keys())
    .sort((a, b) => (areas[b] as number) - (areas[a] as number) || a - b)
    .slice(0, CELLS_MAX)
    .sort((a, b) => a - b);
}

interface MadeUp {
  readonly cells: readonly number[];
  readonly random: Random;
}

/** The cells from the one where a made-up neuron fires least to the one where it fires most. */
function cellsByValue(tables: ConceptTables, { cells, random }: MadeUp): number[] {
  const { conceptCount, conceptOffsets, conceptPositions } = tables;
  const weights = new Float64Array(conceptCount);
  const weighed = conceptCount === 0 ? 0 : 1 + random.below(WEIGHED_MAX);
  for (let i = 0; i < weighed; i += 1) {
    // By turns one that is often seen, and any.
    const concept = random.next() < 0.5 ? conceptOfPixel(tables, random) : random.below(conceptCount);
    weights[concept] = (weights[concept] as number) + bell(random);
  }
  const values = Float64Array.from(cells, (cell) => {
    let value = NOISE * bell(random);
    for (let i = conceptOffsets[cell] as number; i < (conceptOffsets[cell + 1] as number); i += 1)
      value += weights[conceptPositions[i] as number] as number;
    return value;
  });
  return Array.from(values.keys())
    .sort((a, b) => (values[a] as number) - (values[b] as number) || a - b)
    .map((place) => cells[place] as number);
}

/** A concept, the likelier the larger it is. */
function conceptOfPixel({ conceptAreas }: ConceptTables, random: Random): number {
  let left = random.next() * conceptAreas.reduce((sum, area) => sum + area, 0);
  for (const [concept, area] of conceptAreas.entries()) {
    left -= area;
    if (left < 0) return concept;
  }
  return conceptAreas.length - 1;
}

/** Near a normal distribution by sums alone, which every machine rounds alike. */
function bell(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += random.next();
  return sum;
}

interface Between {
  readonly order: readonly number[];
  /** Shares of the pixels. */
  readonly from: number;
  readonly to: number;
}

/** (cell) the pixels of a range that begins and ends at these shares of all pixels. */
function hitsBetween({ areas, cellCount }: ConceptTables, { order, from, to }: Between): Float64Array {
  const total = order.reduce((sum, cell) => sum + (areas[cell] as number), 0);
  const hits = new Float64Array(cellCount);
  let below = 0;
  for (const cell of order) {
    const above = below + (areas[cell] as number);
    hits[cell] = Math.max(0, Math.min(above, to * total) - Math.max(below, from * total));
    below = above;
  }
  return hits;
}

function withoutTwins(profiles: readonly Profile[]): Profile[] {
  const known = new Map(profiles.map((profile) => [`${profile.concepts.join()}:${profile.strengths.join()}`, profile]));
  return [...known.values()];
}
