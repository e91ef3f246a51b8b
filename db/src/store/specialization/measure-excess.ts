import { type Excess, excessOver, logRatio, SEEDS_MIN, shareError } from '@strata/statistics';
import type { EXCESS_MEASURES } from '../../schema/class-estimate.ts';
import type { NetworkUses } from './network-uses.ts';
import type { DefaultFormulaRecord, SpecializationRules } from './rules.ts';

/** An estimate of a run against left-out untrained networks, as it is stored. */
export interface ExcessEstimate {
  readonly measure: (typeof EXCESS_MEASURES)[number];
  readonly clusterIndex: number;
  readonly fromClusterIndex: number | null;
  readonly n: number;
  readonly seeds: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ExcessOfNetwork {
  readonly own: NetworkUses;
  /** Untrained, in an order that does not matter; of the units that all have, as `own` is. */
  readonly controls: readonly NetworkUses[];
  readonly rules: SpecializationRules;
}

/** What a network is by one rule: a value, what units alone make it vary, and how many were counted. */
interface Measured {
  readonly value: number;
  readonly standardError: number;
  readonly n: number;
}

/** (range) what it is; a range that can't be measured is missing. */
type ByRange = ReadonlyMap<number, Measured>;

/** What is measured of a network against each left-out control, both by the others alone. */
interface LeftOut {
  readonly own: ByRange;
  readonly control: ByRange;
}

/**
 * By how much a network lies above untrained ones, range by range: for each untrained network the others, pooled, say
 * what is a default formula, of it and of the network alike, so that a further untrained network would lie at 0. The
 * intervals hold for all ranges at once (Bonferroni). None with fewer than three untrained networks.
 */
export function measureExcess({ own, controls, rules }: ExcessOfNetwork): ExcessEstimate[] {
  if (controls.length < SEEDS_MIN) return [];
  const shares = controls.map((control, left): LeftOut => {
    const defaults = pooledDefaults(controls.toSpliced(left, 1), rules);
    return {
      own: specializedShares(own, { defaults, rules }),
      control: specializedShares(control, { defaults, rules }),
    };
  });
  // Overlaps with shuffled images know of no default formulas.
  const ownTimes = logTimesShuffled(own);
  const times = controls.map((control): LeftOut => ({ own: ownTimes, control: logTimesShuffled(control) }));
  return [
    ...estimatesOf(shares, { band: 'BASELINE', excess: 'EXCESS', rise: 'EXCESS_RISE' }),
    ...estimatesOf(times, {
      ...({ band: 'TIMES_SHUFFLED_BASELINE', excess: 'TIMES_SHUFFLED_EXCESS' } as const),
      rise: 'TIMES_SHUFFLED_EXCESS_RISE',
    }),
  ];
}

/** The default formulas of untrained networks pooled. */
export function pooledDefaults(
  networks: readonly NetworkUses[],
  rules: SpecializationRules,
): readonly DefaultFormulaRecord[] {
  return rules.defaultFormulas(
    networks.flatMap(({ explained }, network) =>
      explained.map(({ unitIndex, formulaId, text }) => ({ network, unitIndex, formulaId, text })),
    ),
  );
}

function specializedShares(
  { explained, nameless }: NetworkUses,
  { defaults, rules }: { readonly defaults: readonly DefaultFormulaRecord[]; readonly rules: SpecializationRules },
): ByRange {
  const counts = new Map<number, { n: number; specialized: number }>();
  const count = (clusterIndex: number, isSpecialized: boolean): void => {
    const { n, specialized } = counts.get(clusterIndex) ?? { n: 0, specialized: 0 };
    counts.set(clusterIndex, { n: n + 1, specialized: specialized + Number(isSpecialized) });
  };
  for (const [at, { specialization }] of rules.classify(explained, defaults).entries())
    count(explained[at]?.clusterIndex as number, specialization === 'SPECIALIZED');
  for (const { clusterIndex } of nameless) count(clusterIndex, false);
  return new Map(
    [...counts].map(([clusterIndex, { n, specialized }]) => {
      const standardError = shareError({ count: specialized, total: n, n });
      return [clusterIndex, { value: specialized / n, standardError, n }];
    }),
  );
}

function logTimesShuffled({ explained }: NetworkUses): ByRange {
  const known = explained.flatMap(({ clusterIndex, heldOutIou, shuffledIou }) =>
    heldOutIou === null || shuffledIou === null ? [] : [{ clusterIndex, heldOutIou, shuffledIou }],
  );
  const ranges = Map.groupBy(known, ({ clusterIndex }) => clusterIndex);
  return new Map(
    [...ranges].flatMap(([clusterIndex, rows]) => {
      const ratio = logRatio(
        rows.map(({ heldOutIou }) => heldOutIou),
        rows.map(({ shuffledIou }) => shuffledIou),
      );
      return ratio ? [[clusterIndex, { ...ratio, n: rows.length }] as const] : [];
    }),
  );
}

type MeasureNames = Readonly<Record<'band' | 'excess' | 'rise', ExcessEstimate['measure']>>;

function estimatesOf(leftOut: readonly LeftOut[], names: MeasureNames): ExcessEstimate[] {
  const [first] = leftOut;
  // What all have: a network without such a range has no place among the others.
  const ranges = [...(first?.own.keys() ?? [])]
    .filter((range) => leftOut.every(({ control }) => control.has(range)))
    .sort((a, b) => a - b);
  const rows = ranges.flatMap((clusterIndex): ExcessEstimate[] => {
    const pairs = leftOut.map(({ own, control }) => pairAt({ own, control }, clusterIndex));
    const excess = excessOf(pairs, ranges.length);
    const place = { clusterIndex, fromClusterIndex: null, n: first?.own.get(clusterIndex)?.n ?? 0 };
    if (!excess) return [];
    const { control, reach, seeds, difference, lower, upper } = excess;
    return [
      { ...place, seeds, measure: names.band, value: control, lower: control - reach, upper: control + reach },
      { ...place, seeds, measure: names.excess, value: difference, lower, upper },
    ];
  });
  return [...rows, ...riseOf(leftOut, { ranges, measure: names.rise })];
}

/** From the lowest range that is not off to the highest. */
function riseOf(
  leftOut: readonly LeftOut[],
  { ranges, measure }: { readonly ranges: readonly number[]; readonly measure: ExcessEstimate['measure'] },
): ExcessEstimate[] {
  const fromClusterIndex = ranges.find((range) => range >= 1);
  const clusterIndex = ranges.at(-1);
  if (fromClusterIndex === undefined || clusterIndex === undefined || fromClusterIndex === clusterIndex) return [];
  const pairs = leftOut.map((one) => {
    const [low, high] = [pairAt(one, fromClusterIndex), pairAt(one, clusterIndex)];
    return {
      own: high.own - low.own,
      control: high.control - low.control,
      standardError: Math.hypot(low.standardError, high.standardError),
    };
  });
  const excess = excessOf(pairs, 1);
  if (!excess) return [];
  const { difference: value, lower, upper, seeds } = excess;
  const n = Math.min(...[fromClusterIndex, clusterIndex].map((range) => leftOut[0]?.own.get(range)?.n ?? 0));
  return [{ measure, clusterIndex, fromClusterIndex, n, seeds, value, lower, upper }];
}

interface Pair {
  readonly own: number;
  readonly control: number;
  /** Of the control. */
  readonly standardError: number;
}

function pairAt({ own, control }: LeftOut, range: number): Pair {
  const [a, b] = [own.get(range), control.get(range)] as [Measured, Measured];
  return { own: a.value, control: b.value, standardError: b.standardError };
}

function excessOf(pairs: readonly Pair[], comparisons: number): Excess | null {
  const standardError = Math.sqrt(pairs.reduce((sum, pair) => sum + pair.standardError ** 2, 0) / pairs.length);
  return excessOver(pairs, { standardError, comparisons });
}
