import { createRandom, permutation } from '@strata/statistics';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { profileOf } from '../src/atlas/profile.ts';
import { leastOf } from '../src/atlas/profiles-near.ts';
import {
  type AtlasFrame,
  conceptProfiles,
  landmarksOf,
  layOut,
  neighbourhoods,
  openProfile,
  placer,
} from '../src/index.ts';
import { type ConceptTables, conceptTables } from '../src/search/concept-tables.ts';

/** Cells by their concepts: each is `area` pixels large. */
function tablesOf(
  cells: readonly { readonly concepts: readonly number[]; readonly area: number }[],
  conceptCount: number,
): ConceptTables {
  const offsets = [0];
  for (const { concepts } of cells) offsets.push((offsets.at(-1) ?? 0) + concepts.length);
  return conceptTables({
    conceptCount,
    cellCount: cells.length,
    areas: Float64Array.from(cells, ({ area }) => area),
    conceptOffsets: Uint32Array.from(offsets),
    conceptPositions: Uint32Array.from(cells.flatMap(({ concepts }) => concepts)),
  });
}

/** Twelve concepts in three families of four that occur together: 0–3 by land, 4–7 at sea, 8–11 indoors; a cell without any. */
const TWELVE = 12;
const families = [0, 4, 8].flatMap((first) =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((set) => ({
    concepts: [0, 1, 2, 3].filter((bit) => (set >> bit) & 1).map((bit) => first + bit),
    area: 40 + 8 * set,
  })),
);
const TABLES = tablesOf([{ concepts: [], area: 900 }, ...families], TWELVE);
const hitsIn = (isHit: (concepts: readonly number[]) => number): Uint32Array =>
  Uint32Array.from([{ concepts: [], area: 900 }, ...families], ({ concepts, area }) =>
    Math.floor(area * isHit(concepts)),
  );

describe('a profile', () => {
  it('is the cosines of a bitmap with the concepts’ masks, brought to length 1', () => {
    // Two cells of 4 pixels: one with concept 0, one with 0 and 1. Bitmap: 1 pixel of the first, 3 of the second.
    const tables = tablesOf(
      [
        { concepts: [], area: 8 },
        { concepts: [0], area: 4 },
        { concepts: [0, 1], area: 4 },
      ],
      2,
    );
    const { concepts, strengths } = openProfile(profileOf(tables, Uint32Array.from([0, 1, 3])) ?? new Uint8Array());
    // |B ∩ M| / √(|B| |M|): 4 / √(4 · 8) = 0.7071, 3 / √(4 · 4) = 0.75; length √(0.5 + 0.5625) = 1.0308.
    expect([...concepts]).toEqual([0, 1]);
    expect([...strengths]).toEqual([
      Math.round((65_535 * Math.SQRT1_2) / Math.sqrt(1.0625)),
      Math.round((65_535 * 0.75) / Math.sqrt(1.0625)),
    ]);
    expect(profileOf(tables, new Uint32Array(3))).toBeNull();
  });

  it('knows what lies where no concept is', () => {
    const { concepts } = openProfile(
      profileOf(
        TABLES,
        hitsIn((own) => (own.length === 0 ? 1 : 0)),
      ) ?? new Uint8Array(),
    );
    expect([...concepts]).toEqual([TWELVE]);
  });
});

describe('a map', () => {
  let frame: AtlasFrame;
  beforeAll(async () => {
    const landmarks = landmarksOf(TABLES);
    frame = { landmarks, places: await layOut(landmarks) };
  });
  const place = (hits: Uint32Array) => placer(frame)(openProfile(profileOf(TABLES, hits) ?? new Uint8Array()));
  const random = createRandom(5);
  /** Neurons that fire on one concept or another, more or less. */
  const neurons = Array.from({ length: 80 }, (_, unit) => {
    const share = 0.2 + 0.8 * random.next();
    const stray = 0.1 * random.next();
    return hitsIn((own) => (own.includes(unit % TWELVE) ? share : stray));
  });

  it('is laid out alike every time, to the last bit', async () => {
    expect(await layOut(landmarksOf(TABLES))).toEqual(frame.places);
  });

  it('places equal bitmaps on one point, whatever else is placed, and in any order', () => {
    const alone = neurons.map(place);
    const order = [...permutation(neurons.length, createRandom(9))];
    expect(order.map((unit) => place(neurons[unit] as Uint32Array))).toEqual(order.map((unit) => alone[unit]));
    expect(place((neurons[3] as Uint32Array).slice())).toEqual(alone[3]);
    // Twice the bitmap over twice the dataset is the same share of everything.
    expect(place(hitsIn((own) => (own.includes(3) ? 0.5 : 0)))).not.toEqual(
      place(hitsIn((own) => (own.includes(9) ? 0.5 : 0))),
    );
  });

  it('places a concept’s own mask where the concept’s name stands', () => {
    const placed = placer(frame);
    const names = conceptProfiles(TABLES);
    expect(names.map(({ concept }) => concept)).toEqual(Array.from({ length: TWELVE }, (_, concept) => concept));
    for (const { concept, profile } of names)
      expect(place(hitsIn((own) => (own.includes(concept) ? 1 : 0)))).toEqual(placed(profile));
  });

  it('keeps every bitmap inside, with a place of whole numbers', () => {
    const cells = families.length + 1;
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: cells, maxLength: cells }), (pixels) => {
        if (pixels.every((count) => count === 0)) return;
        const { x, y } = place(Uint32Array.from(pixels));
        for (const value of [x, y]) {
          expect(Number.isInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(65_535);
        }
      }),
    );
  });

  it('keeps neighbourhoods far better than places drawn by chance', () => {
    const placed = neurons.map((hits) => ({
      profile: openProfile(profileOf(TABLES, hits) ?? new Uint8Array()),
      ...place(hits),
    }));
    const chance = createRandom(11);
    const anywhere = placed.map(({ profile }) => ({ profile, x: chance.below(65_536), y: chance.below(65_536) }));
    const [kept, lost] = [neighbourhoods(placed), neighbourhoods(anywhere)];
    expect(kept?.trustworthiness).toBeGreaterThan(0.85);
    // About half is what places by chance keep.
    expect(lost?.trustworthiness).toBeLessThan(0.65);
    expect(neighbourhoods(placed.slice(0, 20))).toBeNull();
  });

  it.each([0, 1, 2, 3, 6])('is laid out for %i concepts', async (count) => {
    const cells = Array.from({ length: count }, (_, concept) => ({ concepts: [concept], area: 10 + concept }));
    const tables = tablesOf([{ concepts: [], area: 50 }, ...cells], count);
    const landmarks = landmarksOf(tables);
    const small = placer({ landmarks, places: await layOut(landmarks) });
    const profile = profileOf(tables, Uint32Array.from([5, ...cells.map(() => 2)]));
    const { x, y } = small(openProfile(profile ?? new Uint8Array()));
    expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true);
  });
});

it('finds the least values in their order, ties by position', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), fc.integer({ min: 1, max: 6 }), (values, count) => {
      const sorted = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
      expect(leastOf(Float64Array.from(values), count)).toEqual(sorted.slice(0, count));
    }),
  );
});
