import { createHash } from 'node:crypto';
import type { ProbeConcept, ProbeDataset, SampleLabels } from '@strata/probe';
import { createRandom } from '@strata/statistics';
import type { WorldSize } from './generate-world.ts';

const SIDE = 112;
const PIXELS = SIDE * SIDE;

/** How many concepts of each kind there are, and where they start in the list. */
interface Kinds {
  readonly scene: Kind;
  readonly object: Kind;
  readonly part: Kind;
  readonly material: Kind;
  readonly color: Kind;
}

interface Kind {
  readonly first: number;
  readonly count: number;
}

/**
 * A probe dataset that looks like Broden, drawn whenever a sample is read: a scene for the whole image, objects with
 * parts, materials, and colours in blotches with speckles, overlapping each other. Nothing of it is kept.
 */
export function drawnWorld(size: WorldSize): ProbeDataset {
  const kinds = divide(size.concepts);
  const names = Object.entries(kinds) as [keyof Kinds, Kind][];
  const concepts = names.flatMap(([category, { first, count }]) =>
    Array.from(
      { length: count },
      (_, i): ProbeConcept => ({ index: first + i + 1, name: `${category} ${i}`, category }),
    ),
  );
  return {
    name: 'drawn',
    format: 'broden',
    root: 'drawn',
    sha256: createHash('sha256')
      .update(JSON.stringify(['drawn 1', size]))
      .digest('hex'),
    maskShape: { height: SIDE, width: SIDE },
    concepts,
    samples: Array.from({ length: size.samples }, (_, index) => ({
      index,
      key: `sample ${index}`,
      imagePath: null,
      className: null,
      split: null,
    })),
    reading: { exif: null, voidLabels: [], groupBy: null },
    voidLabels: [],
    notes: [],
    readLabels: async (sample) => drawSample(sample, { kinds, regions: size.regions }),
    close: async () => {},
  };
}

function divide(concepts: number): Kinds {
  const shares = { scene: 0.1, object: 0.4, part: 0.3, material: 0.1 };
  const [scene, object, part, material] = Object.values(shares).map((share) => Math.round(share * concepts)) as [
    number,
    number,
    number,
    number,
  ];
  const starts = [0, scene, scene + object, scene + object + part, scene + object + part + material] as const;
  return {
    scene: { first: starts[0], count: scene },
    object: { first: starts[1], count: object },
    part: { first: starts[2], count: part },
    material: { first: starts[3], count: material },
    // Broden has eleven colours, however many concepts there are.
    color: { first: starts[4], count: Math.min(11, concepts - starts[4]) },
  };
}

function drawSample(sample: number, { kinds, regions }: { kinds: Kinds; regions: number }): SampleLabels {
  const random = createRandom(sample * 2_654_435 + 11).next;
  const scene = rare(random, kinds.scene.count);
  const [objects, parts, materials, colors] = [0, 1, 2, 3].map(() => new Uint16Array(PIXELS)) as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ];
  for (let region = 0; region < regions; region += 1) {
    // Objects go with scenes: half of them are among the scene's usual ones.
    const usual = (scene * 7 + rare(random, 12)) % kinds.object.count;
    const object = random() < 0.5 ? usual : rare(random, kinds.object.count);
    const box = boxIn({ left: 0, top: 0, right: SIDE, bottom: SIDE }, random);
    fill(objects, box, kinds.object.first + object + 1);
    fill(parts, box, 0);
    fill(
      materials,
      box,
      random() < 0.3 ? kinds.material.first + ((object + rare(random, 5)) % kinds.material.count) + 1 : 0,
    );
    if (random() < 0.4) {
      const part = kinds.part.first + ((object * 3 + rare(random, 6)) % kinds.part.count) + 1;
      fill(parts, boxIn(box, random), part);
    }
  }
  blotch(colors, { kind: kinds.color, random });
  return {
    planes: [objects, parts, materials, colors],
    voidPixels: 0,
    whole: scene < kinds.scene.count * 0.8 ? [scene] : [],
  };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxIn({ left, top, right, bottom }: Box, random: () => number): Box {
  const [width, height] = [right - left, bottom - top].map((side) => Math.ceil(side * (0.15 + 0.45 * random())));
  const x = left + Math.floor(random() * (right - left - (width as number) + 1));
  const y = top + Math.floor(random() * (bottom - top - (height as number) + 1));
  return { left: x, top: y, right: x + (width as number), bottom: y + (height as number) };
}

function fill(plane: Uint16Array, { left, top, right, bottom }: Box, label: number): void {
  for (let y = top; y < bottom; y += 1) plane.fill(label, y * SIDE + left, y * SIDE + right);
}

/** Blotches of colours of 14 pixels, and every fortieth pixel another. */
function blotch(plane: Uint16Array, { kind, random }: { kind: Kind; random: () => number }): void {
  const step = 14;
  for (let top = 0; top < SIDE; top += step) {
    for (let left = 0; left < SIDE; left += step) {
      const color = random() < 0.9 ? kind.first + rare(random, kind.count) + 1 : 0;
      fill(plane, { left, top, right: left + step, bottom: top + step }, color);
    }
  }
  for (let speckle = 0; speckle < PIXELS / 40; speckle += 1) {
    plane[Math.floor(random() * PIXELS)] = kind.first + rare(random, kind.count) + 1;
  }
}

/** The lower, the likelier. */
function rare(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(count ** random() - 1 + random()));
}
