import type { CollectVerdict } from '@strata/domain';
import { adjustedP } from '@strata/statistics';
import { bitAt } from '../bits.ts';
import { splitHalves } from '../causes/split-halves.ts';
import { groupUnits } from '../group-units.ts';
import { restrictColumns } from '../slice-tables.ts';
import { bothOf, choosePairs } from './choose-pairs.ts';
import {
  COLLECT_ERRORS_MIN,
  type CollectProblem,
  type ColumnPair,
  CURVE_IMAGES_MIN,
  PAIR_ERRORS_MIN,
} from './collect-problem.ts';
import { drawCurve } from './draw-curve.ts';
import { type JudgedCurve, judgeCurve } from './judge-curve.ts';
import { addImages, noSums, type ReadoutSums } from './readout.ts';

/** At most this share of the pairs that are said to be worth collecting may not be. */
export const COLLECT_Q_MAX = 0.05;

export interface PairToCollect extends ColumnPair {
  /** Images of the data that have both. */
  readonly dataCount: number;
  /** Images that errors are counted on: with both, and those of them that are wrong. */
  readonly selected: number;
  readonly wrong: number;
  /** Null where the images with both are too few to draw one. */
  readonly curve: JudgedCurve | null;
  /** Errors that a hundred new images are expected to mend, with the 95 % interval; 0 without a curve. */
  readonly mended: number;
  readonly mendedLower: number;
  readonly mendedUpper: number;
  /** Of mending more than as many other images, adjusted over all pairs tried on the confirming half. */
  readonly q: number;
  readonly verdict: CollectVerdict;
}

export interface PairsToCollect {
  /** Images that errors are counted on, and those that are wrong. */
  readonly images: number;
  readonly wrong: number;
  /** Units of count among them: groups, or images. */
  readonly units: number;
  readonly unitsWrong: number;
  /** The data: images that the network learnt from, or else those that errors are counted on. */
  readonly dataCount: number;
  /** Pairs that were looked at on the choosing half. */
  readonly tried: number;
  /** Errors that are needed, where there are fewer; else null. */
  readonly errorsNeeded: number | null;
  /** What is worth collecting first, then by what may be expected. */
  readonly pairs: readonly PairToCollect[];
}

export interface FindPairsOptions {
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Pairs whose curve is drawn, at most. Default 12. */
  readonly pairsMax?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Finds pairs that are rare in the data and decide errors, and ranks them by the errors that a hundred new images with both
 * are expected to mend. One half of the units of count chooses pairs; a readout of a layer learns from the data and from that half,
 * and is tested on the other half.
 */
export function findPairsToCollect(
  problem: CollectProblem,
  { seed = 1, pairsMax = 12, onProgress }: FindPairsOptions = {},
): PairsToCollect {
  const judged = judgedImages(problem);
  const { columns, images, wrong, unitOf, errors, data } = judged;
  const found = {
    images: images.length,
    wrong,
    units: errors.length,
    unitsWrong: count(errors),
    dataCount: data.length,
  };
  if (found.unitsWrong < COLLECT_ERRORS_MIN) return { ...found, tried: 0, errorsNeeded: COLLECT_ERRORS_MIN, pairs: [] };
  const { choosing } = splitHalves(errors, { seed });
  const chosen = choosePairs({
    units: choosing.length,
    columns: restrictColumns(columns, choosing),
    errors: choosing.map((unit) => errors[unit] as number),
    data: restrictColumns(problem.columns, data),
    dataCount: data.length,
    pairsMax,
  });
  const chooses = new Set(choosing);
  const isChoosing = images.map((_, at) => chooses.has(unitOf(at)));
  const learning = learningOf(problem, { images, isChoosing });
  const parts: PairParts = { problem, judged, learning, isChoosing, seed };
  const pairs = chosen.pairs.map((pair, at) => {
    onProgress?.(at, chosen.pairs.length);
    return pairOf(pair, parts);
  });
  onProgress?.(pairs.length, pairs.length);
  return { ...found, tried: chosen.tried, errorsNeeded: null, pairs: ranked(pairs) };
}

interface JudgedImages {
  /** Images that errors are counted on, ascending, and how many are wrong. */
  readonly images: readonly number[];
  readonly wrong: number;
  /** (place among them) the unit of count. */
  readonly unitOf: (at: number) => number;
  /** (column) packed bits over units; (unit) 1 where it is an error. */
  readonly columns: readonly Uint32Array[];
  readonly errors: Uint8Array;
  /** The data's images. */
  readonly data: readonly number[];
}

function judgedImages({ images, columns, errors, groups, learnt }: CollectProblem): JudgedImages {
  const all = Array.from({ length: images }, (_, image) => image);
  const own = learnt ? all.filter((image) => !learnt[image]) : all;
  const data = learnt ? all.filter((image) => learnt[image]) : all;
  const problem = {
    units: own.length,
    columns: restrictColumns(columns, own),
    errors: Uint8Array.from(own, (image) => Number(errors[image] !== 0)),
  };
  const wrong = count(problem.errors);
  const grouped = groups && groupUnits({ ...problem, groups: own.map((image) => groups[image] as number) });
  return {
    images: own,
    wrong,
    data,
    unitOf: (at) => grouped?.unitOf[at] ?? at,
    columns: (grouped ?? problem).columns,
    errors: (grouped ?? problem).errors,
  };
}

/** Images that a readout may learn from, and its sums over them. */
interface Learning {
  readonly images: readonly number[];
  readonly sums: ReadoutSums;
}

function learningOf(
  problem: CollectProblem,
  { images, isChoosing }: { readonly images: readonly number[]; readonly isChoosing: readonly boolean[] },
): Learning {
  const { learnt } = problem;
  const own = images.filter((_, at) => isChoosing[at]);
  const known = learnt
    ? Array.from({ length: problem.images }, (_, image) => image).filter((image) => learnt[image])
    : [];
  const all = [...known, ...own];
  return { images: all, sums: addImages(noSums(problem), problem, all) };
}

interface PairParts {
  readonly problem: CollectProblem;
  readonly judged: JudgedImages;
  readonly learning: Learning;
  /** (place among the judged images) whether it chose. */
  readonly isChoosing: readonly boolean[];
  readonly seed: number;
}

function pairOf(pair: ColumnPair, { problem, judged, learning, isChoosing, seed }: PairParts): PairToCollect {
  const both = bothOf(problem.columns, pair);
  const has = (image: number): boolean => bitAt(both, image) === 1;
  const selected = judged.images.filter(has);
  const wrong = selected.filter((image) => problem.errors[image]).length;
  const tested = judged.images.flatMap((image, at) => (!isChoosing[at] && has(image) ? [{ image, at }] : []));
  const paired = learning.images.filter(has);
  const dataCount = judged.data.filter(has).length;
  const known = { ...pair, dataCount, selected: selected.length, wrong };
  const none = { mended: 0, mendedLower: 0, mendedUpper: 0, q: 1, verdict: 'TOO_FEW_ERRORS' as const };
  if (wrong < PAIR_ERRORS_MIN || paired.length < CURVE_IMAGES_MIN || tested.length === 0) {
    return { ...known, ...none, curve: null };
  }
  const others = learning.images.filter((image) => !has(image));
  const points = drawCurve({
    readout: problem,
    sums: learning.sums,
    paired,
    others,
    tested: tested.map(({ image }) => image),
    seed,
  });
  const units = tested.map(({ at }) => judged.unitOf(at));
  const curve = judgeCurve(points, { units, known: dataCount, seed });
  return {
    ...known,
    curve,
    mended: wrong * curve.mended,
    mendedLower: wrong * curve.mendedLower,
    mendedUpper: wrong * curve.mendedUpper,
    q: 1,
    verdict: 'NOT_SHOWN',
  };
}

const ORDER: Readonly<Record<CollectVerdict, number>> = { COLLECT: 0, NOT_SHOWN: 1, TOO_FEW_ERRORS: 2 };

/** With the verdict that all that was tried allows; what is worth collecting first, the most helpful before others. */
function ranked(pairs: readonly PairToCollect[]): PairToCollect[] {
  const tried = pairs.flatMap(({ curve }) => (curve ? [curve.p] : []));
  const adjusted = [...adjustedP(tried)];
  const judged = pairs.map((pair): PairToCollect => {
    if (!pair.curve) return pair;
    const q = adjusted.shift() as number;
    return { ...pair, q, verdict: q <= COLLECT_Q_MAX && pair.mendedLower > 0 ? 'COLLECT' : 'NOT_SHOWN' };
  });
  return judged.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || b.mended - a.mended || b.wrong - a.wrong);
}

function count(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}
