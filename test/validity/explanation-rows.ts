import { conceptsOf, parseFormula } from '@strata/domain';
import { openCellMaps } from '@strata/probe';
import { createRandom, permutation } from '@strata/statistics';
import { explainMaps, type GradedRange, unitsThatRespond, type ValidityWorld } from './explain-maps.ts';
import { NOISE, noiseMaps, normal } from './noise.ts';
import type { ValidityRow } from './row.ts';
import type { NetworkWorld } from './worlds.ts';

/** Units of one layer of noise. */
const UNITS = 100;

/** Noise over real masks: nothing is to be found, whatever its texture. */
export async function noiseRows(world: ValidityWorld): Promise<ValidityRow[]> {
  const rows: ValidityRow[] = [];
  for (const kind of NOISE) {
    const ranges = await explainMaps(world, noiseMaps(world, { kind, units: UNITS, seed: 7 }));
    rows.push(falseRow(`noise, ${kind}; ${world.name}`, { units: UNITS, ranges }));
  }
  return rows;
}

/** Real maps over the masks of other images. */
export async function otherImagesRow(world: NetworkWorld, seeds = 3): Promise<ValidityRow> {
  let [wrong, units] = [0, 0];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const from = permutation(world.index.sampleCount, createRandom(100 + seed));
    const ranges = await explainMaps(
      world,
      world.maps.map((map) => rearranged(map, from, world.height * world.width)),
    );
    wrong += unitsThatRespond(ranges).size;
    units += world.maps.length;
  }
  return {
    nothing: true,
    what: `real activations over other images’ masks; ${world.name}`,
    statement: 'a neuron “responds to …”',
    wrong,
    of: units,
    reach: 0.05,
  };
}

function rearranged(map: Float32Array, from: Uint32Array, size: number): Float32Array {
  const maps = new Float32Array(map.length);
  for (const [to, sample] of from.entries()) maps.set(map.subarray(sample * size, (sample + 1) * size), to * size);
  return maps;
}

function falseRow(
  what: string,
  { units, ranges }: { readonly units: number; readonly ranges: readonly GradedRange[] },
): ValidityRow {
  const wrong = unitsThatRespond(ranges).size;
  return { nothing: true, what, statement: 'a neuron “responds to …”', wrong, of: units, reach: 0.05 };
}

/** A formula's mask, averaged to the size of a map and disturbed by noise, is to be named again. */
export async function plantedRows(world: NetworkWorld): Promise<ValidityRow[]> {
  const rows: ValidityRow[] = [];
  const masks = plantedMasks(world, 40);
  for (const noise of [0.1, 0.3, 0.6]) {
    const random = createRandom(3);
    const maps = masks.map(({ map }) => map.map((value) => value + noise * normal(random)));
    const ranges = await explainMaps(world, maps);
    const scored = masks.flatMap(({ concept }, unit) => {
      const best = ranges
        .filter((range) => range.unit === unit && range.range.explanation)
        .sort((a, b) => (b.range.explanation?.iou ?? 0) - (a.range.explanation?.iou ?? 0))
        .find(({ range }) => range.clusterIndex >= 3);
      const explanation = best?.range.explanation;
      if (!explanation || explanation.iou < 0.2) return [];
      const named = conceptsOf(parseFormula(explanation.formula)).some((use) => use.name === concept && !use.negated);
      return [named && best?.graded?.grade === 'CLEAR'];
    });
    rows.push({
      nothing: false,
      what: `planted concepts, blurred, noise ${noise}; ${world.name}`,
      statement: 'CLEAR and named, where IoU ≥ 0.2',
      wrong: scored.filter((ok) => !ok).length,
      of: scored.length,
      reach: 0.05,
    });
  }
  return rows;
}

/** Concepts that are in many images, averaged over the pixels of each value of a map. */
function plantedMasks(world: ValidityWorld, count: number): { concept: string; map: Float32Array }[] {
  const { index, concepts, height, width } = world;
  const maps = openCellMaps(index);
  const { height: rows, width: columns } = index.maskShape;
  const made = concepts.map((concept) => ({
    concept: concept.name,
    map: new Float32Array(index.sampleCount * height * width),
  }));
  const images = new Uint32Array(concepts.length);
  try {
    for (let sample = 0; sample < index.sampleCount; sample += 1) {
      const cells = maps.read(sample, 1);
      const seen = new Set<number>();
      for (const [pixel, cell] of cells.entries()) {
        const y = Math.floor((Math.floor(pixel / columns) * height) / rows);
        const x = Math.floor(((pixel % columns) * width) / columns);
        const at = (sample * height + y) * width + x;
        const end = index.conceptOffsets[cell + 1] as number;
        for (let i = index.conceptOffsets[cell] as number; i < end; i += 1) {
          const position = index.conceptPositions[i] as number;
          const map = made[position]?.map as Float32Array;
          map[at] = (map[at] as number) + (height * width) / (rows * columns);
          seen.add(position);
        }
      }
      for (const position of seen) images[position] = (images[position] as number) + 1;
    }
  } finally {
    maps.close();
  }
  return made.filter((_, position) => (images[position] as number) >= index.sampleCount / 6).slice(0, count);
}
