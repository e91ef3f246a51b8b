import { join } from 'node:path';
import { HITS_IN_CACHE, keepHits, storedRange } from '@strata/compute';
import { type KeptFile, openKeptFile, scoreFormula } from '@strata/compute/kept';
import type { Formula } from '@strata/domain';
import { Cache } from '@strata/files';
import { adjustedP, createRandom, type Random } from '@strata/statistics';
import { explainMaps, type ValidityWorld, writeMaps } from './explain-maps.ts';
import { NOISE, noiseMaps } from './noise.ts';
import type { ValidityRow } from './row.ts';

/** Units of one layer of noise. */
const UNITS = 40;
/** Formulas scored against each layer. */
const FORMULAS = 100;
const Q_MAX = 0.05;

/** Formulas that nobody searched for, scored against noise: not one of its ranges overlaps them more than shuffled images do. */
export async function scoreRows(world: ValidityWorld): Promise<ValidityRow[]> {
  let wrong = 0;
  for (const [place, kind] of NOISE.entries()) {
    const maps = noiseMaps(world, { kind, units: UNITS, seed: 11 });
    const kept = await keptHits(world, maps, { hash: `${place}`, zerosOff: kind === 'rectified' });
    const random = createRandom(23 + place);
    for (let drawn = 0; drawn < FORMULAS; drawn += 1) {
      const scores = scoreFormula(kept, drawFormula(world, random));
      const adjusted = adjustedP(scores.flatMap(({ p }) => p ?? []));
      if (adjusted.some((q) => q <= Q_MAX)) wrong += 1;
    }
    kept.close();
  }
  return [
    {
      ...{ id: 'scored', nothing: true, of: NOISE.length * FORMULAS, wrong, reach: 0.05 },
      what: `formulas of one or two concepts over ${UNITS} units of noise of each kind; ${world.name}`,
      statement: 'some range overlaps the formula more than shuffled images do',
    },
  ];
}

async function keptHits(
  world: ValidityWorld,
  maps: readonly Float32Array[],
  { hash, zerosOff }: { readonly hash: string; readonly zerosOff: boolean },
): Promise<KeptFile> {
  const { index, concepts, groups, folder, name } = world;
  const found = await explainMaps(world, maps, { evidence: null, search: 'beam', length: 1 });
  const cache = new Cache(join(folder, 'kept'));
  const file = cache.pathOf(HITS_IN_CACHE, hash);
  const units = [...Map.groupBy(found, ({ unit }) => unit)].map(([unit, ranges]) => ({
    unit,
    ranges: ranges.map(({ range }) => ({
      clusterIndex: range.clusterIndex,
      range: storedRange(range, { bounds: 'contiguous', zerosOff }),
      pixels: range.bitmapPixels,
    })),
  }));
  const activationsPath = writeMaps(world, maps);
  await keepHits(
    { cache, file },
    { index, concepts, activationsPath, units, upsampling: 'bilinear', groups, about: name },
  );
  const kept = openKeptFile(file);
  if (!kept) throw new Error('What was kept a moment ago is gone.');
  return kept;
}

/** A concept, or two of them joined in any way. */
function drawFormula({ concepts }: ValidityWorld, random: Random): Formula {
  const concept = (): Formula => ({ kind: 'concept', name: concepts[random.below(concepts.length)]?.name ?? '' });
  const [left, right] = [concept(), concept()];
  const way = random.below(4);
  if (way === 0) return left;
  if (way === 1) return { kind: 'or', left, right };
  return { kind: 'and', left, right: way === 2 ? right : { kind: 'not', operand: right } };
}
