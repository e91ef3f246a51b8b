import { createRandom } from '@strata/statistics';
import { findRanges } from '../../src/ranges/find-ranges.ts';
import { histogram } from '../../src/ranges/histogram.ts';
import { Scratch } from '../../src/ranges/scratch.ts';
import { leastProcessorMs, measured } from './report-line.ts';

/** Times the ranges of a unit of 1.1 million values, one thread: `node packages/compute/test/perf/bench-ranges.ts`. */
const SHAPE = { samples: 6_510, height: 13, width: 13 };
const COUNT = SHAPE.samples * SHAPE.height * SHAPE.width;

const KINDS: Readonly<Record<string, (random: () => number) => number>> = {
  dense: (random) => random() + random() + random() - 1.5 + (random() < 0.05 ? 4 * random() : 0),
  'post-ReLU, half of them zeros': (random) => Math.max(0, random() + random() - 1) * (1 + 3 * random() ** 4),
  'post-ReLU6, a tenth at the ceiling': (random) => Math.min(6, Math.max(0, 12 * random() - 5.4)),
};

for (const [kind, draw] of Object.entries(KINDS)) {
  const random = createRandom(5).next;
  const values = Float32Array.from({ length: COUNT }, () => draw(random));
  const scratch = new Scratch();
  for (const clusters of [5, 1]) {
    const value = leastProcessorMs(() => {
      const { summary } = findRanges(values, { clusters, shape: SHAPE, scratch });
      histogram(values, { extent: summary });
    });
    measured({
      stage: 'ranges',
      on: '1.1 million values',
      what: `a unit, k = ${clusters}, ${kind}`,
      value,
      unit: 'ms',
    });
  }
}
