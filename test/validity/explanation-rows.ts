import { createRandom, permutation } from '@strata/statistics';
import { explainMaps, type GradedRange, unitsThatRespond, type ValidityWorld } from './explain-maps.ts';
import { NOISE, noiseMaps } from './noise.ts';
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
    id: 'responds-to',
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
  return {
    id: 'responds-to',
    nothing: true,
    what,
    statement: 'a neuron “responds to …”',
    wrong,
    of: units,
    reach: 0.05,
  };
}
