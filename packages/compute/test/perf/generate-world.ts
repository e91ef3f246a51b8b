import { createRandom } from '@strata/statistics';
import { type ConceptTables, conceptTables } from '../../src/search/concept-tables.ts';
import type { SearchProblem } from '../../src/search/search-problem.ts';
import { SearchSpace } from '../../src/search/search-space.ts';

/** A probe dataset as it looks like Broden: scenes, objects, parts of objects, materials and colours overlap. */
export interface WorldSize {
  readonly samples: number;
  readonly concepts: number;
  readonly regions: number;
}

export const SIZES = {
  S: { samples: 200, concepts: 60, regions: 8 },
  M: { samples: 1_000, concepts: 300, regions: 12 },
  L: { samples: 20_000, concepts: 1_200, regions: 14 },
} as const satisfies Record<string, WorldSize>;

const PIXELS_PER_SAMPLE = 112 * 112;

export interface GeneratedWorld {
  readonly tables: ConceptTables;
  readonly space: SearchSpace;
  /** A range of an imagined unit that likes a few concepts; `breadth` 0 (the highest range) … 1 (the lowest). */
  range(seed: number, breadth: number): SearchProblem;
}

/** Makes a world from a seed, cell by cell: no masks are drawn. */
export function generateWorld({ samples, concepts, regions }: WorldSize, seed = 1): GeneratedWorld {
  const random = createRandom(seed).next;
  const shares = { scene: 0.1, object: 0.4, part: 0.3, material: 0.1 };
  const scenes = Math.round(concepts * shares.scene);
  const objects = Math.round(concepts * shares.object);
  const parts = Math.round(concepts * shares.part);
  const materials = Math.round(concepts * shares.material);
  const colors = concepts - scenes - objects - parts - materials;
  const from = { object: scenes, part: scenes + objects, material: scenes + objects + parts };
  const firstColor = from.material + materials;
  const cells = new Map<string, { set: number[]; area: number }>([['', { set: [], area: 0 }]]);
  for (let sample = 0; sample < samples; sample += 1) {
    const scene = zipf(random, scenes);
    for (let region = 0; region < regions; region += 1) {
      // Objects go with scenes: half of them are among the scene's usual ones.
      const object = random() < 0.5 ? (scene * 7 + zipf(random, 12)) % objects : zipf(random, objects);
      const pixels = Math.ceil((PIXELS_PER_SAMPLE / regions) * 2 * random());
      const pieces = 1 + Math.floor(random() * 4);
      for (let piece = 0; piece < pieces; piece += 1) {
        const set: number[] = [];
        if (scene < scenes * 0.8) set.push(scene);
        if (random() < 0.95) set.push(from.object + object);
        if (random() < 0.4) set.push(from.part + ((object * 3 + zipf(random, 6)) % parts));
        if (random() < 0.3) set.push(from.material + ((object + zipf(random, 5)) % materials));
        if (random() < 0.9) set.push(firstColor + zipf(random, colors));
        set.sort((a, b) => a - b);
        const cell = cells.get(set.join()) ?? { set, area: 0 };
        cell.area += Math.ceil(pixels / pieces);
        cells.set(set.join(), cell);
      }
    }
  }
  return worldOf([...cells.values()], concepts);
}

function worldOf(cells: readonly { set: number[]; area: number }[], concepts: number): GeneratedWorld {
  const conceptOffsets = new Uint32Array(cells.length + 1);
  cells.forEach(({ set }, cell) => {
    conceptOffsets[cell + 1] = (conceptOffsets[cell] as number) + set.length;
  });
  const tables = conceptTables({
    conceptCount: concepts,
    cellCount: cells.length,
    areas: Float64Array.from(cells, ({ area }) => area),
    conceptOffsets,
    conceptPositions: Uint32Array.from(cells.flatMap(({ set }) => set)),
  });
  const space = new SearchSpace(tables);
  return {
    tables,
    space,
    range(seed, breadth) {
      const random = createRandom(seed * 7919 + 13).next;
      const liking = Float64Array.from({ length: concepts }, () => 0.02 + 0.1 * random() * breadth);
      for (let i = 0; i < 6; i += 1) {
        liking[Math.floor(concepts * random() ** 2)] = 0.2 + 0.6 * random();
        liking[concepts - 1 - Math.floor(concepts * 0.1 * random())] = 0.1 + 0.4 * random();
      }
      const hits = Uint32Array.from(cells, ({ set, area }) => {
        const most = Math.max(0.01, ...set.map((c) => liking[c] as number));
        const touched = random() < 0.15 + 0.85 * Math.min(1, most + breadth);
        return touched ? Math.floor(area * Math.min(1, most * (0.3 + 1.2 * random()))) : 0;
      });
      return { space, hits, bitmapPixels: hits.reduce((sum, n) => sum + n, 0) };
    },
  };
}

/** The lower, the likelier. */
function zipf(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(count ** random() - 1 + random()));
}
