import { searchBeam } from '../../src/search/beam.ts';
import { searchOptimal } from '../../src/search/optimal/search-optimal.ts';
import type { SearchProblem } from '../../src/search/search-problem.ts';
import type { SearchSpace } from '../../src/search/search-space.ts';
import { generateWorld, SIZES } from './generate-world.ts';
import { referenceRanges } from './reference-world.ts';

/**
 * Times the searches a range: `node packages/compute/test/perf/bench-search.ts S M L camvid60_squeezenet s200c60`. S, M
 * and L are generated; the others are the published results beside the project. For each range the least of fifteen passes
 * counts, as the machine may be busy.
 */
const PASSES = 15;
const RANGES = 40;

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : ['S', 'M']) {
  const { space, ranges } = name in SIZES ? generated(name as keyof typeof SIZES) : await referenceRanges(name);
  const { cellCount, conceptCount } = space.tables;
  const started = performance.now();
  space.pairAreas;
  const pairs = performance.now() - started;
  console.info(
    `${name}: ${cellCount} cells, ${conceptCount} concepts; pair areas ${pairs.toFixed(2)} ms, once a dataset`,
  );
  const beam = times(ranges, (problem) => searchBeam(problem));
  const optimal = times(ranges, (problem) => searchOptimal(problem));
  const better = ranges.filter((problem) => (searchOptimal(problem)?.iou ?? 0) > (searchBeam(problem)?.iou ?? 0));
  report('beam', beam);
  report('optimal', optimal);
  console.info(
    `  optimal takes ${(sum(optimal) / sum(beam)).toFixed(2)} times the beam's time; its IoU is higher in ${better.length} of ${ranges.length} ranges`,
  );
}

function generated(name: keyof typeof SIZES): { space: SearchSpace; ranges: SearchProblem[] } {
  const world = generateWorld(SIZES[name]);
  return { space: world.space, ranges: Array.from({ length: RANGES }, (_, i) => world.range(i, (i % 5) / 4)) };
}

function times(ranges: readonly SearchProblem[], search: (problem: SearchProblem) => unknown): number[] {
  // The first pass is for the just-in-time compiler.
  for (const problem of ranges) search(problem);
  return ranges.map((problem) => {
    let least = Number.POSITIVE_INFINITY;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const started = performance.now();
      search(problem);
      least = Math.min(least, performance.now() - started);
    }
    return least;
  });
}

function report(name: string, times: readonly number[]): void {
  const mean = sum(times) / times.length;
  console.info(`  ${name}: mean ${mean.toFixed(3)} ms a range, worst ${Math.max(...times).toFixed(3)} ms`);
}

function sum(times: readonly number[]): number {
  return times.reduce((total, t) => total + t, 0);
}
