import { parseFormula } from '@strata/domain';
import { createRandom } from '@strata/statistics';
import { explainMaps, type GradedRange, type ValidityWorld } from './explain-maps.ts';
import { normal } from './noise.ts';
import { cellsOf, maskIou, PLANTED_UNITS, type Planted, plantFormulas } from './plant-formulas.ts';
import type { ValidityRow } from './row.ts';

/** Standard deviations of the noise; a mask's values lie from 0 to 1. */
const NOISES = [0.1, 0.3, 0.6];
/** Masks whose IoU is at least this are of one meaning. */
const ALIKE = 0.8;

/**
 * Units that are a formula's mask, blurred and disturbed by noise, are to be named again: by the formula, or by one whose
 * mask has an IoU of at least 0.8 with it. Only formulas that maps of this size can hold are planted. Since the highest
 * range of a blurred mask is only a part of it, what is named is also compared with the best formula of that part: of the
 * same unit without noise, found by the search that proves it.
 */
export async function plantedRows(world: ValidityWorld): Promise<ValidityRow[]> {
  const planted = plantFormulas(world);
  if (planted.length < PLANTED_UNITS / 3) return [];
  const clean = await explainMaps(
    world,
    planted.map(({ map }) => map),
    { evidence: null },
  );
  const rows: ValidityRow[] = [];
  for (const noise of NOISES) {
    const random = createRandom(3);
    const maps = planted.map(({ map }) => map.map((value) => value + noise * normal(random)));
    const named = namesOf(world, { planted, clean, ranges: await explainMaps(world, maps) });
    const about = { id: 'planted', nothing: false, what: `planted formulas, blurred, noise ${noise}; ${world.name}` };
    rows.push(...rowsOf(named, about));
  }
  return rows;
}

interface Named {
  readonly iou: number;
  readonly isClear: boolean;
  /** Like the planted formula. */
  readonly isPlanted: boolean;
  /** Like it, or like the best formula of the same range without noise. */
  readonly isRight: boolean;
}

interface NamedWorld {
  readonly planted: readonly Planted[];
  /** Of the maps without noise, and with it. */
  readonly clean: readonly GradedRange[];
  readonly ranges: readonly GradedRange[];
}

function namesOf(world: ValidityWorld, { planted, clean, ranges }: NamedWorld): Named[] {
  const highest = (of: readonly GradedRange[], unit: number) => of.filter((range) => range.unit === unit).at(-1);
  return planted.flatMap(({ satisfied }, unit) => {
    const top = highest(ranges, unit);
    const explanation = top?.range.explanation;
    if (!explanation) return [];
    const own = cellsOf(world, parseFormula(explanation.formula));
    const isLike = (other: Uint8Array) => maskIou(world.index.areas, own, other) >= ALIKE;
    const best = highest(clean, unit)?.range.explanation?.formula;
    const isPlanted = isLike(satisfied);
    return {
      iou: explanation.iou,
      isClear: top?.graded?.grade === 'CLEAR',
      isPlanted,
      isRight: isPlanted || (best !== undefined && isLike(cellsOf(world, parseFormula(best)))),
    };
  });
}

function rowsOf(named: readonly Named[], about: Pick<ValidityRow, 'id' | 'nothing' | 'what'>): ValidityRow[] {
  const strong = named.filter(({ iou }) => iou >= 0.2);
  return [
    {
      ...{ ...about, of: strong.length, reach: 0.05 },
      statement: 'the highest range is not named and CLEAR, where IoU ≥ 0.2',
      wrong: strong.filter(({ isPlanted, isClear }) => !isPlanted || !isClear).length,
    },
    {
      ...{ ...about, of: named.length, reach: 0.05 },
      statement: 'the highest range is CLEAR for something else',
      wrong: named.filter(({ isPlanted, isClear }) => isClear && !isPlanted).length,
    },
    {
      ...{ ...about, of: named.length, reach: 0.05 },
      statement:
        'the highest range is CLEAR for neither the planted formula nor the best one of this range without noise',
      wrong: named.filter(({ isRight, isClear }) => isClear && !isRight).length,
    },
  ];
}
