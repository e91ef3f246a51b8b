import { sweepFormula } from '../sweep.ts';
import type { BestFormula, Counts } from './best-formula.ts';
import { combine, literalsTogether } from './count-formula.ts';
import { isOfPair, type LeadingPair } from './leading-pairs.ts';
import { conceptOf, isNegated, type Junction, type Literal, type LiteralFormula } from './literal.ts';
import type { Measures } from './measures.ts';
import type { Shape } from './open-pairs.ts';
import { boundOfAny, boundOfBeside, boundOfWithin, pairsAfter, setSecond } from './pair-bound.ts';
import type { Reach } from './reach.ts';
import { boundAfter } from './triple-bound.ts';

/** Which literals can stand where behind a leading pair; ascending. */
export interface Places {
  /** Joined by OR: with P = 0 it adds nothing, at this θ and at any higher one. */
  readonly or: readonly Literal[];
  /** After the last AND: the formula lies within it. */
  readonly and: readonly Literal[];
  /** After an AND with an OR behind it. */
  readonly narrowing: readonly Literal[];
  /** The two highest P of those joined by OR. */
  readonly most: number;
  readonly second: number;
}

export interface AfterQuestion {
  readonly measures: Measures;
  readonly best: BestFormula;
  readonly places: Places;
  /** (literal), of those that are joined by OR. */
  readonly reach: readonly Reach[];
}

/** Compares the formulas that a leading pair becomes with two more literals. */
export function tryAfter(question: AfterQuestion, lead: LeadingPair): void {
  tryJoined(question, lead);
  const { best, places } = question;
  for (const l of places.and) {
    if (isOfPair(lead, l) || (lead.row.positives[l] as number) < best.threshold) continue;
    tryThirds(question, lead, { shape: 'all', y: l });
  }
}

/** Those in which at least one of the two is joined by OR. */
function tryJoined(question: AfterQuestion, lead: LeadingPair): void {
  const { measures, best, places, reach } = question;
  const own = reachAfter(measures, lead, places);
  const mostWithin = own.within + own.addsPositive;
  const mostAny = lead.value + own.adds + own.addsPositive;
  const mostBeside = Math.min(lead.positive + own.addsPositive, own.withinPart + places.most);
  if (Math.max(mostWithin, mostAny, mostBeside) < best.threshold) return;
  const pair = pairsAfter(lead);
  // A chain of OR is looked at from its two lowest literals.
  const lowest = lead.junction === 'OR' ? Math.max(...lead.literals) : -1;
  for (const l of places.or) {
    if (isOfPair(lead, l)) continue;
    setSecond(pair, measures, l);
    const reachL = reach[l] as Reach;
    const chained = l > lowest;
    if (chained && boundOfAny(pair, own, reachL) >= best.threshold) tryThirds(question, lead, { shape: 'any', y: l });
    if (chained && boundOfWithin(pair, own, reachL) >= best.threshold) {
      tryThirds(question, lead, { shape: 'within', y: l });
    }
    if (boundOfBeside(pair, own) >= best.threshold) tryThirds(question, lead, { shape: 'beside', y: l });
  }
}

/** The most that a literal can do with the pair, as `reachOf` says it of a literal; here those that add need not be later. */
function reachAfter({ values, positives }: Measures, lead: LeadingPair, { or, and, narrowing }: Places): Reach {
  const { row, value, positive } = lead;
  let [within, adds, addsPositive, withinPart, takes] = Array<number>(5).fill(Number.NEGATIVE_INFINITY) as Five;
  for (const m of and) {
    if (!isOfPair(lead, m)) within = Math.max(within, row.values[m] as number);
  }
  for (const m of or) {
    if (isOfPair(lead, m)) continue;
    adds = Math.max(adds, (values[m] as number) - (row.values[m] as number));
    addsPositive = Math.max(addsPositive, (positives[m] as number) - (row.positives[m] as number));
  }
  for (const m of narrowing) {
    if (isOfPair(lead, m)) continue;
    const kept = row.values[m] as number;
    withinPart = Math.max(withinPart, kept);
    takes = Math.max(takes, positive - value - ((row.positives[m] as number) - kept));
  }
  return { within, adds, addsPositive, withinPart, takes };
}

type Five = [number, number, number, number, number];

/** A shape with its second part; the third is to be found. */
interface Second {
  readonly shape: Shape;
  readonly y: Literal;
}

/** Compares every formula of the pair and a literal whose bound, with its last literal, still reaches the threshold. */
function tryThirds({ measures, best, places }: AfterQuestion, lead: LeadingPair, { shape, y }: Second): void {
  const thirds = { any: places.or, within: places.and, beside: places.narrowing, all: places.and }[shape];
  const ordered = shape === 'any' || shape === 'all';
  const bound = boundAfter(measures, lead, { shape, y });
  let countsOf: CountsOf | null = null;
  for (const z of thirds) {
    if (conceptOf(z) === conceptOf(y) || (ordered && z < y) || isOfPair(lead, z) || bound(z) < best.threshold) continue;
    countsOf ??= countAfter(measures, lead, { shape, y });
    best.offer(formulaAfter(lead, { shape, y }, z), countsOf(z));
  }
}

type CountsOf = (z: Literal) => Counts;

/** The exact counts of the pair, a literal, and another: one sweep over the cells of both tells of every other. */
function countAfter(measures: Measures, lead: LeadingPair, { shape, y }: Second): CountsOf {
  const { rows } = measures;
  const { space, hits } = rows;
  const { terms, counts: first, countsWith } = lead;
  const concept = conceptOf(y);
  const swept = sweepFormula(space.tables, hits, { terms, concept });
  const areas = space.formulaAreas(terms, concept);
  const without = (all: Counts, part: Counts): Counts => combine([all, part], (a, b) => a - b);
  const firstWith = (literal: Literal): Counts => {
    const carried = countsWith(conceptOf(literal));
    return isNegated(literal) ? without(first, carried) : carried;
  };
  const ofY = rows.literal(concept, isNegated(y));
  const firstY = firstWith(y);
  return (z) => {
    const c = conceptOf(z);
    let three: Counts = { hits: swept[c] as number, area: areas[c] as number };
    if (isNegated(y)) three = without(countsWith(c), three);
    if (isNegated(z)) three = without(firstY, three);
    if (shape === 'all') return three;
    const ofZ = rows.literal(c, isNegated(z));
    if (shape === 'beside') return combine([firstWith(z), ofY, three], (fz, s, fsz) => fz + s - fsz);
    const within = combine([firstWith(z), literalsTogether(rows, y, z), three], (fz, sz, fsz) => fz + sz - fsz);
    if (shape === 'within') return within;
    const either = combine([first, ofY, firstY], (f, s, fs) => f + s - fs);
    return combine([either, ofZ, within], (fs, t, both) => fs + t - both);
  };
}

function formulaAfter({ literals, junction }: LeadingPair, { shape, y }: Second, z: Literal): LiteralFormula {
  const behind = shape === 'beside' ? [z, y] : [y, z];
  return { literals: [...literals, ...behind], junctions: [junction, ...JUNCTIONS[shape]] };
}

const JUNCTIONS: Readonly<Record<Shape, readonly Junction[]>> = {
  any: ['OR', 'OR'],
  within: ['OR', 'AND'],
  beside: ['AND', 'OR'],
  all: ['AND', 'AND'],
};
