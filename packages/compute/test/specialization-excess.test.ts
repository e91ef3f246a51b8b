import type { LeftDeepTerm } from '@strata/domain';
import { createRandom, excessOver, isAbove, type Random, shareError } from '@strata/statistics';
import { describe, expect, it } from 'vitest';
import { type BaselineFormula, classifier, defaultFormulas } from '../src/index.ts';

const CONCEPTS = Array.from({ length: 24 }, (_, at) => `c${at}`);
const UNITS = 48;
const RANGES = [1, 2, 3];
const BASELINES = 5;

interface Use extends BaselineFormula {
  readonly range: number;
}

type Draw = (random: Random, range: number) => LeftDeepTerm[];

/** Few concepts often, many seldom: the cube of a uniform number; higher ranges draw from more of them. */
const untrained: Draw = (random, range) => {
  const concept = () => Math.floor(random.next() ** 3 * (4 + range));
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(concept());
  return [...chosen].map((one, at) => ({ operator: at === 0 ? null : 'OR', concept: one }));
};

/** Most of the highest range has formulas that no untrained network has. */
const trained: Draw = (random, range) =>
  range === 3 && random.next() < 0.6
    ? [
        { operator: null, concept: 20 + random.below(2) },
        { operator: 'AND NOT', concept: 22 },
        { operator: 'AND NOT', concept: 23 },
      ]
    : untrained(random, range);

function drawNetwork(random: Random, draw: Draw): Use[] {
  return Array.from({ length: UNITS }, (_, unit) =>
    RANGES.map((range) => ({ unit, range, terms: draw(random, range) })),
  ).flat();
}

/** (range) how many of its formulas are specialized by the default formulas of these networks. */
function countSpecialized(own: readonly Use[], by: readonly (readonly Use[])[]): number[] {
  const pooled = by.flatMap((uses, network) => uses.map((use) => ({ ...use, network })));
  const classify = classifier(defaultFormulas(pooled, { conceptNames: CONCEPTS }), CONCEPTS);
  return RANGES.map(
    (range) => own.filter((use) => use.range === range && classify(use.terms).specialization === 'SPECIALIZED').length,
  );
}

/** The excess of each range, and of the rise from the lowest to the highest, of one network over drawn baselines. */
function measure(random: Random, draw: Draw) {
  const own = drawNetwork(random, draw);
  const baselines = Array.from({ length: BASELINES }, () => drawNetwork(random, untrained));
  const counts = baselines.map((control, left) => {
    const others = baselines.toSpliced(left, 1);
    return { own: countSpecialized(own, others), control: countSpecialized(control, others) };
  });
  const errorAt = (at: number) =>
    Math.sqrt(
      counts.reduce(
        (sum, { control }) => sum + shareError({ count: control[at] ?? 0, total: UNITS, n: UNITS }) ** 2,
        0,
      ) / BASELINES,
    );
  const share = (row: readonly number[], at: number) => (row[at] ?? 0) / UNITS;
  const ranges = RANGES.map((_, at) =>
    excessOver(
      counts.map((pair) => ({ own: share(pair.own, at), control: share(pair.control, at) })),
      { standardError: errorAt(at), comparisons: RANGES.length },
    ),
  );
  const top = RANGES.length - 1;
  const rise = excessOver(
    counts.map((pair) => ({
      own: share(pair.own, top) - share(pair.own, 0),
      control: share(pair.control, top) - share(pair.control, 0),
    })),
    { standardError: Math.hypot(errorAt(0), errorAt(top)) },
  );
  return { ranges, rise };
}

describe('against five untrained networks', () => {
  it('a further untrained one has no excess and no rise, but for one in twenty', () => {
    const random = createRandom(12);
    const networks = Array.from({ length: 60 }, () => measure(random, untrained));
    const covered = networks.filter(({ ranges }) =>
      ranges.every((excess) => excess && isAbove(excess, 0) === 'UNCLEAR'),
    ).length;
    const risen = networks.filter(({ rise }) => rise && isAbove(rise, 0) === 'YES').length;
    // Every range at once.
    expect(covered / networks.length).toBeGreaterThanOrEqual(0.93);
    expect(risen / networks.length).toBeLessThanOrEqual(0.05);
    // Its share by itself is far from 0, which is what a single baseline would have been read as.
    const [first] = networks;
    expect(first?.ranges[2]?.control).toBeGreaterThan(0.1);
  });

  it('a network with formulas of its own is found, in the range that has them', () => {
    const random = createRandom(3);
    const networks = Array.from({ length: 10 }, () => measure(random, trained));
    const found = networks.filter(({ ranges }) => ranges[2] && isAbove(ranges[2], 0) === 'YES').length;
    expect(found).toBeGreaterThanOrEqual(8);
    expect(networks.filter(({ ranges }) => ranges[0] && isAbove(ranges[0], 0) === 'YES').length).toBeLessThanOrEqual(1);
  });
});
